"""Rows of the safety desk's commands, for the guard table of the commands."""

from uuid import uuid4

from boards.commands import safety
from discussions.commands import cases, handovers
from discussions.models import Assessment
from tests.guards.commands import DESK, STAFF, WRITERS, Command, on, post

ASSESSED = {"criteria": {key: {"verdict": "met"} for key in Assessment.CRITERIA}, "serious": "unknown"}
PASSED = {"to": "Drug Safety", "how": "phone"}
CASES, HANDOVERS = "discussions.commands.cases", "discussions.commands.handovers"


def case(command, *given, **details):
    """How a command on the board's safety case is given."""
    return lambda world, room, by: command(room.board.cases.get(), *given, by=by, **details)


def entrust(name):
    """How somebody's seat is given the mark of who answers for safety."""
    return lambda world, room, by: safety.entrust_member(getattr(room, name), by=by, on=True)


SAFETY = [
    Command("boards.commands.safety.entrust_member", entrust("weidmann"), "chair moderator"),
    Command("boards.commands.safety.entrust_member", entrust("solheim"), ""),
    Command("boards.commands.safety.set_safety_desk", on(safety.set_safety_desk, safety_clock="day"), STAFF),
    Command(f"{CASES}.open_case", lambda world, room, by: cases.open_case(post(world, room), by=by), DESK),
    Command(
        f"{CASES}.open_case",
        lambda world, room, by: cases.open_case(post(world, room, "held"), by=by),
        DESK,
        unseen="sponsor advisor observer",
    ),
    Command(
        f"{CASES}.report_event",
        on(cases.report_event, words="A patient fell.", client_id=uuid4()),
        WRITERS + " observer",
    ),
    Command(f"{CASES}.assess_case", case(cases.assess_case, ASSESSED, version=0), DESK),
    Command(f"{HANDOVERS}.hand_over_case", case(handovers.hand_over_case, PASSED), DESK),
    Command(f"{HANDOVERS}.note_receipt", case(handovers.note_receipt, "DS-7"), DESK),
    Command(f"{HANDOVERS}.dismiss_case", case(handovers.dismiss_case, "A study's figure"), DESK),
    Command(f"{HANDOVERS}.reopen_case", case(handovers.reopen_case), DESK),
    Command(f"{HANDOVERS}.unmask_reporter", case(handovers.unmask_reporter, "They were asked"), ""),
    Command(f"{HANDOVERS}.export_case", case(handovers.export_case), DESK),
    Command(f"{HANDOVERS}.export_cases", on(handovers.export_cases), DESK),
]
