"""The named cast and their board, made only with commands."""

from dataclasses import dataclass, field
from uuid import uuid4

from django.utils import timezone

from advisory.accounts.commands.people import create_person
from advisory.clock import tick
from advisory.prepared import prepared
from advisory.rights import SYSTEM
from boards.commands.boards import add_section, create_board, open_board
from boards.commands.members import seat_member
from boards.models import Board, Membership
from discussions.commands.questions import add_question
from discussions.commands.threads import create_post
from discussions.models import Post, Question
from tests import moulds

PASSWORD = "a long enough password"
CAST = {
    "lindqvist": ("Prof. Marianne Lindqvist", "chair"),
    "marsh": ("Helena Marsh", "moderator"),
    "weidmann": ("Dr Jonas Weidmann", "sponsor"),
    "brandt": ("Elise Brandt", "observer"),
    "okonjo": ("Dr Samuel Okonjo", "advisor"),
    "solheim": ("Prof. Ingrid Solheim", "advisor"),
    "tanabe": ("Dr Aiko Tanabe", "advisor"),
    "abernathy": ("Ruth Abernathy", "advisor"),
}


@dataclass
class Room:
    """A board with its people: `room.okonjo` is Dr Okonjo's seat, `room.question` the first question."""

    board: Board
    seats: dict = field(default_factory=dict)
    questions: list = field(default_factory=list)

    def __getattr__(self, name):
        seats = self.__dict__.get("seats", {})
        if name in seats:
            return _seat.first(key=seats[name].pk)
        raise AttributeError(name)

    @property
    def question(self):
        return self.asked(1)

    def asked(self, number):
        """A question as it is now."""
        return _question.first(board=self.board.pk, number=number)


@prepared(key=Membership._meta.pk)
def _seat(key):
    return Membership.objects.select_related("board", "user").filter(pk=key)


@prepared(board=Board._meta.pk, number=Question._meta.get_field("number"))
def _question(board, number):
    return Question.objects.select_related("board", "section").filter(board=board, number=number)


def person(name, *, email=None, password=PASSWORD, **profile):
    """Somebody with an account."""
    return create_person(email=email or address(name), name=name, password=password, **profile)


def address(name):
    """The address of one of the cast: "Helena Marsh" is marsh@example.org."""
    return f"{name.split()[-1].lower()}@example.org"


def room(*questions, slug="heart", opened=True, cast=CAST, **details):
    """A board with the whole cast; each question is a dict of its policies and times."""
    wanted = repr((questions, slug, opened, cast, details))
    return moulds.cast(wanted, lambda: _made_room(questions, slug, opened, cast, details))


def _made_room(questions, slug, opened, cast, details):
    founded = repr((slug, cast, details))
    made = moulds.cast(founded, lambda: _founded(slug, cast, details))
    board = made.board
    section = add_section(board, "Monitoring", by=made.lindqvist)
    for number, policies in enumerate(questions or ({},), start=1):
        asked = {"title": f"Topic {number}", "prompt": f"What about topic {number}?"} | policies
        made.questions.append(add_question(board, section, by=made.lindqvist, **asked))
    if opened:
        open_board(board, by=made.lindqvist)
        tick()
    return made


def _founded(slug, cast, details):
    board = create_board(
        slug=slug, title="Heart and blood", objective="How is the heart watched?", by=SYSTEM, **details
    )
    return Room(board, {key: seat_member(board, person(name), role, by=SYSTEM) for key, (name, role) in cast.items()})


def say(question, seat, body="Blood pressure and an ECG for everyone.", *, reply_to=None, client_id=None):
    """Post an answer or a reply as somebody, and return it with everything it needs."""
    asked = _question.first(board=question.board_id, number=question.number)
    key = reply_to.pk if reply_to else None
    post, _ = create_post(asked, by=seat, body=body, client_id=client_id or uuid4(), reply_to=key)
    return now(post)


def now(post):
    """A post as it is now."""
    return _post.first(key=post.pk)


@prepared(key=Post._meta.pk)
def _post(key):
    return Post.objects.select_related(*Post.together).filter(pk=key)


def soon(**delta):
    """A time from now."""
    return timezone.now() + timezone.timedelta(**delta)
