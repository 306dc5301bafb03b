"""A survey is written, opened, given more time, closed, and its results shared."""

import secrets

from django.db import transaction
from django.utils import timezone

from advisory.events.record import committed, lock, record, record_all
from advisory.refusals import Conflict, Invalid
from advisory.rights import allow
from advisory.text import checked_for
from boards.commands.stamps import require_current
from boards.models import Board
from discussions.commands.questions import require_alive
from discussions.commands.survey_ends import count_out
from discussions.models import Survey
from discussions.surveys.design import checked_design, require_whole
from discussions.surveys.sealing import asked_text, urn_text

CHOICES = ("promise", "asked")
MOST = 200  # on one board


@transaction.atomic
def create_survey(board, *, by, stamp=None, client_id=None, **details):
    """Begin a survey on a board; sent again under the same `client_id` it is begun once.

    Nothing of it is seen by whoever is asked until it opens.
    """
    by, board = lock(board, by, board)
    require_current(by, stamp)
    allow(by, "survey.run", board)
    earlier = client_id and Survey.objects.filter(pk=client_id).first()
    if earlier:
        return _again(earlier, board)
    require_alive(board)
    if board.surveys.count() >= MOST:
        raise Conflict("too_many", f"A board holds up to {MOST} surveys.")
    details = {"title": ""} | details
    survey = Survey(board=board, number=board.surveys.count() + 1, salt=secrets.token_hex(16), **_checked(details))
    survey.pk = client_id or survey.pk
    survey.save(force_insert=True)
    record("survey.created", survey, by=by, survey=survey.number)
    return survey


@transaction.atomic
def change_survey(survey, *, by, stamp=None, **details):
    """Change a survey that has not opened yet: its words, its design, its promise, and who is asked."""
    by, survey = lock(survey.board, by, survey)
    require_current(by, stamp)
    allow(by, "survey.run", survey.board)
    require_alive(survey.board)
    _require_draft(survey)
    for name, value in _checked(details).items():
        setattr(survey, name, value)
    survey.save(update_fields=list(details) or None)
    return survey


@transaction.atomic
def plan_survey(survey, opens_at, closes_at, *, by, stamp=None):
    """Say when a survey opens and closes, or give an open one another closing time."""
    by, survey = lock(survey.board, by, survey)
    require_current(by, stamp)
    allow(by, "survey.run", survey.board)
    require_alive(survey.board)
    if survey.state == Survey.State.CLOSED:
        raise Conflict("closed", "This survey has closed. Nothing was changed.")
    if closes_at and closes_at <= max(timezone.now(), opens_at or timezone.now()):
        raise Invalid(fields={"closes_at": "Choose a time to come, later than the opening."})
    if survey.state == Survey.State.DRAFT:
        survey.opens_at = opens_at
    survey.closes_at = closes_at
    survey.save(update_fields=["opens_at", "closes_at"])
    if survey.state == Survey.State.OPEN:
        record("survey.extended", survey, by=by, survey=survey.number)


@transaction.atomic
def open_survey(survey, *, by, stamp=None):
    """Put the survey to whoever is asked: from now on its words, its rules and its promise stand as they are."""
    by, survey = lock(survey.board, by, survey)
    require_current(by, stamp)
    allow(by, "survey.turn", survey.board)
    _require_draft(survey)
    if survey.board.state != Board.State.OPEN:
        raise Conflict("closed", "A survey opens while its board is open. Nothing was changed.")
    require_whole(survey.design)
    if survey.asked == Survey.Asked.NOBODY and not survey.invitations.filter(revoked_at=None).exists():
        raise Invalid(fields={"asked": "Nobody is asked yet. Choose who of the board is, or invite people first."})
    survey.state, survey.opened_at = Survey.State.OPEN, timezone.now()
    survey.save(update_fields=["state", "opened_at"])
    seal = committed(survey.salt, asked_text(survey))
    record("survey.opened", survey, by=by, survey=survey.number, version=1, words=seal, shown=seal)
    waiting = list(survey.invitations.filter(revoked_at=None))
    if waiting:
        record_all("survey_invitation.sent", waiting, by=by, facts=[{"survey": survey.number}] * len(waiting))


@transaction.atomic
def close_survey(survey, *, by, stamp=None):
    """End the answering: what was finished counts, and of what was not only where it was left stays known."""
    by, survey = lock(survey.board, by, survey)
    require_current(by, stamp)
    allow(by, "survey.turn", survey.board)
    if survey.state != Survey.State.OPEN:
        raise Conflict("closed", "This survey is not open. Nothing was changed.")
    survey.state, survey.closed_at = Survey.State.CLOSED, timezone.now()
    urn = count_out(survey)
    survey.save(update_fields=["state", "closed_at", "turnout"])
    seal = committed(urn.salt, urn_text(urn)) if urn else None
    sealed = {"version": 2, "words": seal, "shown": seal} if urn else {}
    record("survey.closed", survey, by=by, survey=survey.number, finished=survey.turnout["finished"], **sealed)


@transaction.atomic
def share_survey(survey, *, by, stamp=None):
    """Open the results to everybody on the board; who answered what is for nobody but the team, and only if named."""
    by, survey = lock(survey.board, by, survey)
    require_current(by, stamp)
    allow(by, "survey.run", survey.board)
    if survey.state != Survey.State.CLOSED:
        raise Conflict("open", "Close the survey first: results are shared once nobody answers any more.")
    if survey.shared_at:
        return
    survey.shared_at = timezone.now()
    survey.save(update_fields=["shared_at"])
    record("survey.shared", survey, by=by, survey=survey.number)


def _again(survey, board):
    if survey.board_id != board.pk:
        raise Conflict("client_id_reused", "Another survey was sent under this id before. Send yours again.")
    return survey


def _checked(details):
    details = checked_for(Survey, {name: value for name, value in details.items() if name != "design"}) | {
        name: checked_design(value) for name, value in details.items() if name == "design"
    }
    for name in CHOICES:
        if name in details and details[name] not in dict(Survey._meta.get_field(name).choices):
            raise Invalid(fields={name: "Choose one of the list."})
    return details


def _require_draft(survey):
    if survey.state != Survey.State.DRAFT:
        words = (
            "This survey has opened. Its words, rules and promise stand as people were asked; it can only be closed."
        )
        raise Conflict("frozen", words)
