"""A session in which what is said is written down, for tests that need its lines."""

from datetime import timedelta

from advisory.rights import SYSTEM
from boards.commands.captions import write_caption
from boards.models import Attendance, Captioning, Session


def captioned(heart, session):
    """Captions of a session that go on since it was opened."""
    session = Session.objects.select_related("board").get(pk=session.pk)
    return Captioning.objects.create(session=session, begun_by=heart.lindqvist, begun_at=session.opened_at)


def speak(captioning, seat, words, second=0, length=2):
    """Somebody says something so many seconds after the captions began."""
    Attendance.objects.filter(session=captioning.session, member=seat, recording="no").update(recording="audio")
    begun = captioning.begun_at + timedelta(seconds=second)
    return write_caption(captioning, seat, words, (begun, begun + timedelta(seconds=length)), by=SYSTEM)
