"""What the log says of minutes: a draft's at the desk, what is sent and approved to the board; never their words."""

from advisory.events.kinds import Audience, Kind, Subject, audiences, kinds, subjects
from boards.events import mine
from discussions.models import Minutes, Revision, Suggestion


def _with_board(model):
    return lambda ids: model.objects.select_related(*model.together).in_bulk(ids)


def _said(ids):
    """What each revision says now: {(minutes, number): (salt, {"words", "shown"})}."""
    found = Revision.objects.filter(minutes__in=ids).select_related("minutes")
    return {(one.minutes_id, one.number): (one.salt, dict.fromkeys(("words", "shown"), one.text)) for one in found}


def _suggested(ids):
    return {(one.pk, 1): (one.salt, dict.fromkeys(("words", "shown"), one.text))
            for one in Suggestion.objects.filter(pk__in=ids)}  # fmt: skip


def _homes(minutes):
    return {minutes.board.stream, f"{minutes.board.stream}.desk"}


def _told(event, thing, gaze):
    """Which session's, and nothing of anybody: pages ask anew what their readers may know."""
    minutes = thing if isinstance(thing, Minutes) else thing.minutes
    return {"session": minutes.session.number}


audiences(Audience("suggester", "board.<slug>.mine", "one member alone", lambda suggestion: mine(suggestion.member)))
subjects(
    Subject("minutes", _with_board(Minutes), _homes, _said),
    Subject("suggestion", _with_board(Suggestion), lambda one: {f"{one.board.stream}.desk", mine(one.member)},
            _suggested),
)  # fmt: skip
kinds(
    Kind("minutes.compiled", "{actor} put together the minutes of live session {session}", "desk", "minutes",
         tells=_told),
    Kind("minutes.drafted", "{actor} changed the draft of the minutes of live session {session}", "desk", "minutes",
         tells=_told),
    Kind("minutes.sent", "The minutes of live session {session} were sent to who came", "board", "minutes",
         tells=_told, moves_rights=True),
    Kind("minutes.changed", "The minutes of live session {session} have changed", "board", "minutes", tells=_told),
    Kind("minutes.approved", "The minutes of live session {session} were approved", "board", "minutes", tells=_told,
         moves_rights=True),
    Kind("minutes.taken", "{actor} took out the minutes of live session {session}", "desk", "minutes", tells=_told),
    Kind("suggestion.made", "Somebody suggested a change in the minutes of live session {session}", "desk",
         "suggestion", tells=_told),
    Kind("suggestion.taken", "Your suggestion for the minutes of live session {session} was taken", "suggester",
         "suggestion", tells=_told),
    Kind("suggestion.declined", "Your suggestion for the minutes of live session {session} was declined", "suggester",
         "suggestion", tells=_told),
)  # fmt: skip
