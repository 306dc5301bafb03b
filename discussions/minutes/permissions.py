"""Who writes, reads, comments on and approves the minutes of a live session."""

from advisory.rights import grant
from boards.models import Role
from discussions.models import Minutes

C, M, A, O, S = Role.CHAIR, Role.MODERATOR, Role.ADVISOR, Role.OBSERVER, Role.SPONSOR  # noqa: E741


def came(member, session):
    """Whether somebody was let in to a session, and was not asked to leave it."""
    return session.attendances.came().filter(member=member).exists()


def reads(member, minutes):
    """A draft is the desk's; from its sending on the team and whoever came read it, and all once it is approved."""
    if member.walled or member.moderates:
        return not member.walled
    if minutes.state == Minutes.State.SENT:
        return member.is_staff_seat or came(member, minutes.session)
    return minutes.state == Minutes.State.APPROVED


def _amends(member, minutes):
    """Whoever was there, or runs the board, says what is not right in them."""
    there = member.is_staff_seat or came(member, minutes.session)
    return there and reads(member, minutes) and not member.restricted


grant({
    "minutes.keep":    ({C, M}, None, "Put together the minutes of a live session, write and send them, answer what is "
                                      "suggested"),
    "minutes.read":    ({C, M, S, A, O}, reads, "Read the minutes of a live session, and take them out"),
    "minutes.suggest": ({C, M, S, A}, _amends, "Suggest what to change in the minutes of a live session"),
    "minutes.approve": ({C}, None, "Approve the minutes of a live session by signature, which locks them"),
})  # fmt: skip
