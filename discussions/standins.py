"""A seat that nobody has: an advisor who has just come, through whose eyes chair and moderators look at a question."""

from uuid import uuid4

from django.contrib.auth import get_user_model

from boards.models import Membership, Role
from discussions.views.page import QuestionPage

NAME = "An advisor"


def stand_in(member):
    """An advisor on a member's board who wrote nothing and has read nothing, in the member's own place and hour."""
    around = {name: getattr(member.user, name) for name in ("city", "time_zone")}
    seat = Membership(board=member.board, seat=Role.ADVISOR, alias=0, alias_id=uuid4(), agreed=member.board.terms)
    seat.user = get_user_model()(name=NAME, **around)
    seat.beside = [seat]
    return seat


class StandInPage(QuestionPage):
    """One question as such an advisor would be sent it, with their gate open or shut."""

    def __init__(self, seat, number, *, gate_open):
        super().__init__(seat, number)
        if self.question and gate_open:
            self.question.passed = True
