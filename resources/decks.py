"""Slides on the stage of a live session: the page that everybody in the room sees, and who may turn it."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string

from advisory.rights import can
from boards.showing import decks_by
from resources.models import Deck, Document, Leaf, Version

WORDS = 2_000  # of a page that are read out; the document's own page has all of them


@dataclass(frozen=True)
class Slide:
    """The page on the stage, with its neighbours, or nothing where no slides are shown."""

    deck: Deck | None
    leaf: Leaf | None = None

    @property
    def document(self):
        """What is shown, or nothing."""
        return self.deck.version.document if self.leaf else None

    @property
    def earlier(self):
        """The number of the page before, or 0."""
        return self.deck.slide - 1

    @property
    def later(self):
        """The number of the page after, or 0."""
        return self.deck.slide + 1 if self.deck.slide < self.deck.version.pages else 0

    @property
    def words(self):
        """What stands on the page, for whoever does not see it."""
        return self.leaf.text[:WORDS]


def offered(member):
    """What a member may put on the stage: it has pages, and every member of the board may read it."""
    paged = Version.objects.published().filter(document=OuterRef("pk"), pages__gt=0)
    shown = Document.objects.visible_to(member).filter(Exists(paged), shelves__board=member.board_id)
    return shown.filter(roles="", countries="").distinct()


def slide_of(session):
    """The page on the stage of a session: of a version that is in force, and that everybody may read."""
    deck = Deck.objects.filter(session=session).select_related("version__document").first()
    if deck is None or deck.version is None:
        return Slide(deck)
    document = deck.version.document
    here = document.for_everybody and document.shelves.filter(board=session.board_id).exists()
    in_force = deck.version.state == Version.State.PUBLISHED
    leaf = deck.version.leaves.filter(number=deck.slide).first() if here and in_force else None
    return Slide(deck, leaf)


def turned(session, gaze):
    """The page that is on the stage now, drawn for everybody alike."""
    told = {"slide": slide_of(session), "slug": session.board.slug}
    return render_to_string("resources/decks/_slide.html", told), "replace:#r-slide"


@decks_by
def deck_of(room):
    """The page on the stage, who presents, and for whoever may turn it what else can be shown."""
    member, session = room.member, room.session
    turns = can(member, "deck.turn", session)
    return {
        "slide": slide_of(session), "turns": turns, "presents": None if room.blinded else session.presenter,
        "offered": offered(member).order_by("title", "pk") if turns else (),
    }  # fmt: skip
