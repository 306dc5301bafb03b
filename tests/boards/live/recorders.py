"""A media server that does as it is told and writes nothing down, for tests of recordings."""

from types import SimpleNamespace
from uuid import UUID

from django.conf import settings

from boards.commands.consents import publish_policies
from boards.live import recorders
from boards.live.janus.client import Lost
from boards.models import Attendance, Session


class Pretended:
    """What Janus is for the product where a session is recorded."""

    def __init__(self, folder):
        self.folder, self.on, self.lost = folder, False, False

    def record(self, session, *, on):
        """Begin or end."""
        if self.lost:
            raise Lost("gone")
        self.on = on

    def folder_of(self, stream):
        """Where its files would lie."""
        return self.folder

    def seat_of(self, feed):
        """Whose a file is."""
        return UUID(feed[:32])


def pretend(monkeypatch, folder):
    """Let sessions of full boards be recorded by it, with all programs there and room on the disk."""
    pretended = Pretended(folder)
    monkeypatch.setattr(recorders, "RECORDERS", {Session.Provider.JANUS: recorders.Recorder(pretended)})
    monkeypatch.setattr(settings, "JANUS_URL", "ws://media.internal:8188")
    monkeypatch.setattr(recorders.shutil, "which", lambda tool: f"/bin/{tool}")
    monkeypatch.setattr(recorders.shutil, "disk_usage", lambda place: SimpleNamespace(free=10**12))
    return pretended


def agreed(heart, session, **choices):
    """The session for a full board, whose people have said whether they are recorded; all others agreed."""
    publish_policies(heart.board, by=heart.lindqvist, texts={"recording": "Sessions may be recorded."})
    Session.objects.filter(pk=session.pk).update(provider="janus")
    Attendance.objects.filter(session=session).update(recording="video")
    for name, choice in choices.items():
        Attendance.objects.filter(session=session, member=getattr(heart, name)).update(recording=choice)
    return Session.objects.select_related("board").get(pk=session.pk)
