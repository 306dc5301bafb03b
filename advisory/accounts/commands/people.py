"""Accounts come and go: people are added by staff or by invitation, never by signing up."""

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from advisory.accounts.commands.site import Site, acting, site_told
from advisory.accounts.wording import checked_words, with_title
from advisory.events.record import lock
from advisory.refusals import Invalid
from advisory.rights import SYSTEM, allow


@transaction.atomic
def create_person(*, email, name, by=SYSTEM, **profile):
    """Add somebody who may sign in with their e-mail address, or find who has it already."""
    email = _address(email)
    (by,) = lock(Site(), acting(by))
    allow(by, "person.add")
    found = get_user_model().objects.filter(email__iexact=email).first()
    if found:
        return found
    password, hashed = profile.pop("password", None), profile.pop("hashed", None)
    words = with_title({"email": email, "name": name.strip(" ") or email.partition("@")[0], **profile})
    person = get_user_model()(**checked_words(get_user_model(), words))
    person.password = hashed or make_password(password)
    person.save()
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    site_told("person.added", person, by)
    return person


@transaction.atomic
def make_administrator(person, *, by=SYSTEM):
    """Let somebody make boards; on an empty installation the clock's own actor does it."""
    (by,) = lock(Site(), acting(by))
    person.refresh_from_db()
    allow(by, "person.promote", person)
    person.is_staff = True
    person.save(update_fields=["is_staff"])
    site_told("person.promoted", person, by)


@transaction.atomic
def deactivate_person(person, *, by):
    """Close an account: its sessions, sockets and tokens end at once."""
    (by,) = lock(Site(), acting(by))
    person.refresh_from_db()
    allow(by, "person.deactivate", person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    site_told("person.deactivated", person, by)


@transaction.atomic
def change_password(person, password, *, by):
    """Set a new password: every other session, socket and token of the person ends."""
    (by,) = lock(Site(), acting(by))
    person.refresh_from_db()
    allow(by, "password.change", person)
    person.set_password(password)
    person.save(update_fields=["password"])
    site_told("password.changed", person, by)


@transaction.atomic
def end_sessions(person, keys, *, by):
    """Write down that sessions of a person ended, so that their sockets end too."""
    (by,) = lock(Site(), acting(by))
    allow(by, "session.end", person)
    site_told("session.ended", person, by, sessions=len(keys))


def _address(email):
    email = str(email or "").strip().lower()
    try:
        validate_email(email)
    except ValidationError as wrong:
        raise Invalid(fields={"email": f"“{email}” is not an e-mail address."}) from wrong
    return email
