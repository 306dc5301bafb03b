"""A person takes a copy of everything they gave or that is about them."""

from django.db import transaction

from advisory.accounts.commands.site import Site, acting, site_told
from advisory.accounts.copies import copy_of
from advisory.events.record import lock
from advisory.rights import allow


def export_person(person, *, by):
    """The copy as the bytes of a ZIP; that it was taken is recorded, and it is written after the lock is let go."""
    return copy_of(_recorded(person, by=by))


@transaction.atomic
def _recorded(person, *, by):
    by, person = lock(Site(), acting(by), person)
    allow(by, "person.export", person)
    site_told("person.exported", person, by)
    return person
