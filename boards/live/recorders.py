"""Who records a session: the media server, a file for each microphone, camera and screen; and when nobody can."""

import shutil
from dataclasses import dataclass

from django.conf import settings

from boards.blinding import aliases
from boards.live.janus import recording as janus
from boards.live.janus.client import Lost, Refused
from boards.live.providers import provider_of
from boards.models import Policy, Session

TOOLS = ("ffmpeg", "ffprobe", "janus-pp-rec")
LEAST = 1024 * 1024 * 1024  # bytes that are free before a recording begins
BLINDED = "Advisors are known by aliases on this board, so there is no picture and no sound to record."
ELSEWHERE = "What goes from browser to browser or by another service cannot be recorded here. Schedule the session for a full board, then it can."  # noqa: E501
NO_TEXT = "This board has no text about recording that people could agree to. Publish one with its other texts first."
NO_TOOLS = "Recording is not available here: {} is not installed. Whoever runs this installation can add it."
FULL = "There is too little room left where recordings are kept. Nothing was begun; tell whoever runs this site."


@dataclass(frozen=True)
class Recorder:
    """One media server: `record(session, on=…)` begins and ends, `folder_of(stream)` has the files."""

    module: object

    def switch(self, session, *, on):
        """Begin or end; says whether it answered."""
        try:
            self.module.record(session, on=on)
        except (Lost, Refused, OSError):
            return False
        return True

    def folder(self, session):
        """Where its files lie."""
        return self.module.folder_of(session.stream)

    def seat_of(self, feed):
        """Whose a file is."""
        return self.module.seat_of(feed)


RECORDERS = {Session.Provider.JANUS: Recorder(janus)}


def recorder_of(session):
    """Who records a session, or nothing."""
    return RECORDERS.get(session.provider)


def absent(session):
    """Why a session cannot be recorded here, in words, or nothing."""
    if aliases(session):
        return BLINDED
    if recorder_of(session) is None:
        return ELSEWHERE
    if Policy.Kind.RECORDING not in Policy.objects.current(session.board):
        return NO_TEXT
    if provider_of(session).absent():
        return provider_of(session).absent()
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        return NO_TOOLS.format(missing[0])
    return FULL if free() < LEAST else ""


def free():
    """How many bytes are free where recordings are kept."""
    return shutil.disk_usage(settings.DATA).free
