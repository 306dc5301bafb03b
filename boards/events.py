"""What every member may know happened on a board, and what only one member or the desk may."""

from advisory.events.kinds import Audience, Kind, Subject, audiences, kinds, subjects
from boards.models import Board, Membership


def _board(thing):
    return thing if isinstance(thing, Board) else thing.board


def mine(member):
    """The stored name of the stream that concerns one member alone."""
    return f"{member.board.stream}.mine.{member.pk}"


def _members(ids):
    return {seat.pk: seat for seat in Membership.objects.filter(pk__in=ids).select_related("board", "user")}


def _member_homes(member):
    return {member.board.stream, f"{member.board.stream}.desk", mine(member)}


audiences(
    Audience("board", "board.<slug>", "every member", lambda thing: _board(thing).stream),
    Audience("desk", "board.<slug>.desk", "chair and moderator", lambda thing: f"{_board(thing).stream}.desk"),
    Audience("mine", "board.<slug>.mine", "one member alone", mine),
)
subjects(
    Subject("board", Board.objects.in_bulk, lambda board: {board.stream, f"{board.stream}.desk"}),
    Subject("member", _members, _member_homes),
)
kinds(
    Kind("board.made", "{actor} set the board up", "board", "board"),
    Kind("board.opened", "The board opened", "board", "board", moves_rights=True),
    Kind("board.closed", "The board closed", "board", "board", moves_rights=True),
    Kind("board.archived", "The board was archived", "board", "board", moves_rights=True),
    Kind("member.seated", "{subject} joined the board", "board", "member", moves_rights=True),
    Kind("member.moved", "{subject} has another role", "board", "member", moves_rights=True),
    Kind("member.left", "{subject} left the board", "board", "member", moves_rights=True),
)
