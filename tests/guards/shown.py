"""What a page shows to some of those who may read it, and to nobody else of them."""

from dataclasses import dataclass

from tests.guards.asking import ask
from tests.guards.world import MEMBERS


@dataclass(frozen=True)
class Shown:
    """Something on a page of the open board: the page, what stands there in its HTML, and for whom."""

    address: str
    page: str
    words: str
    to: str

    def __str__(self):
        return f"{self.words} on /{self.page}"

    def refused(self):
        """Every member who may read the page, and not this."""
        return [role for role in MEMBERS if role not in self.to.split()]

    def complaint(self, world, role):
        """How the page of somebody differs from what is said here, or nothing."""
        act, theirs = world.ids["open"]["act"], world.ids["lungs"]["act"]
        page = ask("GET", "/" + self.page.format(act=act, theirs=theirs), world.sessions[role])
        there = self.words in page.content.decode()
        return "" if there == (role in self.to.split()) else f"{role}: {self} is {'' if there else 'not '}there"


QUESTION, HERE = "boards/<slug>/questions/<number>/", "boards/open/questions"
SHOWN = [
    Shown(QUESTION, f"{HERE}/1/", 'id="backstage"', "chair moderator sponsor observer"),
    Shown(QUESTION, f"{HERE}/1/?done={{act}}", "data-undo", "chair moderator"),
    Shown(QUESTION, f"{HERE}/1/?done={{theirs}}", "data-undo", ""),
    Shown(f"{QUESTION}desk/", f"{HERE}/3/desk/", "/answer/", "chair moderator"),
]
