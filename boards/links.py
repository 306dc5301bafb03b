"""The links of invitations: 256 bits that only the address and this installation's secret know."""

import hashlib
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass

from django.utils.crypto import constant_time_compare, salted_hmac

HOLDER = "invited"


@dataclass(frozen=True)
class Holder:
    """Whoever holds the link of an invitation without being signed in: may accept or decline that one."""

    digest: str
    role: str = HOLDER
    user_id: None = None


def fresh_nonce():
    """What a new link is made of; without the installation's secret it leads nowhere."""
    return secrets.token_hex(32)


def token_of(nonce):
    """The link's secret part: base64url of 32 bytes, the same again from the same nonce, so a letter can be redone."""
    made = salted_hmac("boards.links.invitation", nonce, algorithm="sha256").digest()
    return urlsafe_b64encode(made).decode().rstrip("=")


def digest_of(token):
    """What is kept of a link: SHA-256 as hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def held(by, invitation):
    """Whether an invitation is this holder's, or was sent to this person's address."""
    if isinstance(by, Holder):
        return constant_time_compare(by.digest, invitation.digest)
    return bool(by.email) and by.email.lower() == invitation.address
