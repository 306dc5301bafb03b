"""The audit trail as one member may read it: the entries of a board's log, whom they name, and what they are about.

A seat from whom names are kept reads aliases, "an advisor" where an alias would tell whose it is or a name would stand
beside one (who opened a document just before an alias wrote), and days instead of hours: the order of entries would
else tell to the second when somebody wrote. Who reacted or voted is not told.
"""

import re
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from advisory.events.frames import subjects_of
from advisory.events.kinds import KINDS
from advisory.events.readers import NAMES
from boards.models import Membership, Role
from discussions.models import Post, Question
from discussions.taking.tree import said
from discussions.telling import EXACT_FOR, face, moment
from discussions.visibility import STAFF

SOMEBODY, AN_ADVISOR, NOBODY, ANYBODY = "A member", "An advisor", "The clock", "Somebody"
SURVEYED = {"sheet.started", "sheet.finished"}  # by members and by people without a seat
NAMELESS = {"post.reacted", "post.remarked", "ballot.cast", "stance.taken", "rating.given", *SURVEYED}
OF_STUDY = {"study", "statement", "round", "rating"}
SEATING = ("member.seated", "member.moved", "member.succeeded")
OF_POST = (
    "role", "reply_to_id", "question__number", "question__blinded", "author__alias", "author__alias_id",
    "author__patient_expert", "author__named", "author__user__name",
)  # fmt: skip
NUMBERS = re.compile(r"(\d{1,15})(?:\s*[-–]\s*(\d{1,15}))?")


@dataclass(frozen=True)
class Entry:
    """One entry as its reader may know it; a seal is made with the names, so that it is theirs alone who see them."""

    number: int
    at: str
    who: str
    kind: str
    about: str
    question: int | None
    post: str
    seal: str
    stream: str

    @property
    def said(self):
        """When it was recorded, in words; UTC stands above its column."""
        return said(self.at, seconds=True).removesuffix(" UTC")

    @property
    def short(self):
        """The ends of its seal, by which people compare two of them."""
        return f"{self.seal[:4]}…{self.seal[-4:]}" if self.seal else ""


def sought(member, asked):
    """The events of a member's board that a search asks for, newest first; `asked` is a `TrailForm`'s answer."""
    found = member.board.log.events.all()
    words = (asked.get("q") or "").strip()
    numbers = NUMBERS.fullmatch(words)
    if numbers:
        found = found.filter(number__range=(int(numbers[1]), int(numbers[2] or numbers[1])))
    elif words:
        found = found.filter(Q(kind__in=_kinds(words)) | _by(member, words))
    bounds = {"kind": "kind", "first": "number__gte", "last": "number__lte", "since": "at__gte", "until": "at__lt"}
    found = found.filter(**{path: asked[name] for name, path in bounds.items() if asked.get(name)})
    return found.select_related("stream", "actor").order_by("-number")


def entries(member, events):
    """Some events of one board as one member may read them; a bounded number of queries for any number of them."""
    events, gaze = list(events), member.gaze
    things = _things(events)
    seats = {seat.user_id: seat for seat in Membership.objects.filter(board=member.board)}
    if gaze != NAMES:
        _remember(member.board, [*seats.values(), *(one for one in things.values() if isinstance(one, Membership))])
    return [_entry(event, things.get((event.subject_type, event.subject_id)), seats, gaze) for event in events]


def _things(events):
    """What the entries are about; of posts, which are most of it, only what tells whose they are and where."""
    posts = {event.subject_id for event in events if event.subject_type == "post"}
    found = Post.objects.select_related("question", "author__user").only(*OF_POST).filter(pk__in=posts)
    others = subjects_of([event for event in events if event.subject_type != "post"])
    return others | {("post", post.pk): post for post in found}


def _kinds(words):
    asked = words.lower()
    return [name for name, kind in KINDS.items() if asked in name or asked in kind.reads.lower()]


