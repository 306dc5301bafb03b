"""What the log says of live sessions: when they are, what the agenda has come to; never what anybody said there."""

from advisory.events.kinds import Audience, Kind, Subject, audiences, kinds, subjects
from boards.models import Session


def _sessions(ids):
    return Session.objects.select_related(*Session.together).in_bulk(ids)


def _homes(session):
    return {session.board.stream, session.stream}


audiences(
    Audience("session", "board.<slug>.s<number>", "chair, moderator, sponsor", lambda session: session.stream),
)
subjects(Subject("session", _sessions, _homes))
kinds(
    Kind("session.scheduled", "Live session {session} was scheduled", "board", "session"),
    Kind("session.changed", "Live session {session} has changed", "board", "session"),
    Kind("session.cancelled", "Live session {session} was called off", "board", "session"),
    Kind("agenda.changed", "{actor} changed the agenda of live session {session}", "session", "session"),
)  # fmt: skip
