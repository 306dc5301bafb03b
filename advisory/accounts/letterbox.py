"""Letters of the sign-in pages leave beside the answer: no answer waits for a mail server, or tells by its time."""

import logging
from concurrent.futures import ThreadPoolExecutor
from smtplib import SMTPException
from threading import BoundedSemaphore

from django.conf import settings

log = logging.getLogger("advisory.accounts")
MOST_WAITING = 500
_room = BoundedSemaphore(MOST_WAITING)
_hands = ThreadPoolExecutor(2, thread_name_prefix="letters")


def post(send):
    """Have `send` called, which needs no database, without waiting for it; a mail server that is away is logged."""
    if not settings.LETTERS_BESIDE:
        _try(send)
    elif _room.acquire(blocking=False):
        _hands.submit(_sent, send)
    else:
        log.error("a letter could not be sent: %s wait already", MOST_WAITING)


def _sent(send):
    try:
        _try(send)
    finally:
        _room.release()


def _try(send):
    try:
        send()
    except (OSError, SMTPException) as trouble:
        log.error("a letter could not be sent: %s", type(trouble).__name__)
