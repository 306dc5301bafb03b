"""What people hear of surveys: one is open and waits for them, and closes tomorrow; by letter also without a seat."""

from datetime import UTC, timedelta

from django.urls import reverse
from django.utils import timezone

from advisory.notifications.notices import DAILY, EVENT, GUEST, Due, Heard, Notice, notices
from advisory.zones import due_in, zone_of
from boards.models import Board
from discussions.hearing import due_key, is_time, members_of
from discussions.hearsay import Hearer
from discussions.models import Sheet, Survey
from discussions.surveys.asking import seats_asked
from discussions.surveys.letters import letters_for

SOON = timedelta(days=3)


def asked(event, survey):
    """The seats that it asks."""
    return [Heard(seat.user_id) for seat in seats_asked(survey)] if survey.state == Survey.State.OPEN else []


def closing_soon(now):
    """Who has not finished what closes tomorrow, where it is their daytime."""
    for survey in _closing(now):
        done = set(_finished(survey).values_list("member_id", flat=True))
        for seat in seats_asked(survey):
            if seat.pk not in done and is_time(survey, now, zone_of(seat.user.time_zone)):
                yield Due(seat.user_id, survey.log_id, "survey", survey.pk, due_key(survey))


def guests_closing_soon(now):
    """The same for whoever was invited; where they are nobody knows, so by UTC."""
    for survey in _closing(now):
        if is_time(survey, now, UTC):
            waiting = survey.invitations.filter(revoked_at=None).exclude(sheet__in=_finished(survey))
            for key in waiting.values_list("pk", flat=True):
                yield Due(None, survey.log_id, "survey_invitation", key, due_key(survey))


def of_openings(person, pairs):
    """Surveys that wait for this person."""
    return _of_surveys(person, pairs, "A survey is open", "A survey waits for your answers.")


def of_closings(person, pairs):
    """Surveys that close soon, while their time is the one that was told."""
    timely = [(row, one) for row, one in pairs if one.closes_at and row.key.endswith(due_key(one))]
    soon = due_in(timely[0][1].closes_at, person.time_zone, timezone.now()) if timely else ""
    return _of_surveys(person, timely, f"{soon}: a survey", "A survey that waits for you closes soon.")


def of_results(person, pairs):
    """Surveys whose results are open to the board."""
    hearer, found = Hearer(person), {}
    for row, survey in pairs:
        seat = hearer.seats.get(survey.board_id)
        if seat and seat.reads_raw:
            url, text = (
                reverse("survey-results", args=[survey.board.slug, survey.number]),
                "Results of a survey are open",
            )
            found[row.pk] = _told(hearer, survey, f"{text}: {survey.title}", f"{text}.", url=url, at=survey.shared_at)
    return found


def of_invitations(person, pairs):
    """The letter of each link that leads to a survey."""
    letters = letters_for([one for _, one in pairs], reminding=False)
    return {row.pk: letters[one.pk] for row, one in pairs if one.pk in letters}


def of_reminders(person, pairs):
    """The letter of each link to a survey that closes at the time that was told."""
    timely = [(row, one) for row, one in pairs if one.survey.due_at and row.key.endswith(due_key(one.survey))]
    letters = letters_for([one for _, one in timely], reminding=True)
    return {row.pk: letters[one.pk] for row, one in timely if one.pk in letters}


def _of_surveys(person, pairs, text, quiet):
    hearer, found = Hearer(person), {}
    mine = Sheet.objects.filter(member__user=person, survey__in=[one for _, one in pairs]).exclude(finished_at=None)
    done = set(mine.values_list("survey_id", flat=True))
    for row, survey in pairs:
        seat = hearer.seats.get(survey.board_id)
        if seat and survey.asks(seat):
            over = survey.pk in done or survey.state != Survey.State.OPEN or survey.board.state in Board.OVER
            url = reverse("survey", args=[survey.board.slug, survey.number])
            told = _told(hearer, survey, f"{text}: {survey.title}", quiet, url=url, at=survey.opened_at, done=over)
            found[row.pk] = told
    return found


def _told(hearer, survey, text, quiet, **more):
    return hearer.said(survey.board, text=text, quiet=quiet, **more)


def _closing(now):
    found = Survey.objects.filter(state=Survey.State.OPEN, board__state=Board.State.OPEN)
    return found.filter(closes_at__gt=now, closes_at__lt=now + SOON).select_related("board")


def _finished(survey):
    return Sheet.objects.filter(survey=survey).exclude(finished_at=None)


notices(
    Notice("survey", "Surveys that open", of_openings, on=("survey.opened",), hears=asked,
           settles=("sheet.finished",), fades=("survey.closed",), icon="clip"),
    Notice("survey_due", "A survey that closes tomorrow", of_closings, due=closing_soon, settles=("sheet.finished",),
           fades=("survey.extended", "survey.closed"), icon="clock",
           hint="In your daytime, only if you have not finished"),
    Notice("survey_results", "Results of surveys", of_results, on=("survey.shared",), hears=members_of, email=DAILY,
           icon="chart"),
    Notice("survey_link", "Links to surveys", of_invitations, on=("survey_invitation.sent", "survey_invitation.resent"),
           hears=lambda event, invitation: [GUEST], once=EVENT, always=True, letter="survey", icon="mail"),
    Notice("survey_link_due", "Links to surveys that close tomorrow", of_reminders, due=guests_closing_soon,
           always=True, letter="survey", icon="mail"),
)  # fmt: skip
