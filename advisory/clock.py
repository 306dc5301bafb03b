"""What is due now; the row's state under the lock decides, the clock only asks."""

import logging

from django.utils import timezone

from advisory.accounts.commands.credentials import lapse_credential
from advisory.accounts.models import Credential
from advisory.refusals import Refusal
from advisory.rights import SYSTEM
from boards.commands.attendance import note_absence
from boards.commands.boards import close_board, open_board
from boards.commands.lobby import end_session
from boards.models import Attendance, Board, Session
from discussions.commands.questions import close_question, open_question
from discussions.commands.rounds import close_round, open_round
from discussions.commands.surveys import close_survey, open_survey
from discussions.models import Question, Round, Survey
from resources.commands.versions import expire_version
from resources.models import Version

log = logging.getLogger("advisory.clock")


def tick():
    """Do everything that is due and say how many things were done; what cannot be done now waits for the next tick."""
    now = timezone.now()
    boards, questions = Board.objects, Question.objects.select_related("board")
    rounds, surveys = Round.objects.select_related("study__board"), Survey.objects.select_related("board")
    due = [
        (open_board, boards.due_to_open(now)),
        (open_question, questions.due_to_open(now)),
        (close_question, questions.due_to_close(now)),
        (open_round, rounds.due_to_open(now)),
        (close_round, rounds.due_to_close(now)),
        (open_survey, surveys.due_to_open(now)),
        (close_survey, surveys.due_to_close(now)),
        (close_board, boards.due_to_close(now).exclude(sessions__in=Session.objects.running())),
        (end_session, Session.objects.due_to_end(now).select_related("board")),
        (note_absence, Attendance.objects.silent(now).select_related(*Attendance.together)),
        (expire_version, Version.objects.expiring(now.date()).select_related(*Version.together)),
        (lapse_credential, Credential.objects.lapsing(now.date())),
    ]
    return sum(_done(command, thing) for command, things in due if things.exists() for thing in things)


def _done(command, thing):
    try:
        command(thing, by=SYSTEM)
    except Refusal as refusal:
        log.info("%s of %s waits: %s", command.__name__, thing, refusal.code)
        return 0
    return 1
