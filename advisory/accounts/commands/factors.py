"""Second steps: written down when one comes or goes, and taken away for somebody who has lost theirs."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from advisory.accounts.commands.site import Site, acting, site_told
from advisory.events.record import lock
from advisory.rights import SYSTEM, allow


@transaction.atomic
def note_factor_added(person, *, by):
    """Write down that somebody added a passkey or an authenticator app."""
    (by,) = lock(Site(), acting(by))
    allow(by, "factor.change", person)
    site_told("factor.added", person, by)


@transaction.atomic
def note_factor_removed(person, *, by):
    """Write down that somebody removed a passkey or an authenticator app."""
    (by,) = lock(Site(), acting(by))
    allow(by, "factor.change", person)
    site_told("factor.removed", person, by)


@transaction.atomic
def remove_factors(person, *, by=SYSTEM):
    """Take every passkey, app and recovery code from somebody who has lost them; their password and codes stay."""
    (by,) = lock(Site(), acting(by))
    allow(by, "factor.change", person)
    removed, _ = Authenticator.objects.filter(user_id=person.pk).delete()
    if removed:
        site_told("factor.removed", person, by)
    return removed
