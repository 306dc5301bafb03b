"""What was said in a session, line by line, as those who see alike may read it."""

from dataclasses import dataclass

from django.template.loader import render_to_string

from boards.models import Caption
from boards.sessions.faces import called


@dataclass(frozen=True)
class Said:
    """One line with what its speaker is called, and how long after the session began it was said."""

    row: Caption
    who: str

    @property
    def words(self):
        """What was said, as it stands now; nothing where the line was taken out."""
        return self.row.current.words

    @property
    def clock(self):
        """When it was said: 2:05, 1:02:05."""
        minutes, seconds = divmod(int(self.row.seconds), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def said_by(row, gaze):
    """A line as everybody with one way of seeing reads it."""
    return Said(row, called(row.speaker, gaze, blinded=row.session.aliased, advised=row.advised))


def transcript_of(session, gaze, rows=None):
    """All that was said in a session, or some of it, in order."""
    return [said_by(row, gaze) for row in (session.captions.drawn() if rows is None else rows)]


def drawn_caption(caption, gaze):
    """A line for the pages that follow its session."""
    said = said_by(caption, gaze)
    return render_to_string("boards/sessions/_caption.html", {"said": said}), "append:#captions"
