"""People at the doors: browsers of the cast, their authenticator apps and passkeys, and the letters they get."""

import hashlib
import json
import re
import struct
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from django.urls import reverse
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode

from tests.make import PASSWORD

CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"


def browser(address="203.0.113.7", agent=CHROME, host="testserver"):
    """A browser of its own, at a network address."""
    return Client(REMOTE_ADDR=address, HTTP_USER_AGENT=agent, HTTP_HOST=host)


def enter(client, address, password=PASSWORD, **more):
    """Sign in by password."""
    return client.post(reverse("account_login"), {"login": address, "password": password, **more})


def ask_code(client, address, **more):
    """Ask for a code by letter."""
    return client.post(reverse("account_request_login_code"), {"email": address, **more})


def code_in(letter):
    """The six digits of a letter."""
    return re.search(r"^\s*(\d{6})\s*$", letter.body, re.MULTILINE).group(1)


def inside(client):
    """Whether somebody is signed in at this browser."""
    return client.get("/account/").status_code == 200


def app_number(secret, *, steps=0):
    """What an authenticator app shows now, or some half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def set_up_app(client):
    """Set up an authenticator app at a browser that is signed in; gives its secret."""
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    assert client.post(reverse("mfa_activate_totp"), {"code": app_number(secret)}).status_code == 302
    return secret


class Passkey:
    """A device that makes and proves a passkey, as a browser at some origin would let it."""

    def __init__(self, origin="https://testserver"):
        self.origin, self.id = origin, hashlib.sha256(str(time.time_ns()).encode()).digest()[:16]
        self.key, self.handle, self.count = ec.generate_private_key(ec.SECP256R1()), None, 0

    def add(self, client, *, verified=True):
        """Register at a browser that is signed in; gives the answer."""
        page = client.get(reverse("mfa_add_webauthn"))
        asked = json.loads(json.dumps(page.context["js_data"]["creation_options"], default=dict))["publicKey"]
        self.handle = asked["user"]["id"]
        public = cbor.encode(ES256.from_cryptography_key(self.key.public_key()))
        kept = b"\0" * 16 + struct.pack(">H", len(self.id)) + self.id + public
        data = self._data(asked["rp"]["id"], flags=0x41 | (0x04 if verified else 0)) + kept
        attested = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        told = {"attestationObject": websafe_encode(attested), "transports": ["internal"]}
        credential = self._credential(told, "webauthn.create", asked["challenge"])
        credential["clientExtensionResults"] = {"credProps": {"rk": True}}
        sent = {"name": "This laptop", "passwordless": "on", "credential": json.dumps(credential)}
        return client.post(reverse("mfa_add_webauthn"), sent)

    def options(self, client):
        """What the sign-in page asks of a device."""
        return client.get(reverse("mfa_login_webauthn"), HTTP_ACCEPT="application/json").json()["request_options"]

    def enter(self, client, *, verified=True, host=None, **more):
        """Sign in with it alone; gives the answer."""
        asked = self.options(client)["publicKey"]
        credential = self.prove(asked, verified=verified, host=host)
        return client.post(reverse("mfa_login_webauthn"), {"credential": json.dumps(credential), **more})

    def prove(self, asked, *, verified=True, host=None):
        """Sign what was asked."""
        self.count += 1
        data = self._data(host or asked["rpId"], flags=0x01 | (0x04 if verified else 0))
        credential = self._credential({"authenticatorData": websafe_encode(data)}, "webauthn.get", asked["challenge"])
        told = credential["response"]
        signed = data + hashlib.sha256(websafe_decode(told["clientDataJSON"])).digest()
        told["signature"] = websafe_encode(self.key.sign(signed, ec.ECDSA(hashes.SHA256())))
        told["userHandle"] = self.handle
        return credential

    def _data(self, host, *, flags):
        return hashlib.sha256(host.encode()).digest() + bytes([flags]) + struct.pack(">I", self.count)

    def _credential(self, told, kind, challenge):
        client = json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()
        told["clientDataJSON"] = websafe_encode(client)
        key = websafe_encode(self.id)
        return {"id": key, "rawId": key, "type": "public-key", "response": told, "clientExtensionResults": {}}
