"""The wall between the sponsor's side and the answers, and what chair and moderators see and may do, are set."""

from django.db import transaction

from advisory.events.record import lock, record
from advisory.refusals import Conflict, Invalid
from advisory.rights import allow
from boards.commands.attendance import part_from
from boards.commands.stamps import require_current
from boards.models import Board, Sight
from boards.promises import answered

OF_THE_CHAIR = ("chairs_blinded",)
LOOSENED = {"moderators_blinded": False, "chairs_blinded": False, "moderators_unmask": True}


@transaction.atomic
def set_wall(board, sight, *, by, stamp=None):
    """Say what the sponsor's side reads, where nothing else is said of a seat; their pages and sockets start anew."""
    by, board = lock(board, by, board)
    require_current(by, stamp)
    allow(by, "wall.set", board)
    sight = _checked(sight)
    _require_running(board)
    if board.sponsor_sight != sight:
        _require_kept(board, _is_wider(sight, board.sponsor_sight))
        board.sponsor_sight = sight
        board.save(update_fields=["sponsor_sight"])
        record("board.walled", board, by=by, sight=sight)
        part_from(board.seats.all(), by=by)


@transaction.atomic
def set_sight(member, sight, *, by, stamp=None):
    """Say what one seat on the sponsor's side reads; nothing: what the board says."""
    by, member = lock(member.board, by, member)
    require_current(by, stamp)
    allow(by, "wall.set", member.board)
    sight = _checked(sight) if sight else ""
    if not member.sponsors:
        raise Invalid(fields={"sight": "Only seats on the sponsor's side stand behind the wall."})
    _require_running(member.board)
    if member.sight != sight:
        before, member.sight = member.reach, sight
        _require_kept(member.board, _is_wider(member.reach, before))
        member.save(update_fields=["sight"])
        record("member.walled", member, by=by, sight=member.reach)
        part_from([member], by=by)


@transaction.atomic
def switch_board(board, switches, *, by, stamp=None):
    """Set what chair and moderators see and may do, as {switch: on}; nobody sets what is their own."""
    by, board = lock(board, by, board)
    require_current(by, stamp)
    if set(switches) - set(Board.SWITCHES):
        raise Invalid(fields={"switches": "There is no such switch on a board."})
    moved = sorted(name for name, on in switches.items() if getattr(board, name) != on)
    for right in {_right(name) for name in moved or switches}:
        allow(by, right, board)
    _require_running(board)
    _require_kept(board, any(LOOSENED.get(name) == switches[name] for name in moved))
    for name in moved:
        setattr(board, name, switches[name])
    if moved:
        board.save(update_fields=moved)
        record("board.switched", board, by=by, switches={name: switches[name] for name in moved})


def _require_running(board):
    """Refuse to change who reads what on a board that is kept as it was."""
    if board.state == Board.State.ARCHIVED:
        raise Conflict("closed", "This board is archived now. Nothing was changed.")


def _right(switch):
    return "chair.switch" if switch in OF_THE_CHAIR else "moderator.switch"


def _is_wider(sight, before):
    return Sight.values.index(sight) < Sight.values.index(before)


def _require_kept(board, wider):
    """What somebody relied on when they answered is kept: it can only grow closer."""
    if wider and answered(board):
        raise Conflict("policy_frozen", "Somebody has answered under the present rule; it can only grow closer.")


def _checked(sight):
    if sight not in Sight.values:
        raise Invalid(fields={"sight": "Choose one of the three."})
    return Sight(sight).value
