"""Sound and picture from browser to browser: nothing to install, for a few who send and a few who listen."""

import base64
import hashlib
import hmac
from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.utils import timezone

SENDERS, PEOPLE = 4, 12
LASTS = timedelta(minutes=10)  # a name and password for the TURN server; a page asks for others every four minutes
TOLD = (
    f"Up to {SENDERS} people send sound and picture, and up to {PEOPLE} are on the line; the others follow "
    "the agenda, the slides and what is written. One who sends and two places are kept for chair and moderators.",
    "Sound and picture go from browser to browser, so those on the line can learn each other's network addresses.",
    "Muting somebody asks their browser, which keeps to it; the others' browsers play nothing of theirs meanwhile.",
    "It is not recorded, and there are no captions.",
)


def joining():
    """What a browser needs besides a ticket: by which servers it finds the others.

    With the meeting nobody is given new credentials, and those that were given open nothing more minutes later.
    """
    servers = [{"urls": settings.STUN_URLS}] if settings.STUN_URLS else []
    if settings.TURN_URLS:
        named = credential(settings.TURN_SECRET, timezone.now() + LASTS, uuid4().hex)
        servers.append({"urls": settings.TURN_URLS} | named)
    return {"iceServers": servers, "iceTransportPolicy": "relay" if settings.TURN_ONLY else "all"}


def credential(secret, until, who):
    """A name and password that a TURN server takes until a moment, as coturn's use-auth-secret works them out.

    The name is the moment in Unix seconds, a colon and whose it is; the password Base64(HMAC-SHA1(secret, name)).
    """
    name = f"{int(until.timestamp())}:{who}"
    signed = hmac.new(secret.encode(), name.encode(), hashlib.sha1).digest()
    return {"username": name, "credential": base64.b64encode(signed).decode()}
