"""What is looked for in the words of a document, beside the file itself: upper apps say what, the worker looks."""

from collections.abc import Callable
from dataclasses import dataclass

from resources.intake.verdicts import PASSED, REFUSED, Check

MOST = 100
_LOOKS = []


@dataclass(frozen=True)
class Look:
    """A check of a document's words: `find` gives the places [(begin, end)] in a text of a board that stop it."""

    what: str
    find: Callable
    clean: str
    stopped: str  # what a page "may" do: "may name a patient"


def looked_for(look):
    """Let the words of every document be looked through for this too."""
    _LOOKS.append(look)


def look_through(board, pages):
    """One check for each look over the pages [(number, text)] of a document; a page written here is number 0."""
    pages = [(number, text) for number, text in pages if text]
    return [_checked(look, board, pages) for look in _LOOKS]


def _checked(look, board, pages):
    found = [[number, begin, end] for number, text in pages for begin, end in look.find(board, text)]
    if not found:
        return Check(look.what, PASSED, look.clean)
    where = list(dict.fromkeys(number for number, *_ in found))
    return Check(look.what, REFUSED, f"{_pages(where)} may {look.stopped}.", tuple(found[:MOST]))


def _pages(numbers):
    if numbers == [0]:
        return "This text"
    if len(numbers) > 4:
        return f"Pages {', '.join(map(str, numbers[:3]))} and {len(numbers) - 3} more"
    *first, last = numbers
    return f"Pages {', '.join(map(str, first))} and {last}" if first else f"Page {last}"