def _by(member, words):
    """Entries of people with these words in their name; whoever is kept from names finds the team alone."""
    named = Q(actor__name__icontains=words) & ~Q(kind__in=NAMELESS)
    team = member.board.seats.filter(seat__in=STAFF, advised=False).values("user")
    return named if member.gaze == NAMES else named & Q(actor__in=team)


def _entry(event, thing, seats, gaze):
    post = thing if isinstance(thing, Post) else getattr(thing, "post", None)
    number = post.question.number if post else _question(event, thing)
    old = gaze != NAMES and timezone.now() - event.at > EXACT_FOR
    return Entry(
        number=event.number, at=moment(event.at, day=old), who=_who(event, thing, seats.get(event.actor_id), gaze),
        kind=event.kind, about=_about(event, thing, gaze), question=number, post=str(post.pk) if post else "",
        seal=event.digest if gaze == NAMES else "",
        stream=event.stream.name if gaze == NAMES else "",
    )  # fmt: skip


def _who(event, thing, seat, gaze):
    if event.kind in SURVEYED:
        return ANYBODY
    if event.actor is None:
        return NOBODY
    if event.kind in NAMELESS:
        return SOMEBODY
    if seat and isinstance(thing, Post) and thing.author_id == seat.pk:
        return face(thing, gaze)["name"]
    known = gaze == NAMES or event.stream.name.count(".") == 1
    return event.actor.name if known or seat is None or _role(seat, event) != Role.ADVISOR else AN_ADVISOR


def _about(event, thing, gaze):
    post = thing if isinstance(thing, Post) else getattr(thing, "post", None)
    if post:
        words = (
            f"{'Answer' if post.is_answer else 'Reply'} by {face(post, gaze)['name']}, Question {post.question.number}"
        )
        named = getattr(thing, "reference", _sort(event))
        return words if post is thing else f"{named}: {words[0].lower()}{words[1:]}"
    if isinstance(thing, Membership):
        hidden = gaze != NAMES and _role(thing, event) not in STAFF and event.stream.name.count(".") > 1
        return AN_ADVISOR if hidden else thing.user.name
    if event.subject_type in OF_STUDY:
        return _in_study(event)
    number = _question(event, thing)
    named = getattr(thing, "reference", "") or (getattr(thing, "title", "") if event.subject_type == "document" else "")
    if event.subject_type == "proposition" and thing and thing.number:
        named = f"Statement {thing.number}"
    return ", ".join(filter(None, (named or ("" if number else _sort(event)), number and f"Question {number}")))


def _question(event, thing):
    """The number of the question that an entry is about; what a study consists of has numbers of its own."""
    if event.subject_type in OF_STUDY:
        return None
    asked = getattr(thing, "question", thing)
    return asked.number if isinstance(asked, Question) else event.facts.get("number")


def _in_study(event):
    """Which consensus study an entry is about, and what of it."""
    facts, sort = event.facts, event.subject_type
    told = {"Consensus": facts.get("study", facts.get("number")), "round": facts.get("round")}
    if sort != "study":
        told["statement" if sort == "rating" else sort] = facts.get("number") or told.get(sort)
    return ", ".join(f"{name} {number}" for name, number in told.items() if number)


def _remember(board, seats):
    """Let the seats of those who are or were there to answer know every role that they had, from the log."""
    told, roles = board.log.events.filter(kind__in=SEATING).order_by("number"), {}
    for seat, number, facts in told.values_list("subject_id", "number", "facts"):
        roles.setdefault(seat, []).append((number, facts["role"]))
    for seat in seats:
        seat.roles = roles.get(seat.pk, ()) if seat.advised else ()


def _role(seat, event):
    """What somebody was on the board when an entry was made: later they may be of the team, and be named."""
    before = [role for number, role in getattr(seat, "roles", ()) if number <= event.number]
    return before[-1] if before else seat.seat


def _sort(event):
    return event.subject_type.capitalize()
