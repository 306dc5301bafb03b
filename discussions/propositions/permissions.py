"""Who may do what with the statements of a question, and what of them a member may read now.

An accepted statement is part of what is asked, as its moderators put it: everybody on the board reads it, even before
their gate opens. Who took which stance follows the table that holds for answers.
"""

from advisory.rights import grant
from boards.models import Role
from discussions.models import Proposition, Question

C, M, A, S, O = Role.CHAIR, Role.MODERATOR, Role.ADVISOR, Role.SPONSOR, Role.OBSERVER  # noqa: E741


def sees_proposition(member, proposition):
    """Everybody knows what was put to the board; what waits or was turned down, its author and the desk."""
    if proposition.state == Proposition.State.ACCEPTED:
        waiting = proposition.question.state == Question.State.WAITING
        return member.reads_raw and (member.is_staff_seat or not waiting)
    return member.moderates or proposition.author_id == member.pk


def _proposes(member, question):
    """Where advisors do not read each other, the statements are the team's alone."""
    return member.moderates or (member.reads_raw and question.shared and not member.restricted)


def _votes(member, proposition):
    return sees_proposition(member, proposition) and not member.restricted


grant({
    "proposition.make":   ({C, M, A}, _proposes, "Propose a statement to vote on"),
    "proposition.settle": ({C, M}, None, "Put a proposed statement to the board, turn it down, or take it out again"),
    "proposition.see":    ({C, M, S, A, O}, sees_proposition, "Read a statement to vote on"),
    "stance.take":        ({A}, _votes, "Agree with a statement, disagree, or pass it"),
})  # fmt: skip
