"""What an export holds, as plain values in the board's order; pure, so that every format is written from the same."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Ask:
    """What somebody asks to take out: which part, with names or not, with what is out of sight or not."""

    scope: str = "board"
    names: bool = False
    held: bool = False

    @property
    def part(self):
        """The part as ("board", 0), ("section", position) or ("question", number)."""
        sort, _, number = self.scope.partition("-")
        return sort, int(number or 0)


class Figures(Ask):
    """The same of answers and results."""


@dataclass(frozen=True)
class Taken:
    """One post: cited by its id; `told` says who wrote it, `at` is a date where its time may not be told."""

    id: str
    reply_to: str
    kind: str
    told: str
    capacity: str
    at: str
    html: str
    state: str = ""
    edited: str = ""
    after_gate: bool = False
    agree: int = 0
    insightful: int = 0
    place: str = ""

    @property
    def changed(self):
        """When it was changed, in words; nothing where it never was."""
        how = "changed after seeing the others" if self.after_gate else "edited"
        return f"{how}, {said(self.edited)}" if self.edited else ""

    @property
    def reactions(self):
        """How many agree and find it insightful, in words."""
        counts = ((self.agree, "agree"), (self.insightful, "find it insightful"))
        return ", ".join(f"{number} {words}" for number, words in counts if number)

    @property
    def shown(self):
        """Whether its words are in the export; a place without words is kept for the replies under it."""
        return bool(self.html)

    @property
    def is_answer(self):
        return not self.reply_to


@dataclass(frozen=True)
class Asked:
    """One question with its stimulus, who answered, and its posts: each answer with its replies."""

    number: int
    title: str
    prompt: str
    guidance: str
    stimulus: dict | None
    policy: tuple
    state: str
    answered: str
    posts: tuple = ()

    @property
    def counted(self):
        """How much was said: "3 answers, 8 replies"."""
        answers = sum(post.is_answer and post.shown for post in self.posts)
        return f"{_many(answers, 'answer')}, {_many(sum(not post.is_answer for post in self.posts), 'reply')}"


@dataclass(frozen=True)
class Part:
    """One section of the guide with its questions."""

    letter: str
    title: str
    questions: tuple = ()


@dataclass(frozen=True)
class Outline:
    """A whole export: what it is of, what was left out, and the parts of the guide."""

    title: str
    objective: str
    sponsor: str
    scope: str
    people: str
    notes: tuple = ()
    parts: tuple = field(default_factory=tuple)

    @property
    def questions(self):
        """Its questions, each with its section."""
        return [(part, question) for part in self.parts for question in part.questions]


@dataclass(frozen=True)
class Sheet:
    """One table: its name, its columns, and rows of numbers, words and nothing."""

    name: str
    columns: tuple
    rows: list


def said(moment, *, seconds=False):
    """A moment or a date in ISO 8601 as a reader would say it: "2 June 2026, 09:14 UTC"; nothing stays nothing."""
    if not moment:
        return ""
    at = datetime.fromisoformat(moment.replace("Z", "+00:00"))
    date, clock = f"{at.day} {at:%B} {at.year}", f"{at:%H:%M:%S}" if seconds else f"{at:%H:%M}"
    return f"{date}, {clock} UTC" if "T" in moment else date


def _many(number, thing):
    plural = f"{thing[:-1]}ies" if thing.endswith("y") else f"{thing}s"
    return f"{number} {thing if number == 1 else plural}"
