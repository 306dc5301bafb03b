"""Who reads what on a board, as its pages say it to everybody, with the forms of those who may set it."""

from advisory.rights import can
from boards.commands.walls import OF_THE_CHAIR
from boards.forms.walls import HINTS, SwitchesForm
from boards.models import Board, Sight
from boards.sentences import names_seen, sponsor_reads


def own_switches(member):
    """The switches that a member may set."""
    needs = {name: "chair.switch" if name in OF_THE_CHAIR else "moderator.switch" for name in Board.SWITCHES}
    return [name for name, right in needs.items() if can(member, right, member.board)]


def walls_told(member, roster):
    """What the page of people says of who reads what, with the forms of whoever may set it."""
    board, own = member.board, own_switches(member)
    seats = [row.member for row in roster.members]
    writers = [seat for seat in seats if not seat.moderates]
    return {
        "names_seen": names_seen(board, seats), "sponsor_reads": sponsor_reads(seats),
        "may_wall": can(member, "wall.set", board), "own_switches": own,
        "sights": [(sight, sight.label, HINTS[sight]) for sight in Sight],
        "switches": SwitchesForm(None, board=board, own=own) if own else None,
        "hands_over": can(member, "member.hand_over", member),
        "screenings": Board.Screening.choices if can(member, "board.screen", board) else None,
        "may_bind": bool(writers) and can(member, "member.restrict", writers[0]),
        "successions": {seat.pk for seat in seats if can(member, "member.hand_over", seat)},
    }  # fmt: skip
