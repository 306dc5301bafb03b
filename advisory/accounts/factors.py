"""Whose roles ask for a second step, and who has none yet; apps above say which roles somebody holds."""

from allauth.mfa.models import Authenticator
from django.conf import settings

from advisory.events.viewers import holding_back
from advisory.refusals import Denied

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
_holders = []


class SecondFactorMissing(Denied):
    """Somebody's role asks for a second step that they have not set up."""

    code = "second_factor"
    message = "Your role asks for a second step when you sign in. Set one up in your account, then come back."


def roles_of(find):
    """Name a function person -> the roles they hold, as an app knows them."""
    if find not in _holders:
        _holders.append(find)


def has_factor(person):
    """Whether somebody signs in with a passkey or an authenticator app."""
    return Authenticator.objects.filter(user_id=person.pk, type__in=FACTORS).exists()


def asks_factor(person):
    """Whether one of somebody's roles asks for a second step."""
    held = {str(person.role)}.union(*(map(str, find(person)) for find in _holders))
    return bool(held & settings.SECOND_FACTOR)


def lacks_factor(person):
    """Whether somebody has to set up a second step before anything else."""
    return bool(settings.SECOND_FACTOR) and not has_factor(person) and asks_factor(person)


def _code(person):
    return SecondFactorMissing.code if lacks_factor(person) else ""


holding_back(_code)
