"""A live session of the board, under aliases: two who have voices wait, are let in, ask to speak, and one leaves."""

from datetime import timedelta
from uuid import uuid5

from boards.commands.hands import call_on, raise_hand
from boards.commands.lobby import admit_all, begin_session, join_session, leave_session, note_presence, open_session
from boards.commands.sessions import schedule_session
from boards.models import Session
from tests.boards.live.captioned import captioned, speak
from tests.hidden.post import ORDINAL
from tests.hidden.still import BEGIN


def met(world):
    """Who comes, in which order, stands in nothing that goes by name."""
    world.act("meeting", 56, _met, world)


def _met(world):
    planned = {"title": "We meet", "starts_at": BEGIN + timedelta(days=3), "client_id": uuid5(ORDINAL, "meeting")}
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
