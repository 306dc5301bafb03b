"""Chair and moderators read a board's log, have it verified and take it out; each of these stands in it itself."""

import time
from datetime import UTC

from django.db import transaction
from django.utils import timezone

from advisory.events.audit import verify
from advisory.events.record import lock, record
from advisory.refusals import Busy, Conflict
from advisory.rights import allow
from boards.commands.stamps import require_current
from boards.models import Membership

TRIES = 5
MOST = 50_000
TOO_LONG = (
    "This log is too long to be checked while you wait. Whoever runs the installation checks it with verify_audit."
)


def open_log(board, *, by):
    """Note that a member opened the log, once on each day."""
    allow(by, "log.read", board)
    if not _opened_today(board, by):
        _opened(board, by=by)


def verify_log(board, *, by, stamp=None):
    """Check every entry of a board's log and every text against it, and note the outcome."""
    allow(by, "log.read", board)
    log = board.log.__class__.objects.get(pk=board.log_id)
    if log.number > MOST:
        raise Conflict("too_long", TOO_LONG)
    begin = time.monotonic()
    finding = verify(log)
    took = round((time.monotonic() - begin) * 1000)
    _verified(
        board,
        by=by,
        stamp=stamp,
        outcome={"through": log.number, "bad": finding.number if finding else 0, "took": took},
    )
    return finding


def take_log(board, sort, read, *, by, stamp=None):
    """A part of the log as `read(member)` gives it; that it was taken, and as what, is on record before it is given.

    A proof tells everybody's ids, so whoever is kept from names does not take one.
    """
    for _ in range(TRIES):
        by = Membership.objects.select_related("board__log", "user").get(pk=by.pk)
        _require(board, by, sort)
        content = read(by)
        if _taken(board, sort, by=by, stamp=stamp):
            return content
    raise Busy


def _require(board, by, sort):
    allow(by, "log.prove" if sort == "proof" else "log.take", board)


@transaction.atomic
def _opened(board, *, by):
    by, board = lock(board, by, board)
    allow(by, "log.read", board)
    if not _opened_today(board, by):
        record("log.opened", board, by=by)


@transaction.atomic
def _verified(board, *, by, stamp, outcome):
    by, board = lock(board, by, board)
    require_current(by, stamp)
    allow(by, "log.read", board)
    record("log.verified", board, by=by, **outcome)


@transaction.atomic
def _taken(board, sort, *, by, stamp):
    """Record the taking, unless rights on the board have moved since its taker's seat was read."""
    moves = by.board.log.rights
    by, board = lock(board, by, board)
    require_current(by, stamp)
    _require(board, by, sort)
    if board.log.rights != moves:
        return False
    record("log.taken", board, by=by, format=sort)
    return True


def _opened_today(board, by):
    """Whether a member's opening of the log stands there for today, in UTC."""
    begin = timezone.now().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    told = board.log.events.filter(kind="log.opened", actor_id=by.user_id, subject_id=board.pk)
    return told.filter(at__gte=begin).exists()
