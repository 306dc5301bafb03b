"""What a page shows to some of those who may read it, and to nobody else of them."""

from collections.abc import Callable
from dataclasses import dataclass

from boards.commands.lobby import join_session
from boards.models import Session
from discussions.commands.questions import narrow_question
from discussions.commands.talks import stage_post
from discussions.models import Minutes, Post
from discussions.visibility import Policy
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
        address = self.page.format(theirs=theirs, paper=ours["page"], **ours)
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


def _staged_for_the_team(world):
    """A question for the room is on the stage, and is for the team alone from now on."""
    made = world.rooms["open"]
    stage_post(Post.objects.select_related(*Post.together).get(pk=world.ids["open"]["asked"]), by=made.marsh, on=True)
    narrow_question(made.asked(world.ids["open"]["talk"]), Policy(blinded=True, sponsor_only=True), by=made.marsh)


def _behind_the_wall(world):
    """The sponsor, who was let in to the session that goes on, reads no names from now on."""
    made = world.rooms["open"]
    join_session(Session.objects.select_related("board").get(pk=world.ids["open"]["live"]), by=made.weidmann)
    made.board.seats.filter(pk=made.weidmann.pk).update(sight="blinded")


def _gone(world):
    """That, and they have left."""
    _behind_the_wall(world)
    made = world.rooms["open"]
    made.weidmann.attendances.filter(session=world.ids["open"]["live"]).update(state="left")


def _unwritten(world):
    """A session that is over, of which there are no minutes."""
    Minutes.objects.filter(session=world.ids["open"]["past"]).delete()


ROOM, LIVE = "boards/<slug>/sessions/<session_id>/", "boards/open/sessions/{live}/"
PAST = "boards/open/sessions/{past}/"
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
    Shown(ROOM, LIVE, 'id="p-back"', "chair moderator"),
    Shown(ROOM, LIVE, "person waiting", "chair moderator"),
    Shown(ROOM, LIVE, "Who phones?", "chair moderator", _staged_for_the_team),
    Shown(ROOM, LIVE, "data-room", "chair moderator advisor", _behind_the_wall),
    Shown(f"{ROOM}prejoin/", f"{LIVE}prejoin/", "Before you join", "observer", _gone),
    Shown(
        f"{ROOM}minutes/",
        f"{PAST}minutes/",
        'aria-label="Minutes"',
        "chair moderator advisor observer",
        _behind_the_wall,
    ),
    Shown(ROOM, PAST, "Put together the minutes", "chair moderator", _unwritten),
    *HEARD,
]
