"""Second steps in the product's way: its words, its host, and secrets that a copied database does not give away."""

import base64
import secrets
from typing import ClassVar

from allauth.core import context as current
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

from advisory.templatetags.ui import browser

SALT = "advisory.second-step"


class FactorsAdapter(DefaultMFAAdapter):
    """Passkeys, authenticator apps and recovery codes."""

    error_messages: ClassVar = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That did not match. Enter the number it shows now, or try another way.",
        "unverified_email": "Confirm your email address first.",
        "cannot_generate_recovery_codes": "Recovery codes come with a passkey or an authenticator app. Add one first.",
    }

    def encrypt(self, text):
        """Seal a secret with the installation's own key."""
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        """Open a secret; one sealed with another key opens to a random one, which no code matches."""
        try:
            return _seal().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(40)).decode()

    def generate_authenticator_name(self, user, type):
        """A passkey is first called after the browser that made it."""
        return browser(current.request.META.get("HTTP_USER_AGENT", ""))

    def get_public_key_credential_rp_entity(self):
        """Passkeys belong to the host under which the product is open."""
        host, _, port = current.request.get_host().rpartition(":")
        return {"id": host if host and port.isdigit() else current.request.get_host(), "name": "Advisory"}


def _seal():
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    made = [salted_hmac(SALT, "seal", secret=key, algorithm="sha256").digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in made])
