"""Rows of what is taken out, for the guard table of the commands."""

from unittest.mock import patch

from django.db import transaction

from advisory.events.record import lock, record
from discussions.commands import exports, log
from discussions.taking.tree import Ask
from tests.guards.commands import DESK, STAFF
from tests.guards.giving import Command, on

OUTCOME = {"through": 1, "bad": 0, "took": 1}


def read(sort):
    """How the log is taken out as a sort of file."""
    return lambda _, room, by: log.take_log(room.board, sort, lambda member: b"", by=by)


def opened_again(world, room, by):
    """Open a log that one has opened today already."""
    with transaction.atomic():
        lock(room.board)
        record("log.opened", room.board, by=by)
    log.open_log(room.board, by=by)


def verified_though_long(world, room, by):
    """Have a log verified that is too long for it: whoever may not does not hear even that."""
    with patch.object(log, "MOST", 0):
        log.verify_log(room.board, by=by)


TAKING = [
    Command("discussions.commands.log.open_log", on(log.open_log), DESK),
    Command("discussions.commands.log.open_log", opened_again, DESK),
    Command("discussions.commands.log.verify_log", verified_though_long, DESK),
    Command("discussions.commands.log._opened", on(log._opened), DESK),
    Command("discussions.commands.log.verify_log", on(log.verify_log), DESK),
    Command("discussions.commands.log._verified", on(log._verified, stamp=None, outcome=OUTCOME), DESK),
    Command("discussions.commands.log._require", read("csv"), DESK),
    Command("discussions.commands.log._require", read("proof"), DESK),
    Command(
        "discussions.commands.exports._recorded",
        lambda _, room, by: exports._recorded(room.board, Ask(), "csv", by=by, stamp=None),
        STAFF,
    ),
    Command(
        "discussions.commands.exports._require",
        lambda _, room, by: exports.take_out(room.board, Ask(), "csv", by=by),
        STAFF,
    ),
    Command(
        "discussions.commands.exports._require",
        lambda _, room, by: exports.take_out(room.board, Ask(held=True), "csv", by=by),
        DESK,
    ),
]
