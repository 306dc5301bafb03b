"""A document with all its notes, for paper: the notes in the order of the text, then the text with their marks."""

from itertools import pairwise

from resources import anchors
from resources.anchoring import Words
from resources.annotating import drawn_note
from resources.telling import face, shown


def told_on_paper(document, notes, gaze):
    """What the paper of a document tells, as plain values."""
    version = document.current
    return {
        "heading": document.title, "footer": f"{document.title}, version {version.number}. For its readers alone",
        "about": "\n".join(filter(None, [document.summary, f"Version {version.number}", document.board.title])),
        "notes": [_note(number, note, gaze) for number, note in enumerate(notes, 1)],
        "pages": list(_pages(Words(version), notes)),
    }  # fmt: skip


def _note(number, note, gaze):
    seen = drawn_note(note, gaze)
    where = "Lost its place" if seen["lost"] else seen["said"] or (f"Page {note.leaf}" if note.leaf else "In the text")
    where += ", settled" if seen["resolved"] else ""
    said = [{"head": f"{face(one, gaze)['name']}, {shown(one, one.created_at)}", "words": _words(one)}
            for one in (note, *note.answers)]  # fmt: skip
    return {"number": number, "where": where, "quote": seen["quote"], "said": said}


def _words(note):
    return "Removed." if note.removed_at else note.current.body


def _pages(words, notes):
    """Each page in pieces: words without a mark, and passages with the numbers of their notes."""
    spans = [(anchors.part(note.selector, "TextPositionSelector"), number) for number, note in enumerate(notes, 1)
             if note.is_placed]  # fmt: skip
    for page in words.pages:
        end = page.begin + len(page.text)
        here = [(at["start"], at["end"], number) for at, number in spans if at and page.begin <= at["start"] < end]
        edges = sorted({page.begin, end, *(min(edge, end) for start, stop, _ in here for edge in (start, stop))})
        pieces = [
            {"words": words.text[begin:stop], "mark": ", ".join(str(n) for a, b, n in here if a <= begin and stop <= b)}
            for begin, stop in pairwise(edges)
        ]
        yield {"number": page.number, "pieces": pieces}
