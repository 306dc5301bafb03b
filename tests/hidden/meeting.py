"""Live sessions of the board, under aliases: of one there are minutes, which two who have voices want otherwise.

In the next they wait, are let in, ask to speak, and one leaves.
"""

from datetime import timedelta
from uuid import uuid5

from boards.commands.attendance import note_presence
from boards.commands.hands import call_on, raise_hand
from boards.commands.lobby import (
    admit_all,
    begin_session,
    end_session,
    join_session,
    leave_session,
    open_session,
)
from boards.commands.sessions import schedule_session
from boards.models import Session
from discussions.commands.minutes import change_part, compile_minutes, send_minutes
from discussions.commands.suggestions import decline_suggestion, suggest_change, take_suggestion
from tests.boards.live.captioned import captioned, speak
from tests.hidden.post import ORDINAL
from tests.hidden.still import BEGIN


def met(world):
    """Who comes, in which order, stands in nothing that goes by name."""
    world.act("meeting", 56, _met, world)
    world.act("minutes", 57, _minuted, world)


def _minuted(world):
    """A session that is over: who came is read in its minutes, and who suggested what."""
    planned = {"title": "We met", "starts_at": BEGIN + timedelta(hours=2), "client_id": uuid5(ORDINAL, "past")}
    session = schedule_session(world.asked(1).board, by=world.lindqvist, **planned)
    open_session(session, by=world.lindqvist)
    for name in (world.first, world.second, "tanabe"):
        join_session(_fresh(session), by=getattr(world, name))
    admit_all(_fresh(session), by=world.lindqvist)
    begin_session(_fresh(session), by=world.lindqvist)
    end_session(_fresh(session), by=world.lindqvist)
    minutes = compile_minutes(_fresh(session), by=world.lindqvist)
    change_part(minutes.parts.get(title="Notes"), "Notes", "Three days were named.", by=world.lindqvist)
    send_minutes(minutes, by=world.lindqvist)
    notes = minutes.parts.get(title="Notes", until=None)
    wishes = [
        suggest_change(notes, by=getattr(world, name), client_id=uuid5(ORDINAL, f"{voice} wish"), proposed=words)
        for voice, name, words in (("first", world.first, "Four days."), ("second", world.second, "Two, and a call."))
    ]
    take_suggestion(wishes[0], by=world.lindqvist, worded=True)
    decline_suggestion(wishes[1], "Nobody calls.", by=world.lindqvist)


def _met(world):
    planned = {"title": "We meet", "starts_at": BEGIN + timedelta(hours=2), "client_id": uuid5(ORDINAL, "meeting")}
    session = schedule_session(world.asked(1).board, by=world.lindqvist, **planned)
    open_session(session, by=world.lindqvist)
    for name in ("lindqvist", "marsh", world.first, world.second, "tanabe"):
        join_session(_fresh(session), by=getattr(world, name))
    admit_all(_fresh(session), by=world.lindqvist)
    begin_session(_fresh(session), by=world.lindqvist)
    captioning = captioned(world, session)
    for second, name in enumerate((world.first, "marsh", world.second)):
        speak(captioning, getattr(world, name), "We act at 160.", second)
    hands = [raise_hand(_fresh(session), by=getattr(world, name)) for name in (world.first, world.second)]
    call_on(hands[1], by=world.lindqvist)
    leave_session(session.attendances.get(member=getattr(world, world.second)), by=getattr(world, world.second))
    for name in (world.first, "tanabe"):
        note_presence(_fresh(session), by=getattr(world, name))


def _fresh(session):
    return Session.objects.select_related("board").get(pk=session.pk)
