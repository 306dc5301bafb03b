"""A live session of the guards' world that is over, with its minutes."""

from uuid import uuid4

from boards.commands.lobby import admit, end_session, join_session, open_session
from boards.commands.sessions import schedule_session
from discussions.commands.minutes import change_part, compile_minutes, send_minutes
from discussions.commands.suggestions import suggest_change
from tests.make import soon


def minuted(made):
    """One that is over, with its minutes sent to an advisor and an observer who came; the former suggests a change."""
    past = schedule_session(made.board, by=made.lindqvist, title="We met", starts_at=soon(hours=1))
    open_session(past, by=made.marsh)
    first = made.seats.get("okonjo", made.solheim)
    admit(join_session(past, by=first), by=made.marsh)
    if "brandt" in made.seats:
        join_session(past, by=made.brandt)
    end_session(past, by=made.marsh)
    minutes = compile_minutes(past, by=made.marsh)
    old = minutes.parts.get(title="Notes")
    change_part(old, "Notes", "One reading.", by=made.marsh)
    send_minutes(minutes, by=made.marsh)
    part = minutes.parts.get(title="Notes", until=None)
    wish = suggest_change(part, by=first, client_id=uuid4(), words="Three days, not one.")
    return {"past": past.pk, "part": part.pk, "suggestion": wish.pk, "old": old.pk}
