"""What the log says about surveys: who wrote, opened, closed, shared and finished; never what anybody answered."""

from advisory.events.kinds import Kind, Subject, kinds, subjects
from discussions.models import Sheet, Survey, SurveyInvitation, Urn
from discussions.surveys.sealing import asked_text, sheet_text, urn_text
from discussions.surveys.telling import of_sheet, of_survey


def _with_board(model):
    return lambda ids: model.objects.select_related(*model.together).in_bulk(ids)


def _desk(thing):
    return {f"{thing.board.stream}.desk"}


def _put(ids):
    """What surveys asked, as their first version, and what the urns of anonymous ones hold, as their second."""
    asked = {(one.pk, 1): _sealed(one.salt, asked_text(one)) for one in Survey.objects.filter(pk__in=ids)}
    return asked | {(urn.survey_id, 2): _sealed(urn.salt, urn_text(urn)) for urn in Urn.objects.filter(survey__in=ids)}


def _said(ids):
    """What finished sheets say; those of anonymous surveys say nothing, for nothing leads to theirs."""
    return {(one.pk, 1): _sealed(one.salt, sheet_text(one)) for one in Sheet.objects.filter(pk__in=ids)}


def _sealed(salt, words):
    return salt, dict.fromkeys(("words", "shown"), words if salt else "")


subjects(
    Subject("survey", _with_board(Survey), lambda survey: {survey.board.stream, *_desk(survey)}, _put),
    Subject("sheet", _with_board(Sheet), _desk, _said),
    Subject("survey_invitation", _with_board(SurveyInvitation), _desk),
)
kinds(
    Kind("survey.created", "{actor} began to write a survey", "desk", "survey", tells=of_survey),
    Kind("survey.opened", "Survey {survey} opened", "desk", "survey", tells=of_survey),
    Kind("survey.extended", "Survey {survey} closes at another time", "desk", "survey", tells=of_survey),
    Kind("survey.closed", "Survey {survey} closed", "desk", "survey", tells=of_survey),
    Kind("survey.shared", "The results of survey {survey} are open to the board", "board", "survey", tells=of_survey),
    Kind("survey.taken", "{actor} took a survey out as a file", "desk", "survey", tells=of_survey),
    Kind("survey.invited", "{actor} invited somebody to a survey", "desk", "survey_invitation"),
    Kind("survey_invitation.sent", "The link to a survey left for somebody", "desk", "survey_invitation"),
    Kind("survey_invitation.resent", "{actor} sent the link to a survey again", "desk", "survey_invitation"),
    Kind("survey_invitation.revoked", "{actor} withdrew the link to a survey", "desk", "survey_invitation"),
    Kind("sheet.started", "Somebody began survey {survey}", "desk", "survey", tells=of_survey),
    Kind("sheet.finished", "Somebody finished survey {survey}", "desk", "sheet", tells=of_sheet),
)  # fmt: skip
