"""Accounts come and go: people are added by staff, never by signing up."""

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from advisory.events.record import lock, record, site_log
from advisory.refusals import Invalid
from advisory.rights import SYSTEM, allow
from advisory.text import checked_for


class Site:
    """The installation, as the owner of its own log."""

    @property
    def log_id(self):
        return site_log().pk


@transaction.atomic
def create_person(*, email, name, by=SYSTEM, **profile):
    """Add somebody who may sign in with their e-mail address, or find who has it already."""
    email = _address(email)
    lock(Site())
    found = get_user_model().objects.filter(email__iexact=email).first()
    if found:
        return found
    password, hashed = profile.pop("password", None), profile.pop("hashed", None)
    words = {"email": email, "name": name.strip() or email.partition("@")[0], **profile}
    person = get_user_model()(**checked_for(get_user_model(), words))
    person.password = hashed or make_password(password)
    person.save()
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    _told("person.added", person, by)
    return person


@transaction.atomic
def make_administrator(person, *, by=SYSTEM):
    """Let somebody make boards; on an empty installation the clock's own actor does it."""
    lock(Site())
    allow(by, "person.promote", person)
    person.is_staff = True
    person.save(update_fields=["is_staff"])
    _told("person.promoted", person, by)


@transaction.atomic
def deactivate_person(person, *, by):
    """Close an account: its sessions, sockets and tokens end at once."""
    lock(Site())
    allow(by, "person.deactivate", person)
    person.refresh_from_db()
    person.is_active = False
    person.save(update_fields=["is_active"])
    _told("person.deactivated", person, by)


@transaction.atomic
def change_password(person, password, *, by):
    """Set a new password: every other session, socket and token of the person ends."""
    lock(Site())
    person.set_password(password)
    person.save(update_fields=["password"])
    _told("password.changed", person, by)


@transaction.atomic
def end_sessions(person, keys, *, by):
    """Write down that sessions of a person ended, so that their sockets end too."""
    lock(Site())
    _told("session.ended", person, by, sessions=len(keys))


def _told(kind, person, by, **facts):
    person.log_id = site_log().pk
    record(kind, person, by=by, **facts)


def _address(email):
    email = str(email or "").strip().lower()
    try:
        validate_email(email)
    except ValidationError as wrong:
        raise Invalid(fields={"email": f"“{email}” is not an e-mail address."}) from wrong
    return email
