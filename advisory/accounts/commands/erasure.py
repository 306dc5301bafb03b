"""A person is erased for good: what leads to them goes, what they gave to a board stays without them."""

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from advisory.accounts.commands.site import Site, acting, site_told
from advisory.accounts.models import User
from advisory.accounts.models.people import FORMER
from advisory.accounts.registries.personal import lines, owners
from advisory.events.record import lock
from advisory.files import discard
from advisory.refusals import Busy, Conflict
from advisory.rights import allow

KEPT = {"id", "created_at", "erased_at", "last_login", "password", "name", "is_active", "email", "photo"}


@transaction.atomic
def erase_person(person, *, by):
    """Erase somebody: their seats end, address, profile, identifiers and sign-ins go, and the chain stays whole."""
    held = owners(person)
    for owner in held:
        lock(owner)
    by, person = lock(Site(), acting(by), person)
    allow(by, "person.erase", person)
    if {owner.pk for owner in owners(person)} != {owner.pk for owner in held}:
        raise Busy(message="They have just taken or left a seat. Try again.")
    _require_another_administrator(person)
    if person.erased_at:
        return
    for line in reversed(lines()):
        if line.erases:
            line.erases(line.rows(person), person, by)
    site_told("person.erased", User.objects.get(pk=person.pk), by)


def emptied(people, person, by):
    """Leave of a person their number and that they were here once."""
    for found in people:
        transaction.on_commit(lambda photo=found.photo.name: discard(photo), robust=True)
        for field in User._meta.concrete_fields:
            if field.name not in KEPT:
                setattr(found, field.name, field.get_default())
        found.name, found.email, found.photo, found.last_login = FORMER, None, "", None
        found.password, found.is_active, found.erased_at = make_password(None), False, timezone.now()
        found.save()


def _require_another_administrator(person):
    others = User.objects.filter(is_staff=True, is_active=True).exclude(pk=person.pk)
    if person.is_staff and person.is_active and not others.exists():
        text = "This is the only administrator. Make somebody else one first, or nobody could run the installation."
        raise Conflict("last_administrator", text)
