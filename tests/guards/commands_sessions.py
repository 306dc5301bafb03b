"""Rows of the commands of live sessions, for the guard table of the commands."""

from boards.commands import (
    agenda,
    attendance,
    breakouts,
    captions,
    hands,
    lobby,
    mutes,
    presenting,
    recordings,
    sessions,
)
from boards.models import AgendaItem, Attendance, Breakout, Caption, Captioning, Hand, Recording, Session
from resources.commands import decks
from tests.guards.commands import DESK, STAFF
from tests.guards.giving import Command, on
from tests.make import soon

HERE = "boards.commands"


def session(command, *given, **details):
    """How a command on the board's live session is given."""

    def give(world, room, by):
        found = Session.objects.select_related("board").get(pk=world.ids[room.board.slug]["meeting"])
        return command(found, *given, by=by, **details)

    return give


def point(command, *given, **details):
    """How a command on the first point of its agenda is given."""

    def give(world, room, by):
        found = AgendaItem.objects.select_related(*AgendaItem.together).get(pk=world.ids[room.board.slug]["point"])
        return command(found, *given, by=by, **details)

    return give


def live(command, *given, **details):
    """How a command on the session that goes on is given."""

    def give(world, room, by):
        found = Session.objects.select_related("board").get(pk=world.ids[room.board.slug]["live"])
        return command(found, *given, by=by, **details)

    return give


def of_live(name, model, command, **details):
    """How a command on something of the session that goes on is given."""

    def give(world, room, by):
        found = model.objects.select_related(*model.together).get(pk=world.ids[room.board.slug][name])
        return command(found, by=by, **details)

    return give


def of_somebody(command):
    """How a command on an advisor in the session that goes on is given."""

    def give(world, room, by):
        session = Session.objects.select_related("board").get(pk=world.ids[room.board.slug]["live"])
        member = session.attendances.get(pk=world.ids[room.board.slug]["inside"]).member
        return command(session, member, by=by)

    return give


def recorded(command, *given, state="going"):
    """How a command on a recording of it is given."""

    def give(world, room, by):
        session = Session.objects.select_related("board").get(pk=world.ids[room.board.slug]["live"])
        begun = Recording.objects.create(session=session, begun_by=room.lindqvist, state=state)
        return command(begun, *given, by=by)

    return give


def spoken(world, room, by):
    """Write down what an advisor said in it."""
    going = Captioning.objects.select_related(*Captioning.together).get(session=world.ids[room.board.slug]["live"])
    return captions.write_caption(going, room.okonjo, "Soon", (going.begun_at, going.begun_at), by=by)


def behind_the_wall(world, room, by):
    """Come to a session from behind the wall."""
    room.board.seats.filter(pk=room.weidmann.pk).update(sight="blinded")
    return live(lobby.join_session)(world, room, room.weidmann if by == room.weidmann else by)


def small(command, **details):
    """How a command on a breakout room of the board's live session is given."""

    def give(world, room, by):
        found = Session.objects.select_related("board").get(pk=world.ids[room.board.slug]["meeting"])
        made, _ = Breakout.objects.get_or_create(session=found, name="Small")
        return command(made, by=by, **details)

    return give


def put_up(world, room, by):
    """Put a document of the board on the stage of its session."""
    return live(decks.show_deck, world.ids[room.board.slug]["page"])(world, room, by)


