"""Identifiers are given by people, and confirmed, refused and ended by administrators or the clock."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone

from advisory.accounts.commands.site import Site, acting, site_told
from advisory.accounts.identifiers import checked_identifier
from advisory.accounts.models import Check, Credential
from advisory.events.record import lock
from advisory.refusals import Conflict, Invalid
from advisory.rights import SYSTEM, allow
from advisory.text import checked

MOST = 20
State = Credential.State


@transaction.atomic
def submit_credential(person, *, by, kind, number, register=""):
    """Give an identifier to be checked; one that was refused or has lapsed may be given again."""
    number, register = checked_identifier(kind, number, register)
    by, person = lock(Site(), acting(by), person)
    allow(by, "credential.submit", person)
    found = person.credentials.filter(kind=kind, number=number, register=register).first()
    if found and found.state in {State.SUBMITTED, State.VERIFIED}:
        raise Invalid(fields={"number": "This identifier is in your list already."})
    if not found and person.credentials.count() >= MOST:
        raise Invalid(fields={"number": f"{MOST} identifiers are the most. Remove one first."})
    credential = found or Credential(user=person, kind=kind, number=number, register=register)
    credential.state, credential.submitted_at, credential.valid_until = State.SUBMITTED, timezone.now(), None
    credential.save()
    site_told("credential.submitted", credential, by)
    return credential


@transaction.atomic
def withdraw_credential(credential, *, by):
    """Take one's own identifier back, with how it was checked."""
    by, credential = lock(Site(), acting(by), credential)
    allow(by, "credential.withdraw", credential)
    site_told("credential.withdrawn", credential, by)
    credential.delete()


@transaction.atomic
def verify_credential(credential, *, by, evidence, seen_on, **more):
    """Confirm an identifier: what was seen and when, perhaps where (`link`) and how long it holds (`valid_until`)."""
    seen = {"words": _words(evidence, "evidence"), "link": _link(more.get("link", "")), "seen_on": seen_on}
    valid_until, today = more.get("valid_until"), timezone.now().date()
    if seen_on > today:
        raise Invalid(fields={"seen_on": "This day is still to come. Write the day on which you looked."})
    if valid_until and valid_until < today:
        raise Invalid(fields={"valid_until": "This day is over. An identifier that has lapsed cannot be confirmed."})
    by, credential = lock(Site(), acting(by), credential)
    allow(by, "credential.verify", credential)
    credential.valid_until = valid_until
    _moved(credential, {State.SUBMITTED, State.VERIFIED, State.LAPSED}, State.VERIFIED, by, seen)
    site_told("credential.verified", credential, by)


@transaction.atomic
def reject_credential(credential, *, by, reason):
    """Refuse an identifier, and say to its owner why."""
    reason = _words(reason, "reason")
    by, credential = lock(Site(), acting(by), credential)
    allow(by, "credential.reject", credential)
    _moved(credential, {State.SUBMITTED, State.VERIFIED}, State.REJECTED, by, {"words": reason})
    site_told("credential.rejected", credential, by)


@transaction.atomic
def lapse_credential(credential, *, by):
    """End a confirmed identifier whose last day is over, or at an administrator's word."""
    by, credential = lock(Site(), acting(by), credential)
    allow(by, "credential.lapse", credential)
    if by is SYSTEM and not Credential.objects.lapsing(timezone.now().date()).filter(pk=credential.pk).exists():
        return
    _moved(credential, {State.VERIFIED}, State.LAPSED, by, {})
    site_told("credential.lapsed", credential, by)


def _moved(credential, begins, state, by, seen):
    if credential.state not in begins:
        raise Conflict("moved", f"This identifier is “{credential.get_state_display().lower()}” now. Look at it again.")
    credential.state = state
    credential.save(update_fields=["state", "valid_until"])
    Check.objects.create(credential=credential, state=state, by_id=by.user_id, **seen)


def _words(words, field):
    return checked(words, field, longest=Check._meta.get_field("words").max_length)


def _link(address):
    address = str(address or "").strip()
    if not address:
        return ""
    address = checked(address, "link", longest=Check._meta.get_field("link").max_length)
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError as wrong:
        raise Invalid(fields={"link": "Write the whole address, beginning with https:// or http://."}) from wrong
    if "@" in urlsplit(address).netloc:
        raise Invalid(fields={"link": "The address holds a name or a password before its site. Leave that out."})
    return address
