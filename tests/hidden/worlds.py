"""One board, told twice: the same script with one thing about it otherwise, and what everybody else receives of it."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID, uuid5

import pytest
from django.core import mail
from django.db import connection

from advisory.clock import tick
from advisory.events.consumers import hub
from advisory.notifications import delivery, reader
from advisory.rights import SYSTEM
from boards.commands import members
from boards.commands.boards import add_section, create_board, open_board
from boards.commands.invitations import invite_person
from boards.commands.members import end_seat, seat_member
from boards.models import Membership
from discussions.commands.drafts import keep_draft
from discussions.commands.moderation import hold_post, react_to_post
from discussions.commands.questions import add_question, close_question
from discussions.commands.threads import create_post, edit_post
from discussions.models import Question
from resources.commands.documents import open_document, publish_document
from tests.hidden.browsing import Browser, Line, settled
from tests.hidden.still import undone
from tests.make import now, person
from tests.resources.shelf import pdf

CAST = {
    "lindqvist": ("Prof. Marianne Lindqvist", "chair"), "marsh": ("Helena Marsh", "moderator"),
    "weidmann": ("Dr Jonas Weidmann", "sponsor"), "brandt": ("Elise Brandt", "observer"),
    "fabre": ("Luc Fabre", "observer"), "okonjo": ("Dr Samuel Okonjo", "advisor"),
    "tanabe": ("Dr Aiko Tanabe", "advisor"), "solheim": ("Prof. Ingrid Solheim", "advisor"),
    "abernathy": ("Ruth Abernathy", "advisor"), "novak": ("Jana Novak", "advisor"),
}  # fmt: skip
ASKED = (
    {},
    {"blinded": True, "answer_first": True},
    {"blinded": True, "after_close": True},
    {"blinded": True, "sponsor_only": True},
)
LIVES = {
    "okonjo": {"time_zone": "Africa/Lagos", "photo": "photos/okonjo.webp"},
    "solheim": {"time_zone": "Europe/Oslo"},
}
OUTSIDE = {"invited": "Ivy Invited", "stranger": "Sam Stranger"}
VOICES = {"first": 41, "second": 17}  # what the two whose words are told about are called where they are blinded
MOST_LOTS = 1000
ORDINAL = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")


@dataclass(frozen=True)
class Way:
    """What is otherwise in a world: who says what and when, who looks on, what is there that only some may know."""

    swapped: bool = False
    late: bool = False
    observed: bool = False
    kept: bool = False


@dataclass
class World:
    """The board in one way: its people, their browsers and lines, and what was said by the names of the script."""

    still: object
    way: Way
    seats: dict = field(default_factory=dict)
    browsers: dict = field(default_factory=dict)
    lines: dict = field(default_factory=dict)
    posts: dict = field(default_factory=dict)
    known: dict = field(default_factory=dict)  # ids of what is there in one way, to ask for in the others

    def __getattr__(self, name):
        seats = self.__dict__.get("seats", {})
        if name in seats:
            return Membership.objects.select_related("board", "user").get(pk=seats[name].pk)
        raise AttributeError(name)

    @property
    def first(self):
        """Whoever has the first voice on blinded questions, as a name of the cast."""
        return "solheim" if self.way.swapped else "okonjo"

    @property
    def second(self):
        """Whoever has the second."""
        return "okonjo" if self.way.swapped else "solheim"

    def act(self, label, minutes, doing, *given, **named):
        """One line of the script: it has a time and a chance of its own, and everybody's lines hear of it."""
        self.still.at(label, minutes=minutes)
        done = doing(*given, **named)
        self.heard()
        return done

    def heard(self):
        """What happened is committed, as far as the live side knows, and everybody's lines are told."""
        waiting, connection.run_on_commit = connection.run_on_commit, []
        for _, done, _ in waiting:
            done()
        self.still.run(settled())

    def say(self, label, minutes, name, number, **more):
        """Somebody posts; the label is what the post is known by."""
        question = Question.objects.select_related("board").get(board__slug="heart", number=number)
        words = {"body": f"On {label} I would wait.", **more}
        to = self.posts[words.pop("to")].pk if "to" in words else None
        post, _ = self.act(
            label, minutes, create_post, question, by=getattr(self, name), client_id=uuid5(ORDINAL, label),
            reply_to=to, **words,
        )  # fmt: skip
        self.posts[label] = now(post)

    def whisper(self, label, minutes, name, kind, number):
        """Somebody is typing, or has a question open."""
        self.still.at(label, minutes=minutes)
        self.lines[name].say(whisper=kind, question=number)
        self.still.run(settled())


@contextmanager
def told(world, way):
    """The whole script in one way, on a board that was founded; everything that it did is taken back."""
    world.way, world.lines = way, {}
    world.still.begin()
    with undone():
        _connected(world)
        _spoken(world)
        if way.observed:
            _observed(world)
        _kept(world)
        _posted(world)
        yield world
        _ended(world)


def _ended(world):
    """Everybody hangs up."""
    for line in world.lines.values():
        line.hang_up()
    world.still.run(_over(world))


async def _over(world):
    await settled()
    await hub().stop()
    for line in world.lines.values():
        line.task.cancel()
    await settled()


