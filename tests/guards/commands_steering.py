"""Rows of the command table: points to cover, reminders and messages."""

from discussions.commands import guidance, reminders
from tests.guards.commands import DESK, STAFF, Command, about, asked, on

STEERING = [
    Command("discussions.commands.guidance.add_guide_note", asked(guidance.add_guide_note, "The dose"), STAFF),
    Command("discussions.commands.guidance.tick_guide_note", about("note", guidance.tick_guide_note, on=True), DESK),
    Command("discussions.commands.reminders.remind_advisors", asked(reminders.remind_advisors, to=[], body="S"), DESK),
    Command("discussions.commands.reminders.write_to_board", on(reminders.write_to_board, body="Thank you."), DESK),
]
