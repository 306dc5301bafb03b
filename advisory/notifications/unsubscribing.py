"""The way out of letters: a signed link in each, good without signing in (RFC 8058)."""

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from advisory.notifications.models import Letter
from advisory.notifications.notices import NOTICES

_signer = signing.Signer(salt="advisory.notifications.unsubscribing")


def leaving(letter):
    """The whole address at which whoever got a letter stops letters of its kinds."""
    return settings.SITE_URL + reverse("unsubscribe", args=[_signer.sign(letter.pk.hex)])


def letter_of(token):
    """The letter that a signed link stands in, or nothing."""
    try:
        key = UUID(_signer.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    return Letter.objects.select_related("person").filter(pk=key).exclude(person=None).first()


def notices_of(letter):
    """The notices that a letter tells of, as far as they may be turned off."""
    names = set(letter.lines.values_list("notice", flat=True))
    return [NOTICES[name] for name in NOTICES if name in names and not NOTICES[name].always]
