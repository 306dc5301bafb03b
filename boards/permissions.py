"""Who may do what with a board and its people."""

from advisory.accounts.models.people import Role as Person
from advisory.rights import SYSTEM, grant
from boards.models import Role

C, M, A, O, S = Role.CHAIR, Role.MODERATOR, Role.ADVISOR, Role.OBSERVER, Role.SPONSOR  # noqa: E741
SYS, ADMIN = SYSTEM.role, Person.ADMINISTRATOR


def _first_seat(by, board):
    """Whoever makes a board takes its first seat; from then on only those who sit there give seats."""
    return by.role != ADMIN or not board.seats.exists()


grant({
    "board.see":    ({C, M, S, A, O}, None, "See the board, its guide and its members"),
    "board.open":   ({C, M, S, SYS}, None, "Open a drafted board to its members"),
    "board.close":  ({C, M, SYS}, None, "Close the board to further writing"),
    "board.archive": ({C, M, S}, None, "Put a closed board away; it stays readable"),
    "board.steer":  ({C, M}, None, "See the moderator's tools"),
    "member.seat":  ({C, M, S, SYS, ADMIN}, _first_seat, "Give somebody a seat"),
    "member.move":  ({C, M, S}, lambda me, them: me.pk != them.pk, "Change somebody's role, or end their seat"),
})  # fmt: skip
