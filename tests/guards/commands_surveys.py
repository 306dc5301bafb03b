"""Rows of the commands of surveys, for the guard table of the commands."""

from boards.links import Holder
from discussions.commands import sheets, survey_invitations, surveys, surveys_out
from discussions.models import Survey, SurveyInvitation
from tests.guards.commands import DESK, STAFF
from tests.guards.giving import Command, on
from tests.make import soon

HERE = "discussions.commands"


def survey(command, *given, state="open", **details):
    """How a command on the board's first survey is given, in a state of its own."""

    def give(world, room, by):
        Survey.objects.filter(board=room.board, number=1).update(state=state, turnout=None, **details)
        return command(Survey.objects.select_related("board").get(board=room.board, number=1), *given, by=by)

    return give


def link(command):
    """How a command on a link of the board's survey is given."""

    def give(world, room, by):
        found = SurveyInvitation.objects.select_related(*SurveyInvitation.together)
        return command(found.get(pk=world.ids[room.board.slug]["link"]), by=by)

    return give


def elsewhere(world, room, by):
    """Answer a survey by the link to a survey of another board."""
    other = SurveyInvitation.objects.get(pk=world.ids["lungs"]["link"])
    found = Survey.objects.select_related("board").get(board=room.board, number=1)
    return sheets.begin_sheet(found, by=Holder(other.digest))


def taken(state):
    """How a survey in a state is taken out."""
    return survey(lambda found, *, by: surveys_out._record(found, "csv", by=by, stamp=None), state=state)


def early(world, room, by):
    """Take a survey's answers as somebody who may take files, but not read this one."""
    room.board.seats.filter(pk=room.weidmann.pk).update(sight="report")
    return taken("closed")(world, room, room.weidmann if by == room.weidmann else by)


SURVEYS = [
    Command(f"{HERE}.surveys.create_survey", on(surveys.create_survey, title="Doses"), DESK),
    Command(f"{HERE}.surveys.change_survey", survey(surveys.change_survey, state="draft"), DESK),
    Command(f"{HERE}.surveys.plan_survey", survey(surveys.plan_survey, None, soon(days=2)), DESK),
    Command(f"{HERE}.surveys.open_survey", survey(surveys.open_survey, state="draft"), DESK),
    Command(f"{HERE}.surveys.close_survey", survey(surveys.close_survey), DESK),
    Command(f"{HERE}.surveys.share_survey", survey(surveys.share_survey, state="closed"), DESK),
    Command(f"{HERE}.surveys_out._record", taken("closed"), STAFF),
    Command(f"{HERE}.surveys_out._record", early, DESK),
    Command(f"{HERE}.survey_invitations.invite_to_survey",
            survey(survey_invitations.invite_to_survey, ["b@example.org"]), DESK),
    Command(f"{HERE}.survey_invitations.resend_survey_invitation",
            link(survey_invitations.resend_survey_invitation), DESK),
    Command(f"{HERE}.survey_invitations.revoke_survey_invitation",
            link(survey_invitations.revoke_survey_invitation), DESK),
    Command(f"{HERE}.sheets._require_asked", survey(lambda found, *, by: sheets._require_asked(found, by, None)),
            "advisor"),
    Command(f"{HERE}.sheets.begin_sheet", survey(sheets.begin_sheet), "advisor"),
    Command(f"{HERE}.sheets.begin_sheet", survey(sheets.begin_sheet, asked="experts"), ""),
    Command(f"{HERE}.sheets.begin_sheet", elsewhere, ""),
    Command(f"{HERE}.sheets.save_section", survey(sheets.save_section, "s1", {}), "advisor"),
    Command(f"{HERE}.sheets.finish_sheet", survey(sheets.finish_sheet), "advisor"),
]  # fmt: skip
