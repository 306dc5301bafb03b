"""Moderators remind those for whom something waits, and write to the whole circle; nobody is woken by it."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from advisory.events.readers import NAMES
from advisory.events.record import committed, lock, record
from advisory.refusals import Conflict, Invalid
from advisory.rights import allow
from advisory.text import checked
from boards.commands.stamps import require_current
from discussions.awaited import awaited
from discussions.commands.questions import require_alive, require_open
from discussions.hours import send_at
from discussions.models import Reminded, Reminder

AGAIN_AFTER = timedelta(hours=12)
LONGEST = 1_000


@transaction.atomic
def remind_advisors(question, *, by, to, body, stamp=None):
    """Remind some of those for whom a question waits, each in their daytime and nobody twice within twelve hours.

    Seats in `to` that the question does not wait for any more, or that heard of it already, are left out.
    """
    by, question = lock(question.board, by, question)
    require_current(by, stamp)
    allow(by, "advisor.remind", question)
    require_open(question)
    body = checked(body, "body", longest=LONGEST)
    if not to:
        raise Invalid(fields={"to": "Choose at least one advisor."})
    chosen = [seat for seat in remindable(question, by) if seat.pk in set(to)]
    fresh = [seat for seat in chosen if seat.pk not in reminded_lately(question.board, question)]
    if not fresh:
        words = "were reminded within the last twelve hours" if chosen else "have answered meanwhile"
        raise Conflict("reminded", f"All whom you chose {words}. Nothing was sent.")
    return _sent("advisors.reminded", Reminder(board=question.board, question=question, by=by, body=body), fresh)


@transaction.atomic
def write_to_board(board, body, *, by, stamp=None):
    """Write to every advisor of a board, each alone and in their daytime."""
    by, board = lock(board, by, board)
    require_current(by, stamp)
    allow(by, "advisor.remind", board)
    require_alive(board)
    body = checked(body, "body", longest=LONGEST)
    if reminded_lately(board, None, within=timedelta(minutes=1)):
        raise Conflict("reminded", "A message to the board left less than a minute ago. Nothing was sent.")
    seats = [seat for seat in board.seats.seated().agreed().select_related("board", "user") if seat.advises]
    if not seats:
        raise Conflict("nobody", "There is no advisor on this board yet. Nothing was sent.")
    return _sent("advisors.addressed", Reminder(board=board, by=by, body=body), seats)


def remindable(question, by):
    """The seats that somebody may remind of a question: by alias also those whom it will not reach any more."""
    return awaited([question], by_alias=question.blinded and by.gaze != NAMES)[question.pk]


def reminded_lately(board, question, within=AGAIN_AFTER):
    """The seats that were reminded of a question (of none: written to) lately, and when: {seat id: moment}."""
    since = timezone.now() - within
    found = Reminded.objects.filter(reminder__board=board, reminder__question=question, reminder__at__gt=since)
    return dict(found.order_by("reminder__at").values_list("member_id", "reminder__at"))


def _sent(kind, reminder, seats):
    reminder.salt = secrets.token_hex(16)
    reminder.save(force_insert=True)
    until = reminder.question.due_at if reminder.question else None
    rows = [Reminded(reminder=reminder, member=seat, send_at=_later(reminder.at, seat, until)) for seat in seats]
    Reminded.objects.bulk_create(rows)
    number = {"number": reminder.question.number} if reminder.question else {}
    seal = committed(reminder.salt, reminder.body)
    record(kind, reminder, by=reminder.by, to=len(rows), version=1, words=seal, shown=seal, **number)
    return reminder


def _later(now, seat, until):
    """When somebody's daytime begins, or nothing where it goes at once."""
    at = send_at(now, seat.user.time_zone, until)
    return at if at > now else None
