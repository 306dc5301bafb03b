"""Rows of what is taken out, for the guard table of the commands."""

from discussions.commands import exports
from discussions.taking.tree import Ask
from tests.guards.commands import DESK, STAFF
from tests.guards.giving import Command

TAKING = [
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
