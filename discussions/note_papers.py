"""A document with all its notes, for paper: its pages with numbered marks and their notes below, then the text."""

from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from django.core.files.storage import default_storage

from advisory.refusals import Busy
from resources import anchors
from resources.anchoring import Words
from resources.annotating import drawn_note
from resources.intake.verdicts import Unfit
from resources.intake.work import lay_out
from resources.marked import PIECE, room
from resources.models import Version
from resources.telling import face, shown

TEMPLATE = Path(__file__).parent / "papers/notes.typ"
MOST, MOST_PICTURES = (
    200,
    60,
)  # pages shown: those with notes, then the first ones; drawn as pictures they take far longer
MOST_LETTERS = 1_000_000  # of the text at the end
WIDE, HIGH = 16.6, 17.0  # centimetres on the paper
THOUSANDTHS = 1000  # in which the words of a page have their places
BUSY = "This paper cannot be made now. Try it again in a minute, or take the file for programs."


class Paper(NamedTuple):
    """What comes onto paper: a version with its notes, its words, what is told, and the folder for its parts."""

    version: Version
    notes: list
    words: Words
    told: dict
    folder: Path


def paper_of(document, notes, gaze):
    """A PDF as bytes, laid out in a child within limits, and only so many at once.

    Pages of a PDF are put in as they are, which takes a tenth of the time and room; where that cannot be, as pictures.
    """
    version, lost = document.current, (Unfit, FileNotFoundError)
    words = Words(version)
    with room() as folder:
        paper = Paper(version, notes, words, told_on_paper(document, notes, gaze, words), folder)
        if version.format == version.Format.PDF:
            with suppress(*lost):
                return _of_pages(paper)
        try:
            return _of_pictures(paper)
        except lost as trouble:
            raise Busy(message=BUSY) from trouble


def told_on_paper(document, notes, gaze, words):
    """What the paper of a document tells, as plain values; `leaves` are its pages as they look, once they are added."""
    version, pages = document.current, list(_pages(words, notes))
    return {
        "heading": document.title, "footer": f"{document.title}, version {version.number}. For its readers alone",
        "about": "\n".join(filter(None, [document.summary, f"Version {version.number}", document.board.title])),
        "notes": [_note(number, note, gaze) for number, note in enumerate(notes, 1)], "leaves": [], "missing": False,
        "pages": pages, "rest": len(words.pages) - len(pages), "few": "",
    }  # fmt: skip


def _of_pages(paper):
    _copied(paper.version.file.name, paper.folder / "pages.pdf")
    return _laid_out(paper, _chosen(paper, MOST), lambda leaf: ("pages.pdf", leaf.number))


def _of_pictures(paper):
    leaves = _chosen(paper, MOST_PICTURES)
    for leaf in leaves:
        _copied(leaf.picture.name, paper.folder / f"{leaf.number}.webp")
    return _laid_out(paper, leaves, lambda leaf: (f"{leaf.number}.pdf", 1))


def _chosen(paper, most):
    """The pages that are shown, in order."""
    noted = {note.leaf for note in paper.notes if note.is_placed}
    leaves = list(paper.version.leaves.exclude(picture=""))
    chosen = sorted(leaves, key=lambda leaf: (leaf.number not in noted, leaf.number))[:most]
    return sorted(chosen, key=lambda leaf: leaf.number)


def _copied(name, target):
    with default_storage.open(name) as kept, target.open("wb") as copy:
        while piece := kept.read(PIECE):
            copy.write(piece)


def _laid_out(paper, leaves, stands):
    """The paper with these pages; `stands` says in which file of its folder each is, and where in that."""
    pages = [_page(paper, leaf, *stands(leaf)) for leaf in leaves]
    shown, count = {page["number"] for page in pages}, paper.version.pages
    notes = [told | {"leaf": note.leaf if note.is_placed and note.leaf in shown else 0}
             for told, note in zip(paper.told["notes"], paper.notes, strict=True)]  # fmt: skip
    few = f"{len(pages)} of its {count} pages are shown: those with notes, and the first ones."
    told = paper.told | {"leaves": pages, "notes": notes, "few": few if 0 < len(pages) < count else ""}
    return lay_out(TEMPLATE, told, paper.folder / "paper.pdf").read_bytes()


def _page(paper, leaf, file, place):
    """A page with the marks of its notes, and the parts of it that notes are about."""
    marks, regions = [], {}
    for number, note in enumerate(paper.notes, 1):
        places, region = _places(paper, leaf, note) if note.is_placed and note.leaf == leaf.number else ([], None)
        marks += [{"at": at, "mark": "" if place else str(number)} for place, at in enumerate(places)]
        regions |= {str(number): region} if region else {}
    scale = min(WIDE / leaf.width, HIGH / leaf.height)
    size = {"wide": leaf.width * scale, "high": leaf.height * scale}
    return {"number": leaf.number, "file": file, "page": place, "marks": marks, "regions": regions} | size


def _places(paper, leaf, note):
    """Where a note stands on a page, in shares of it: [[left, top, width, height]], and the region that it is about."""
    fragment = anchors.part(note.selector, "FragmentSelector").get("value", "")
    if found := anchors.region(fragment):
        region = [share / 100 for share in found]
        return [region], region
    at, page = anchors.part(note.selector, "TextPositionSelector"), paper.words.page(leaf.number)
    if not at or page is None:
        return [], None
    begin, end = at["start"] - page.begin, at["end"] - page.begin
    words = [box for box in leaf.boxes if box[4] < end and begin < box[5]]
    return [[share / THOUSANDTHS for share in box[:4]] for box in words], None


def _note(number, note, gaze):
    seen = drawn_note(note, gaze)
    where = "Lost its place" if seen["lost"] else seen["said"] or (f"Page {note.leaf}" if note.leaf else "In the text")
    where += ", settled" if seen["resolved"] else ""
    said = [{"head": f"{face(one, gaze)['name']}, {shown(one, one.created_at)}", "words": _words(one)}
            for one in (note, *note.answers)]  # fmt: skip
    return {"number": number, "where": where, "quote": seen["quote"], "said": said, "leaf": 0}


def _words(note):
    return "Removed." if note.removed_at else note.current.body


def _pages(words, notes):
    """The text in pages, each in pieces: words without a mark, and passages with the numbers of their notes."""
    spans = [(anchors.part(note.selector, "TextPositionSelector"), number) for number, note in enumerate(notes, 1)
             if note.is_placed]  # fmt: skip
    for page in _that_fit(words.pages, {note.leaf or 0 for note in notes if note.is_placed}):
        end = page.begin + len(page.text)
        here = [(at["start"], at["end"], number) for at, number in spans if at and page.begin <= at["start"] < end]
        edges = sorted({page.begin, end, *(min(edge, end) for start, stop, _ in here for edge in (start, stop))})
        pieces = [
            {"words": words.text[begin:stop], "mark": ", ".join(str(n) for a, b, n in here if a <= begin and stop <= b)}
            for begin, stop in pairwise(edges)
        ]
        yield {"number": page.number, "pieces": pieces}


def _that_fit(pages, noted):
    """As many pages as a paper has room for the words of, those with notes first, in order."""
    room_left, taken = MOST_LETTERS, set()
    for page in sorted(pages, key=lambda page: page.number not in noted):
        room_left -= len(page.text)
        taken |= {page.number} if room_left >= 0 else set()
    return [page for page in pages if page.number in taken]
