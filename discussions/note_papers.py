"""A document with all its notes, for paper: its pages with numbered marks and their notes below, then the text."""

from itertools import pairwise
from pathlib import Path

from django.core.files.storage import default_storage

from advisory.refusals import Busy
from resources import anchors
from resources.anchoring import Words
from resources.annotating import drawn_note
from resources.intake.verdicts import Unfit
from resources.intake.work import lay_out
from resources.marked import PIECE, room
from resources.telling import face, shown

TEMPLATE = Path(__file__).parent / "papers/notes.typ"
MOST = 200  # pages that are shown as pictures: those with notes, then the first ones
WIDE, HIGH = 16.6, 17.0  # centimetres on the paper
THOUSANDTHS = 1000  # in which the words of a page have their places
BUSY = "This paper cannot be made now. Try it again in a minute, or take the file for programs."


def paper_of(document, notes, gaze):
    """A PDF as bytes; its pages are drawn in a child within limits, and only so many papers at once."""
    told, leaves = told_on_paper(document, notes, gaze), _pictured(document.current, notes)
    pictures = [_part_of(told, leaf, notes) for leaf in leaves]
    with room() as folder:
        for leaf in leaves:
            _copied(leaf.picture.name, folder / f"{leaf.number}.webp")
        try:
            return lay_out(TEMPLATE, told, pictures, folder / "paper.pdf").read_bytes()
        except Unfit as unfit:
            raise Busy(message=BUSY) from unfit


def told_on_paper(document, notes, gaze):
    """What the paper of a document tells, as plain values; `leaves` are its pages as pictures, once they are added."""
    version = document.current
    return {
        "heading": document.title, "footer": f"{document.title}, version {version.number}. For its readers alone",
        "about": "\n".join(filter(None, [document.summary, f"Version {version.number}", document.board.title])),
        "notes": [_note(number, note, gaze) for number, note in enumerate(notes, 1)], "leaves": [], "missing": False,
        "pages": list(_pages(Words(version), notes)),
    }  # fmt: skip


def _pictured(version, notes):
    """The pages that are shown as pictures, in order."""
    noted = {note.leaf for note in notes if note.is_placed}
    leaves = list(version.leaves.exclude(picture=""))
    chosen = sorted(leaves, key=lambda leaf: (leaf.number not in noted, leaf.number))[:MOST]
    return sorted(chosen, key=lambda leaf: leaf.number)


def _copied(name, target):
    with default_storage.open(name) as kept, target.open("wb") as copy:
        while piece := kept.read(PIECE):
            copy.write(piece)


def _part_of(told, leaf, notes):
    """Put a page with the marks of its notes into what is told; gives its picture, and those of its regions."""
    marks, parts = [], {f"{leaf.number}.jpg": None}
    for number, note in enumerate(notes, 1):
        here = note.is_placed and note.leaf == leaf.number
        places, region = _places(leaf, note, told["pages"]) if here else ([], None)
        marks += [{"at": at, "mark": "" if place else str(number)} for place, at in enumerate(places)]
        if here:
            told["notes"][number - 1]["leaf"] = leaf.number
        if region:
            parts[f"note-{number}.jpg"] = region
            told["notes"][number - 1]["picture"] = f"note-{number}.jpg"
    scale = min(WIDE / leaf.width, HIGH / leaf.height)
    shown = {"number": leaf.number, "file": f"{leaf.number}.jpg", "marks": marks}
    told["leaves"].append(shown | {"wide": leaf.width * scale, "high": leaf.height * scale})
    return {"file": f"{leaf.number}.webp", "parts": parts}


def _places(leaf, note, pages):
    """Where a note stands on a page, in shares of it: [[left, top, width, height]], and the region that it is about."""
    fragment = anchors.part(note.selector, "FragmentSelector").get("value", "")
    if found := anchors.region(fragment):
        region = [share / 100 for share in found]
        return [region], region
    at = anchors.part(note.selector, "TextPositionSelector")
    begin = next((page["begin"] for page in pages if page["number"] == leaf.number), None)
    if not at or begin is None:
        return [], None
    words = [box for box in leaf.boxes if box[4] < at["end"] - begin and at["start"] - begin < box[5]]
    return [[share / THOUSANDTHS for share in box[:4]] for box in words], None


def _note(number, note, gaze):
    seen = drawn_note(note, gaze)
    where = "Lost its place" if seen["lost"] else seen["said"] or (f"Page {note.leaf}" if note.leaf else "In the text")
    where += ", settled" if seen["resolved"] else ""
    said = [{"head": f"{face(one, gaze)['name']}, {shown(one, one.created_at)}", "words": _words(one)}
            for one in (note, *note.answers)]  # fmt: skip
    return {"number": number, "where": where, "quote": seen["quote"], "said": said, "leaf": 0, "picture": ""}


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
        yield {"number": page.number, "begin": page.begin, "pieces": pieces}
