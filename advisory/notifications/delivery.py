"""Letters go out: gathered from notifications, claimed one by one, handed to the mail server, marked as sent.

The claim is committed before the mail server is called and the outcome right after it answered. A worker that dies in
between leaves a letter of which nobody knows whether it left; after LEASE it is sent again under the same Message-ID,
by which mail systems recognise a repeat. Nothing else repeats a letter, and nothing loses one.
"""

import logging
from collections import defaultdict
from datetime import timedelta
from enum import Enum
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from advisory.letters import send_letter
from advisory.notifications.contents import contents
from advisory.notifications.models import Letter, Notification
from advisory.notifications.notices import NOTICES

LEASE = timedelta(minutes=5)  # longer than a mail server may take over one letter at EMAIL_TIMEOUT a step
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(minutes=30)
MOST_REFUSALS = 3
MOST_LINES, MOST_PEOPLE = 50, 100
log = logging.getLogger("advisory.notifications")


class Outcome(Enum):
    """What became of one turn at the letters."""

    NOTHING = "nothing was due"
    DONE = "a letter left, or needs no more doing"
    AWAY = "the mail server could not be reached"


def gather():
    """Put what waits to be told into letters, one for each person; says how many letters are new."""
    waiting = Notification.objects.unmailed(timezone.now())
    people = list(waiting.order_by("person").values_list("person", flat=True).distinct()[:MOST_PEOPLE])
    return sum(_gather(person) for person in people)


def send_next():
    """Send the letter that has waited longest."""
    now = timezone.now()
    Letter.objects.stranded(now - LEASE).update(state=Letter.State.WAITING, next_at=now)
    letter = _claim(now)
    if letter is None:
        return Outcome.NOTHING
    try:
        return _send(letter)
    except Exception:
        log.exception("letter %s could not be written; it is tried again", letter.pk)
        _put_back(letter)
        return Outcome.DONE


@transaction.atomic
def _gather(person):
    waiting = Notification.objects.unmailed(timezone.now()).filter(person=person).select_for_update()
    by_letter = defaultdict(list)
    for row in waiting.order_by("made_at")[:MOST_LINES]:
        alone = person is None or (row.notice in NOTICES and NOTICES[row.notice].letter)
        by_letter[row.pk if alone else None].append(row.pk)
    for rows in by_letter.values():
        Notification.objects.filter(pk__in=rows).update(letter=Letter.objects.create(person_id=person))
    return len(by_letter)


def _claim(now):
    """Take one letter so that nobody else does; who comes second takes the next."""
    for letter in Letter.objects.due(now).select_related("person")[:10]:
        mine = Letter.objects.filter(pk=letter.pk, state=Letter.State.WAITING)
        if mine.update(state=Letter.State.SENDING, claimed_at=now, tries=F("tries") + 1):
            letter.claimed_at, letter.tries = now, letter.tries + 1
            return letter
    return None


def _send(letter):
    found = contents(letter)
    if found is None:
        _end(letter, Letter.State.IDLE)
        return Outcome.DONE
    try:
        beside = {"name": found.name, "headers": found.headers, "attached": found.attached}
        send_letter(found.address, found.letter, found.context, **beside)
    except SMTPRecipientsRefused as refusal:
        return _refused(letter, max((code for code, _ in refusal.recipients.values()), default=550))
    except SMTPDataError as refusal:
        return _refused(letter, refusal.smtp_code)
    except (UnicodeError, ValueError):
        return _refused(letter, 553)
    except (OSError, SMTPException) as trouble:
        log.warning("the mail server cannot take letters now: %s", type(trouble).__name__)
        _put_back(letter)
        return Outcome.AWAY
    _end(letter, Letter.State.SENT)
    return Outcome.DONE


def _refused(letter, code):
    """A mail server does not take this one letter: later perhaps, or after a few refusals for good, never."""
    letter.refusals += code >= 500
    Letter.objects.filter(pk=letter.pk).update(refusals=letter.refusals)
    if letter.refusals < MOST_REFUSALS:
        _put_back(letter)
    else:
        log.warning("letter %s was refused for good: %s", letter.pk, code)
        _end(letter, Letter.State.REFUSED)
    return Outcome.DONE


def _put_back(letter):
    pause = min(FIRST_PAUSE * 2 ** min(letter.tries - 1, 10), LONGEST_PAUSE)
    _held(letter).update(state=Letter.State.WAITING, next_at=timezone.now() + pause)


def _end(letter, state):
    _held(letter).update(state=state, ended_at=timezone.now())


def _held(letter):
    """A letter that is still ours: whose claim took too long has lost it to whoever took it up again."""
    return Letter.objects.filter(pk=letter.pk, state=Letter.State.SENDING, claimed_at=letter.claimed_at)
