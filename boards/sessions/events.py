"""What the log says of live sessions: when they are, who came, where the agenda stands; never what anybody said there.

Observers leave no trace to advisors: their coming and going stands at the desk alone.
"""

from advisory.events.kinds import Audience, Kind, Subject, audiences, kinds, subjects
from boards.events import mine
from boards.models import Attendance, Caption, Captioning, CaptionVersion, Hand, Recording, Session
from boards.sessions.transcript import drawn_caption


def _with_board(model):
    return lambda ids: model.objects.select_related(*model.together).in_bulk(ids)


def _written(ids):
    """What each version of some captions says now."""
    rows = CaptionVersion.objects.filter(caption__in=ids).values_list("caption_id", "number", "salt", "words")
    return {(one, number): (salt, dict.fromkeys(("words", "shown"), words)) for one, number, salt, words in rows}


def _homes(session):
    return {session.board.stream, session.stream}


def _rooms(thing):
    return {f"{thing.board.stream}.desk", mine(thing.member), thing.session.stream}


def _stream(thing):
    return thing.stream if isinstance(thing, Session) else thing.session.stream


def _told(event, thing, gaze):
    """Which session, and nothing of anybody: pages ask anew what their readers may know."""
    return {"session": (thing if isinstance(thing, Session) else thing.session).number}


audiences(
    Audience("session", "board.<slug>.s<number>", "chair, moderator, sponsor; whoever was let in", _stream),
    Audience("guest", "board.<slug>.mine", "one member alone", lambda attendance: mine(attendance.member)),
)
subjects(
    Subject("session", _with_board(Session), _homes),
    Subject("attendance", _with_board(Attendance), _rooms),
    Subject("recording", _with_board(Recording), lambda one: {one.session.stream, f"{one.session.board.stream}.desk"}),
    Subject("captioning", _with_board(Captioning), lambda one: {one.session.stream}),
    Subject("caption", _with_board(Caption), lambda one: {one.session.stream}, _written),
    Subject("hand", _with_board(Hand), lambda hand: {hand.session.stream}),
)
kinds(
    Kind("session.scheduled", "Live session {session} was scheduled", "board", "session"),
    Kind("session.changed", "Live session {session} has changed", "board", "session"),
    Kind("session.cancelled", "Live session {session} was called off", "board", "session"),
    Kind("session.opened", "People can come in to live session {session}", "board", "session", moves_rights=True),
    Kind("session.begun", "Live session {session} began", "board", "session"),
    Kind("session.finished", "Live session {session} ended", "board", "session", moves_rights=True),
    Kind("session.locked", "{actor} locked live session {session}", "session", "session"),
    Kind("session.unlocked", "{actor} unlocked live session {session}", "session", "session"),
    Kind("session.muted", "{actor} muted somebody in live session {session}", "session", "session", moves_rights=True),
    Kind("session.unmuted", "{actor} let somebody speak again in live session {session}", "session", "session",
         moves_rights=True),
    Kind("session.presented", "{actor} said who shows a screen in live session {session}", "session", "session",
         moves_rights=True),
    Kind("session.spotlit", "{actor} said who is large in live session {session}", "session", "session"),
    Kind("session.told", "{actor} wrote to everybody in live session {session}", "session", "session"),
    Kind("agenda.changed", "{actor} changed the agenda of live session {session}", "session", "session"),
    Kind("agenda.turned", "Live session {session} went on to its next point", "session", "session"),
    Kind("agenda.extended", "The open point of live session {session} was given more minutes", "session", "session"),
    Kind("breakout.changed", "{actor} prepared a breakout room of live session {session}", "session", "session",
         moves_rights=True),
    Kind("breakout.opened", "{actor} opened the breakout rooms of live session {session}", "session", "session",
         moves_rights=True),
    Kind("breakout.closed", "{actor} called everybody back in live session {session}", "session", "session",
         moves_rights=True),
    Kind("breakout.visited", "{actor} went to another room of live session {session}", "session", "session",
         moves_rights=True),
    Kind("attendance.asked", "Somebody waits to be let in", "desk", "attendance", tells=_told),
    Kind("attendance.admitted", "Somebody was let in", "guest", "attendance", tells=_told, moves_rights=True),
    Kind("attendance.declined", "Somebody was not let in", "guest", "attendance", tells=_told, moves_rights=True),
    Kind("attendance.greeted", "{actor} wrote to those who wait", "guest", "attendance", tells=_told),
    Kind("attendance.joined", "Somebody came in", "session", "attendance", tells=_told, moves_rights=True),
    Kind("attendance.left", "Somebody left", "session", "attendance", tells=_told, moves_rights=True),
    Kind("attendance.watched", "An observer came in", "desk", "attendance", tells=_told, moves_rights=True),
    Kind("attendance.gone", "An observer left", "desk", "attendance", tells=_told, moves_rights=True),
    Kind("recording.begun", "Live session {session} is being recorded", "session", "recording", tells=_told),
    Kind("recording.ended", "The recording of live session {session} ended", "session", "recording", tells=_told),
    Kind("recording.settled", "What was recorded of live session {session} was put together", "desk", "recording",
         tells=_told),
    Kind("recording.retried", "{actor} had what was recorded of live session {session} put together once more", "desk",
         "recording", tells=_told),
    Kind("captions.begun", "What is said in live session {session} is being written down", "session", "captioning",
         tells=_told),
    Kind("captions.ended", "What is said in live session {session} is written down no more", "session", "captioning",
         tells=_told),
    Kind("caption.written", "A line of live session {session} was written down", "session", "caption",
         draws=drawn_caption, tells=_told),
    Kind("caption.corrected", "{actor} put right what was written down of live session {session}", "session", "caption",
         draws=drawn_caption, tells=_told),
    Kind("hand.raised", "Somebody raised a hand", "session", "hand", tells=_told),
    Kind("hand.called", "Somebody was called on", "session", "hand", tells=_told),
    Kind("hand.lowered", "A hand was lowered", "session", "hand", tells=_told),
)  # fmt: skip
