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
    return _moves(me, them) and getattr(them, "is_staff_seat", False)


def _in_charge(by, board):
    """Whoever the board lets seat people: not from behind the wall, nor a moderator from whom it is kept."""
    return getattr(by, "seats_people", True)


def _seats(by, board):
    return _first_seat(by, board) and _in_charge(by, board)


def _moves(me, them):
    """Not oneself; and whoever stands behind the wall is not led around it by somebody of their own side."""
    return me.pk != them.pk and me.seats_people and not (me.sponsors and them.walled)


def _sees_as_much(by, seat):
    """Nobody seats others, or the same people elsewhere, to see more than they see themselves, once it is open."""
    return seat.board.state == seat.board.State.DRAFT or seat.openness <= getattr(by, "openness", seat.openness)


def _hands_over(me, them):
    """A seat at the desk: one's own, or a moderator's by the chair."""
    return them.moderates and (me.pk == them.pk or (them.runs_the_talk and not me.runs_the_talk))


def _own_seat(by, seat):
    """A taken seat of one's own, whether or not there is a text to agree to first."""
    return seat.user_id == by.pk and seat.is_taken


grant({
    "board.see":    ({C, M, S, A, O}, _here, "See the board, its guide and its members"),
    "board.open":   ({C, M, S, SYS}, None, "Open a drafted board to its members"),
    "board.close":  ({C, M, SYS}, None, "Close the board to further writing"),
    "board.archive": ({C, M, S}, None, "Put a closed board away; it stays readable"),
    "board.steer":  ({C, M}, None, "See the moderator's tools"),
    "board.screen": ({C, M, S}, None, "Choose what becomes of a post in which screening finds something"),
    "member.seat":  ({C, M, S, SYS, ADMIN}, _seats, "Give somebody a seat"),
    "member.open":  ({C, M, S, SYS, ADMIN}, _sees_as_much, "Give a seat that sees no more of names than one's own"),
    "member.move":  ({C, M, S}, _moves, "Change somebody's role, or end their seat"),
    "member.hand_over": ({C, M}, _hands_over, "Hand a seat at the desk to somebody else of the team"),
    "moderator.switch": ({C, S}, _in_charge, "Say what moderators see and may do: names, seats, unmasking, exports"),
    "chair.switch": ({S}, _in_charge, "Say whether the chair sees names"),
    "wall.set":     ({C, M}, _in_charge, "Say what the sponsor's side reads: with names, without, or the report alone"),
    "member.entrust": ({C, M, S}, _of_the_team, "Say who of the team answers for safety"),
    "safety.set":   ({C, M, S}, None, "Set by when the team passes on a safety case, and to whom"),
    "member.invite": ({C, M, S}, _in_charge, "Invite somebody to a seat, and see how the invitations stand"),
    "invitation.resend":  ({C, M, S}, _in_charge, "Send an invitation's link again"),
    "invitation.revoke":  ({C, M, S}, _in_charge, "Withdraw an invitation"),
    "invitation.accept":  ({PERSON, ADMIN, HOLDER}, held, "Take the seat that an invitation offers"),
    "invitation.decline": ({PERSON, ADMIN, HOLDER}, held, "Decline an invitation"),
    "policy.publish":   ({C, M, S}, None, "Put a text on the board that everybody is asked to agree to"),
    "consent.give":     ({PERSON, ADMIN}, _own_seat, "Agree to the board's texts"),
    "consent.withdraw": ({PERSON, ADMIN}, _own_seat, "Take one's own consent back"),
})  # fmt: skip
