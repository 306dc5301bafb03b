"""The surveys of a board as one member meets them: what waits for them, what they may read."""

from django.urls import reverse

from advisory.rights import can
from discussions.models import Sheet, Survey
from discussions.surveys.pages import left_over, minutes


def rows_for(member):
    """The surveys of a board that a member may see, those that wait for them first."""
    found = [survey for survey in _of_board(member) if can(member, "survey.see", survey)]
    begun = Sheet.objects.filter(survey__in=found, member=member) if found else ()
    sheets = {sheet.survey_id: sheet for sheet in begun}
    rows = [_row(survey, member, sheets.get(survey.pk)) for survey in found]
    return sorted(rows, key=lambda row: (not row["waits"], -row["survey"].number))


def _of_board(member):
    for survey in Survey.objects.filter(board=member.board):
        survey.board = member.board
        yield survey


def _row(survey, member, sheet):
    slug, number = member.board.slug, survey.number
    asks = survey.asks(member)
    reads = can(member, "survey.read", survey)
    waiting = asks and survey.state == Survey.State.OPEN and not (sheet and sheet.finished_at)
    words = [survey.get_state_display()]
    if asks and sheet:
        words.append("You have finished" if sheet.finished_at else "You have begun")
    return {
        "survey": survey, "words": ". ".join(words), "waits": waits(survey, sheet) if waiting else "",
        "url": reverse("survey", args=[slug, number]) if asks else reverse("survey-results", args=[slug, number]),
        "results_url": reverse("survey-results", args=[slug, number]) if reads else "",
    }  # fmt: skip


def waits(survey, sheet):
    """How much of a survey waits for somebody, in words."""
    left = left_over(survey, sheet)
    sections = f"{left} section{'' if left == 1 else 's'}{' left' if sheet else ''}" if left else "Ready to hand in"
    return f"{sections}, {minutes(survey)} min"


def waiting_for(members):
    """The open surveys that wait for whoever sits in these seats: [(survey, their sheet or nothing)]."""
    seats = {seat.board_id: seat for seat in members}
    found = Survey.objects.filter(board__in=seats, state=Survey.State.OPEN).select_related("board")
    asked = [survey for survey in found if survey.asks(seats[survey.board_id])]
    begun = Sheet.objects.filter(survey__in=asked, member__in=members) if asked else ()
    sheets = {sheet.survey_id: sheet for sheet in begun}
    pairs = [(survey, sheets.get(survey.pk)) for survey in asked]
    return [(survey, sheet) for survey, sheet in pairs if not (sheet and sheet.finished_at)]
