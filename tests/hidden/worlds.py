"""One board, told twice: the same script with one thing about it otherwise, and what everybody else receives of it."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import uuid5

import pytest
from django.db import connection

from advisory.clock import tick
from advisory.events.consumers import hub
from advisory.notifications.reader import read_on
from advisory.rights import SYSTEM
from boards.commands import members
from boards.commands.boards import add_section, create_board, open_board
from boards.commands.invitations import invite_person
from boards.commands.members import seat_member
from boards.commands.walls import set_sight
from boards.models import Membership, Sight
from discussions.commands.questions import add_question
from discussions.commands.threads import create_post
from discussions.models import Question
from resources.commands.documents import publish_document
from tests.hidden import asking, meeting, script
from tests.hidden.browsing import Browser, Line, settled
from tests.hidden.post import ORDINAL, worked
from tests.hidden.still import undone
from tests.make import now, person
from tests.resources.shelf import pdf

CAST = {
    "lindqvist": ("Prof. Marianne Lindqvist", "chair"), "marsh": ("Helena Marsh", "moderator"),
    "weidmann": ("Dr Jonas Weidmann", "sponsor"), "brandt": ("Elise Brandt", "observer"),
    "fabre": ("Luc Fabre", "observer"), "keller": ("Anna Keller", "sponsor"),
    "lund": ("Per Lund", "sponsor"), "okonjo": ("Dr Samuel Okonjo", "advisor"),
    "tanabe": ("Dr Aiko Tanabe", "advisor"), "solheim": ("Prof. Ingrid Solheim", "advisor"),
    "abernathy": ("Ruth Abernathy", "advisor"), "novak": ("Jana Novak", "advisor"),
}  # fmt: skip
ASKED = (
    {},
    {"blinded": True, "answer_first": True},
    {"blinded": True, "after_close": True},
    {"blinded": True, "sponsor_only": True},
    {
        "blinded": True,
        "answer_first": True,
        "type": "table",
        "design": {"options": ["Week"], "columns": ["ECG", "Echo"]},
    },
    {"blinded": True, "answer_first": True, "type": "statements"},
)
LIVES = {
    "okonjo": {"time_zone": "Africa/Lagos", "photo": "photos/okonjo.webp"},
    "solheim": {"time_zone": "Europe/Oslo"},
}
OUTSIDE = {"invited": "Ivy Invited", "stranger": "Sam Stranger"}
VOICES = {"first": 41, "second": 17}  # what the two whose words are told about are called where they are blinded
MOST_LOTS = 1000


@dataclass(frozen=True)
class Way:
    """What is otherwise in a world: who says what and when, who looks on, what is there that only some may know.

    Where observers look on, what is not open to peers is answered otherwise too.
    """

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

    def asked(self, number):
        """A question as it is now."""
        return Question.objects.select_related("board").get(board__slug="heart", number=number)

    def say(self, label, minutes, name, number, **more):
        """Somebody posts; the label is what the post is known by."""
        words = {"body": f"On {label} I would wait.", **more}
        to = self.posts[words.pop("to")].pk if "to" in words else None
        post, _ = self.act(
            label, minutes, create_post, self.asked(number), by=getattr(self, name), client_id=uuid5(ORDINAL, label),
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
    still = world.still
    world.way, world.lines = way, {}
    still.begin()
    with undone():
        _connected(world)
        script.spoken(world)
        asking.asked(world)
        meeting.met(world)
        if way.observed:
            script.observed(world)
        if way.kept:
            asking.kept(world)
            script.kept(world)
        script.closed(world)
        world.act("worker", 85, worked, still)
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
    _seated(world, board)
    read_on()
    section = add_section(board, "Monitoring", by=world.lindqvist)
    for number, policies in enumerate(ASKED, start=1):
        still.at(f"question {number}", minutes=3)
        add_question(board, section, by=world.lindqvist, title=f"Topic {number}", prompt=f"What of {number}?",
                     **policies)  # fmt: skip
    still.at("paper", minutes=4)
    world.paper = publish_document(board, by=world.weidmann, title="Protocol", format="pdf", file=pdf())
    invite_person(board, "invited@example.org", "advisor", by=world.lindqvist)
    open_board(board, by=world.lindqvist)
    tick()
    people = {name: seat.user for name, seat in world.seats.items()} | {"nobody": None}
    world.browsers |= {name: Browser(still, name, someone) for name, someone in people.items()}
    return world


def _seated(world, board):
    still = world.still
    for name, (called, role) in CAST.items():
        still.at(f"{name} comes", minutes=1)
        someone = person(called, **LIVES.get(name, {}))
        with _fated(world, name):
            world.seats[name] = seat_member(board, someone, role, by=SYSTEM)
    for name, called in OUTSIDE.items():
        still.at(f"{name} comes", minutes=2)
        world.browsers[name] = Browser(still, name, person(called))
    set_sight(world.keller, Sight.BLINDED, by=world.lindqvist)
    set_sight(world.lund, Sight.REPORT, by=world.lindqvist)


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