SESSIONS = [
    Command(f"{HERE}.sessions.schedule_session",
            on(sessions.schedule_session, title="We meet", starts_at=soon(days=1)), DESK),
    Command(f"{HERE}.sessions.change_session", session(sessions.change_session, minutes=30), DESK),
    Command(f"{HERE}.sessions.cancel_session", session(sessions.cancel_session), DESK),
    Command(f"{HERE}.agenda.add_item", session(agenda.add_item, "More"), DESK),
    Command(f"{HERE}.agenda.change_item", point(agenda.change_item, minutes=5), DESK),
    Command(f"{HERE}.agenda.remove_item", point(agenda.remove_item), DESK),
    Command(f"{HERE}.agenda.move_item", point(agenda.move_item, 1), DESK),
    Command(f"{HERE}.agenda.next_item", live(agenda.next_item), DESK),
    Command(f"{HERE}.agenda.extend_item", of_live("now", AgendaItem, agenda.extend_item), DESK),
    Command(f"{HERE}.lobby.open_session", session(lobby.open_session), DESK),
    Command(f"{HERE}.lobby.begin_session", live(lobby.begin_session), DESK),
    Command(f"{HERE}.lobby.end_session", live(lobby.end_session), DESK),
    Command(f"{HERE}.lobby.lock_session", live(lobby.lock_session, on=True), DESK),
    Command(f"{HERE}.lobby.join_session", live(lobby.join_session), STAFF + " advisor observer"),
    Command(f"{HERE}.lobby.join_session", behind_the_wall, DESK + " advisor observer"),
    Command(f"{HERE}.lobby.admit", of_live("guest", Attendance, lobby.admit), DESK),
    Command(f"{HERE}.lobby.admit_all", live(lobby.admit_all), DESK),
    Command(f"{HERE}.lobby.decline", of_live("inside", Attendance, lobby.decline), DESK),
    Command(f"{HERE}.lobby.greet_waiting", live(lobby.greet_waiting, "Soon"), DESK),
    Command(f"{HERE}.lobby.leave_session", of_live("inside", Attendance, lobby.leave_session), "advisor"),
    Command(f"{HERE}.attendance.note_absence", of_live("inside", Attendance, attendance.note_absence), ""),
    Command(f"{HERE}.hands.raise_hand", live(hands.raise_hand), DESK + " advisor"),
    Command(f"{HERE}.hands.lower_hand", of_live("hand", Hand, hands.lower_hand), DESK + " advisor"),
    Command(f"{HERE}.hands.call_on", of_live("hand", Hand, hands.call_on), DESK),
    Command(f"{HERE}.mutes.mute_member", of_somebody(mutes.mute_member), DESK),
    Command(f"{HERE}.mutes.mute_everybody", live(mutes.mute_everybody), DESK),
    Command(f"{HERE}.mutes.lift_mute", of_somebody(mutes.lift_mute), DESK),
    Command(f"{HERE}.lobby.tell_room", live(lobby.tell_room, "Soon"), DESK),
    Command(f"{HERE}.recordings._begin", live(recordings._begin, stamp=None), "chair"),
    Command(f"{HERE}.recordings.end_recording", recorded(recordings.end_recording), DESK),
    Command(f"{HERE}.recordings.retry_recording", recorded(recordings.retry_recording, state="broken"), DESK),
    Command(f"{HERE}.recordings.note_progress", recorded(recordings.note_progress, 5), ""),
    Command(f"{HERE}.recordings.settle_recording", recorded(recordings.settle_recording, "empty"), ""),
    Command(f"{HERE}.captions.begin_captions", live(captions.begin_captions), "chair"),
    Command(f"{HERE}.captions.end_captions", live(captions.end_captions), DESK),
    Command(f"{HERE}.captions.write_caption", spoken, ""),
    Command(f"{HERE}.captions.correct_caption",
            of_live("caption", Caption, captions.correct_caption, words="Soon", version=1), DESK),
    Command(f"{HERE}.presenting.spotlight_member", of_somebody(presenting.spotlight_member), DESK),
    Command(f"{HERE}.breakouts.add_breakout", session(breakouts.add_breakout, "Dosing"), DESK),
    Command(f"{HERE}.breakouts.change_breakout", small(breakouts.change_breakout, name="Doses"), DESK),
    Command(f"{HERE}.breakouts.remove_breakout", small(breakouts.remove_breakout), DESK),
    Command(f"{HERE}.breakouts.open_breakouts", live(breakouts.open_breakouts), DESK),
    Command(f"{HERE}.breakouts.close_breakouts", live(breakouts.close_breakouts), DESK),
    Command(f"{HERE}.breakouts.visit_breakout", live(breakouts.visit_breakout, None), DESK),
    Command("resources.commands.decks.show_deck", put_up, DESK),
    Command("resources.commands.decks.turn_slide", live(decks.turn_slide, "", 2), DESK),
    Command("resources.commands.decks.close_deck", live(decks.close_deck), DESK),
    Command(f"{HERE}.presenting.let_present", of_somebody(presenting.let_present), DESK),
]  # fmt: skip
