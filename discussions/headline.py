"""How a board stands, in a sentence or two for whoever moderates it."""

from django.utils import timezone

from advisory.templatetags.ui import words
from advisory.zones import zone_of
from boards.models import Board
from discussions.hours import said_in
from discussions.models import Question
from discussions.nudging import city_of


def headline(participation):
    """What closes next and who has not answered it, or what else the moderator has to know first."""
    board, questions = participation.board, participation.questions
    if board.state == Board.State.DRAFT:
        return "The board is being set up. Nothing is asked yet."
    if board.state in Board.OVER:
        return "The board has closed. What was said can be read; nothing can be added."
    if not questions:
        return "There are no questions on this board yet."
    if not participation.advisors:
        return "There are no advisors on this board yet."
    opened = [question for question in questions if question.state == Question.State.OPEN]
    if not opened:
        return "No question is open now."
    question = min(opened, key=lambda one: (one.due_at is None, one.due_at or one.number, one.number))
    return f"{_closing(participation, question)} {_waiting(participation, question)}"


def _closing(participation, question):
    if not question.due_at:
        return f"Question {question.number} is open, without a due time."
    me, now = participation.member.user, timezone.now()
    here = said_in(question.due_at, me.time_zone, now)
    far = next((there for there in _elsewhere(participation, question, now) if there[0] != here), None)
    also = f", {_shorter(*far)}" if far else ""
    return f"Question {question.number} closes {here} in {city_of(me)}{also}."


def _elsewhere(participation, question, now):
    """The due time where those are who have not answered, farthest from the moderator first; an alias is nowhere."""
    rows = [row for row, _ in participation.missing(question) if not row.hidden]
    places = {row.seat.user.time_zone: city_of(row.seat.user) for row in rows}
    mine = question.due_at.astimezone(zone_of(participation.member.user.time_zone)).utcoffset()
    away = sorted(places, key=lambda zone: -abs(question.due_at.astimezone(zone_of(zone)).utcoffset() - mine))
    return [(said_in(question.due_at, zone, now), places[zone]) for zone in away]


def _shorter(said, place):
    day, _, hour = said.rpartition(" at ")
    return f"{hour} {day} in {place}"


def _waiting(participation, question):
    left = participation.count_missing(question)
    if not left:
        return "Every advisor has answered or passed it."
    drafts = sum(cell.state == "draft" for _, cell in participation.missing(question))
    them = f"{words(left, 'advisor')} {'has' if left == 1 else 'have'} not answered it"
    if not drafts:
        return f"{them}."
    if left == 1:
        return f"{them}, but has a draft."
    return f"{them}; {words(drafts).lower()} of them {'has' if drafts == 1 else 'have'} a draft."
