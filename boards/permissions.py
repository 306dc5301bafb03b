"""Who may do what with a board and its people."""

from advisory.accounts.models.people import Role as Person
from advisory.rights import SYSTEM, grant
from boards.links import HOLDER, held
from boards.models import Role

C, M, A, O, S = Role.CHAIR, Role.MODERATOR, Role.ADVISOR, Role.OBSERVER, Role.SPONSOR  # noqa: E741
SYS, ADMIN, PERSON = SYSTEM.role, Person.ADMINISTRATOR, Person.PERSON


def _here(member, board):
    return board is None or board.pk == member.board_id


def _first_seat(by, board):
    """Whoever makes a board takes its first seat; from then on only those who sit there give seats."""
    return by.role != ADMIN or not board.seats.exists()


def _of_the_team(me, them):
    """Nobody entrusts themselves: the mark lifts a blinded reporter's alias."""
    return me.pk != them.pk and getattr(them, "is_staff_seat", False)


def _own_seat(by, seat):
    """A taken seat of one's own, whether or not there is a text to agree to first."""
    return seat.user_id == by.pk and seat.is_taken


grant({
    "board.see":    ({C, M, S, A, O}, _here, "See the board, its guide and its members"),
    "board.open":   ({C, M, S, SYS}, None, "Open a drafted board to its members"),
    "board.close":  ({C, M, SYS}, None, "Close the board to further writing"),
    "board.archive": ({C, M, S}, None, "Put a closed board away; it stays readable"),
    "board.steer":  ({C, M}, None, "See the moderator's tools"),
    "member.seat":  ({C, M, S, SYS, ADMIN}, _first_seat, "Give somebody a seat"),
    "member.move":  ({C, M, S}, lambda me, them: me.pk != them.pk, "Change somebody's role, or end their seat"),
    "member.entrust": ({C, M, S}, _of_the_team, "Say who of the team answers for safety"),
    "safety.set":   ({C, M, S}, None, "Set by when the team passes on a safety case, and to whom"),
    "member.invite": ({C, M, S}, None, "Invite somebody to a seat, and see how the invitations stand"),
    "invitation.resend":  ({C, M, S}, None, "Send an invitation's link again"),
    "invitation.revoke":  ({C, M, S}, None, "Withdraw an invitation"),
    "invitation.accept":  ({PERSON, ADMIN, HOLDER}, held, "Take the seat that an invitation offers"),
    "invitation.decline": ({PERSON, ADMIN, HOLDER}, held, "Decline an invitation"),
    "policy.publish":   ({C, M, S}, None, "Put a text on the board that everybody is asked to agree to"),
    "consent.give":     ({PERSON, ADMIN}, _own_seat, "Agree to the board's texts"),
    "consent.withdraw": ({PERSON, ADMIN}, _own_seat, "Take one's own consent back"),
})  # fmt: skip