def founded(still, *, swapped=False):
    """The board with its people and questions, before anybody speaks."""
    world = World(still, Way(swapped=swapped))
    still.at("board", minutes=0)
    board = create_board(slug="heart", title="Heart and blood", objective="How is it watched?", by=SYSTEM,
                         moderators_blinded=True)  # fmt: skip
    for name, (called, role) in CAST.items():
        still.at(f"{name} comes", minutes=1)
        someone = person(called, **LIVES.get(name, {}))
        with _fated(world, name):
            world.seats[name] = seat_member(board, someone, role, by=SYSTEM)
    for name, called in OUTSIDE.items():
        still.at(f"{name} comes", minutes=2)
        world.browsers[name] = Browser(still, name, person(called))
    reader.read_on()
    section = add_section(board, "Monitoring", by=world.lindqvist)
    for number, policies in enumerate(ASKED, start=1):
        still.at(f"question {number}", minutes=3)
        add_question(board, section, by=world.lindqvist, title=f"Topic {number}", prompt=f"What of {number}?",
                     **policies)  # fmt: skip
    still.at("paper", minutes=4)
    world.paper = publish_document(board, by=world.weidmann, title="Protocol", kind="pdf", file=pdf())
    invite_person(board, "invited@example.org", "advisor", by=world.lindqvist)
    open_board(board, by=world.lindqvist)
    tick()
    for name in CAST:
        world.browsers[name] = Browser(still, name, world.seats[name].user)
    world.browsers["nobody"] = Browser(still, "nobody")
    return world


@contextmanager
def _fated(world, name):
    """Draw lots until they give whoever has a voice the alias of that voice, if chance decides at all."""
    voice, draw = {world.first: "first", world.second: "second"}.get(name), members.free_aliases

    def drawn(board, count):
        for turn in range(MOST_LOTS):
            world.still.chance.begin(f"{voice} voice, {turn}")
            found = draw(board, count)
            if found == [VOICES[voice]]:
                break
        return found

    with pytest.MonkeyPatch.context() as patch:
        if voice:
            patch.setattr(members, "free_aliases", drawn)
            patch.setattr(Membership._meta.get_field("alias_id"), "_get_default", lambda: uuid5(ORDINAL, voice))
        yield


def _connected(world):
    away = set() if world.way.observed else {"brandt", "fabre"}
    for name in [name for name in world.browsers if name not in away]:
        world.still.at(f"{name} connects", minutes=5)
        world.lines[name] = Line(world.browsers[name], "board.heart.*")
        world.still.run(settled())


def _spoken(world):
    first, second, late = world.first, world.second, 7 * world.way.late
    world.say("open one", 10, "okonjo", 1)
    world.say("open two", 11, "solheim", 1, to="open one")
    world.whisper("typing", 19, first, "typing", 2)
    world.say("blinded one", 20 + late, first, 2, body="Mrs Baker had **syncope**, as @Advisor 17 knows.")
    world.say("blinded two", 25 + late, second, 2)
    world.say("blinded three", 31 + late, "tanabe", 2)
    world.say("reply", 40 + late, second, 2, to="blinded one", body="The syncope again")
    world.say("probe", 41, "weidmann", 2, to="blinded one", body="When was that?")
    world.say("reply to tanabe", 43, first, 2, to="blinded three")
    world.act("reaction", 44, react_to_post, world.posts["blinded three"], "agree", by=getattr(world, first), on=True)
    world.act("edit", 45, edit_post, now(world.posts["blinded two"]), by=getattr(world, second), version=1,
              body="On second thoughts I would not wait.")  # fmt: skip
    world.act("draft", 46, keep_draft, world.posts["reply"].question, by=getattr(world, first), body="Perhaps")
    world.say("for the team", 47, first, 4)
    world.say("until close", 48, second, 3)
    world.act("novak leaves", 49, end_seat, world.novak, by=world.lindqvist)


def _observed(world):
    for name in ("brandt", "fabre"):
        for path in (
            "/",
            "/boards/heart/",
            *(f"/boards/heart/questions/{n}/" for n in range(1, 4)),
            f"/boards/heart/library/{world.paper.pk}/",
            f"/boards/heart/library/{world.paper.pk}/file/",
        ):
            world.still.at(f"{name} reads {path}", minutes=55)
            world.browsers[name].ask(path)
            world.heard()
        world.act(f"{name} opens", 56, open_document, world.paper, by=getattr(world, name))
        for kind in ("here", "typing"):
            world.whisper(f"{name} {kind}", 57, name, kind, 2)


def _kept(world):
    if world.way.kept:
        world.say("held", 60, "okonjo", 3, body="Mr Carver bled, as @Advisor 17 knows")
        world.act("hold", 61, hold_post, world.posts["held"], by=world.marsh, reason="It names a patient")
        world.whisper("typing of it", 62, "okonjo", "typing", 3)
        world.act("own draft", 63, keep_draft, world.posts["open one"].question, by=world.okonjo, body="Perhaps")
        world.act("opening", 64, open_document, world.paper, by=world.okonjo)
        world.known["held"] = world.posts["held"].pk
    question = Question.objects.select_related("board").get(board__slug="heart", number=3)
    world.act("close", 70, close_question, question, by=world.lindqvist)


def _posted(world):
    """The worker's turn; what it draws at random for one person does not depend on how much it had to draw before."""
    make, gather, seen = reader._make, delivery._gather, {}

    def named(rows):
        for row in rows:
            seen[row.person_id, row.notice] = nth = seen.get((row.person_id, row.notice), 0) + 1
            row.pk = uuid5(ORDINAL, f"{row.person_id} {row.notice} {nth}")
        return make(rows)

    def gathered(one):
        world.still.chance.begin(f"letters to {one}")
        return gather(one)

    reader._make, delivery._gather = named, gathered
    try:
        world.act("worker", 75, _round)
    finally:
        reader._make, delivery._gather = make, gather


def _round():
    reader.read_on()
    delivery.gather()
    while delivery.send_next() != delivery.Outcome.NOTHING:
        pass


def letters(world):
    """Everything that the mail server got, by whom it was for."""
    found = {}
    for letter in mail.outbox:
        world.still.chance.begin(f"letter {letter.to}")
        found.setdefault(letter.to[0], []).append(letter.message().as_bytes().decode())
    return found
