"""What a page shows to some of those who may read it, and to nobody else of them."""

from collections.abc import Callable
from dataclasses import dataclass

from resources.commands.versions import add_version
from resources.models import Document
from tests.guards.asking import ask, undone
from tests.guards.heard import HEARD, TEAM
from tests.guards.world import MEMBERS


@dataclass(frozen=True)
class Shown:
    """Something on a page of the open board: the page, what stands there in its HTML, and for whom."""

    address: str
    page: str
    words: str
    to: str
    given: Callable = lambda world: None  # what is done before

    def __str__(self):
        return f"{self.words} on /{self.page}"

    def refused(self):
        """Every member who may read the page, and not this."""
        return [role for role in MEMBERS if role not in self.to.split()]

    def complaint(self, world, role):
        """How the page of somebody differs from what is said here, or nothing."""
        ours, theirs = world.ids["open"], world.ids["lungs"]["act"]
        address = self.page.format(act=ours["act"], theirs=theirs, paper=ours["page"])
        with undone():
            self.given(world)
            page = ask("GET", f"/{address}", world.sessions[role])
        there = self.words in page.content.decode()
        return "" if there == (role in self.to.split()) else f"{role}: {self} is {'' if there else 'not '}there"


def _drafted(world):
    """A second version of the published document is on its way."""
    room = world.rooms["open"]
    document = Document.objects.select_related(*Document.together).get(pk=world.ids["open"]["page"])
    add_version(document, by=room.marsh, format="page", changed="The dose", body="Not for everybody yet.")


PAPER, OURS = "boards/<slug>/library/<document_id>/", "boards/open/library/{paper}"
QUESTION, HERE = "boards/<slug>/questions/<number>/", "boards/open/questions"
SHOWN = [
    Shown(QUESTION, f"{HERE}/1/", 'id="backstage"', "chair moderator sponsor observer"),
    Shown(QUESTION, f"{HERE}/1/?done={{act}}", "data-undo", "chair moderator"),
    Shown(QUESTION, f"{HERE}/1/?done={{theirs}}", "data-undo", ""),
    Shown(PAPER, f"{OURS}/", 'id="receipts"', TEAM),
    Shown(PAPER, f"{OURS}/?version=2", "Not for everybody yet", TEAM, _drafted),
    Shown(f"{PAPER}versions/<number>/changes/", f"{OURS}/versions/2/changes/", "From version 2", TEAM, _drafted),
    Shown(f"{QUESTION}desk/", f"{HERE}/3/desk/", "/answer/", "chair moderator"),
    *HEARD,
]
