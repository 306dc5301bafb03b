"""The transcript of a session: its lines with where each is in a recording that one may see, and as a file."""

from dataclasses import dataclass

from boards.sessions.transcript import Said, transcript_of
from resources.captions import Cue, written
from resources.models import Document

LEAST, MOST = 1.0, 12.0  # seconds for which a caption stands


@dataclass(frozen=True)
class Line:
    """One line, and the document and second at which its recording says it, where there is one."""

    said: Said
    document: object = None
    second: float = 0


class Transcript:
    """What was said in a session, for one member."""

    def __init__(self, session, member):
        self.session, self.member = session, member

    def lines(self):
        """All lines that hold words, in order."""
        films = self._films()
        said = transcript_of(self.session, self.member.gaze)
        return [_placed(one, films) for one in said if one.words]

    def _films(self):
        kept = list(self.session.recordings.exclude(film_from=None).exclude(document=None))
        readable = Document.objects.visible_to(self.member).filter(pk__in=[one.document for one in kept])
        seen = set(readable.values_list("pk", flat=True))
        return [one for one in kept if one.document in seen]


def _placed(said, films):
    at = said.row.begun_at
    film = next((one for one in films if one.film_from <= at <= one.ended_at), None)
    return Line(said, film.document, (at - film.film_from).total_seconds()) if film else Line(said)


def as_captions(said, began):
    """Lines as a WebVTT file whose first second is `began`: each with whoever speaks, as long as they spoke."""
    return written([_cue(one, began) for one in said])


def _cue(said, began):
    begin = max((said.row.begun_at - began).total_seconds(), 0)
    length = min(max((said.row.ended_at - said.row.begun_at).total_seconds(), LEAST), MOST)
    return Cue(begin, begin + length, f"{said.who}: {said.words}".replace("-->", "→"))


def as_text(said):
    """Lines as plain text, one each: when, who, what."""
    return "".join(f"[{one.clock}] {one.who}: {one.words}\n" for one in said)
