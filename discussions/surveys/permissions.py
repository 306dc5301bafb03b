"""Who may do what with surveys, and what of them a member, or somebody invited to one, may read now."""

from advisory.rights import SYSTEM, grant
from boards.links import HOLDER
from boards.models import Role
from discussions.models import Survey

C, M, A, S, O = Role.CHAIR, Role.MODERATOR, Role.ADVISOR, Role.SPONSOR, Role.OBSERVER  # noqa: E741
SYS = SYSTEM.role


def sees_survey(member, survey):
    """Staff see a survey from its beginning, whoever is asked once it opened, everybody else once it is shared."""
    if not member.reads_raw:
        return False
    asked = survey.asks(member) and survey.state != Survey.State.DRAFT
    return bool(member.is_staff_seat or asked or survey.shared_at)


def sees_results(member, survey):
    """Nobody before it has closed: whoever looks again and again would learn what each new sheet said."""
    if not member.reads_raw or survey.state != Survey.State.CLOSED:
        return False
    return bool(member.is_staff_seat or survey.shared_at)


def reads_names(member, survey):
    """Whether a member may know who answered what: only as respondents were told, and never from behind a veil."""
    return survey.named and member.sees_names and not member.sponsors


def _fills(by, survey):
    """Whoever is asked by their seat, or holds a link to this very survey."""
    if by.role == HOLDER:
        return survey.invitations.filter(digest=by.digest, revoked_at=None).exists()
    return by.board_id == survey.board_id and survey.asks(by)


grant({
    "survey.run":  ({C, M}, None, "Write a survey, invite people to it, and share its results"),
    "survey.turn": ({C, M, SYS}, None, "Open and close a survey"),
    "survey.see":  ({C, M, S, A, O}, sees_survey, "See a survey"),
    "sheet.fill":  ({A, HOLDER}, _fills, "Answer a survey, by a seat that is asked or by a link of one's own"),
    "survey.read": ({C, M, S, A, O}, sees_results, "See what a survey came to"),
    "survey.name": ({C, M}, reads_names, "See who answered what in a named survey"),
    "survey.take": ({C, M, S}, lambda member, survey: member.exports, "Take answers and results of a survey out"),
})  # fmt: skip
