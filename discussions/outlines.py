"""A question's posts in outline: enough to place them and to know whether their drawn copies still hold."""

from functools import cache, partial
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import connection, router
from django.db.models import UUIDField

from advisory.prepared import Prepared
from boards.models import Membership
from discussions.guide import in_sight, sight_of
from discussions.models import Post

OF_POST = (
    "id", "thread_id", "reply_to_id", "author_id", "role", "order", "published_at", "held_at", "removed_at",
    "pinned_at", "changes", "noticed", "probe",
)  # fmt: skip
OF_SEAT = ("user_id", "alias", "alias_id", "patient_expert", "named")
ASKED = "clarification__member__user__name"  # of whom a clarification is asked is drawn with it
COLUMNS = [*OF_POST, *(f"author__{name}" for name in OF_SEAT), "author__user__name", ASKED]
MOST = 5_000
NOBODY = UUID(int=0)
_known = {}  # a row, and what of its question decides how it looks -> what it says


class Outline:
    """A post in outline, on the question as this reader met it; `mark` is the same as long as nothing in it changes."""

    by_staff, is_answer, asks, hidden_from = Post.by_staff, Post.is_answer, Post.asks, Post.hidden_from
    out_of_sight = Post.out_of_sight

    def __init__(self, known, question):
        self.__dict__.update(known)
        self.question = question


def outlines(guide, question):
    """The posts of a question that a guide's member may know of, and what these are known by among other readers'.

    Whoever has nothing unpublished there sees what everybody of their sight sees.
    """
    member, sight = guide.member, sight_of(guide.member, question, everybody=guide.reads(question))
    shared = sight == "published" and member.pk not in guide.standing[question.pk].unpublished
    shared = bool(guide.reading.seals) and (shared or sight == "all")
    key = "posts", question.pk, sight, NOBODY if shared else member.pk
    return [Outline(known, question) for known in guide.reading(key, lambda: _outlined(question, *key[2:]))], key


def _outlined(question, sight, member):
    values, look = {"member": member, "question": question.pk}, (question.blinded, question.shared)
    posts = _posts(sight)
    asked, keys = posts.asked(values, connection), ((row, (row, *look)) for row in posts.rows(values))
    return [_known.get(key) or _kept(key, _read(asked.turned(row, connection))) for row, key in keys]


@cache
def _posts(sight):
    holes = {"member": UUIDField(), "question": UUIDField()}
    return Prepared(partial(_rows, sight), holes)


def _rows(sight, member, question):
    return in_sight(sight, member, question).values_list(*COLUMNS)


def _read(row):
    """What a row says of a post; shared by everybody who meets it as it is now, so nobody changes it."""
    values = dict(zip(COLUMNS, row, strict=True))
    return {name: values[name] for name in OF_POST} | {"pk": values["id"], "author": _seat(values), "mark": object()}


def _kept(key, known):
    if len(_known) >= MOST:
        _known.clear()
    _known[key] = known
    return known


def _seat(values):
    """The author's seat, as much of it as says how they are called."""
    known = {"id": values["author_id"]} | {name: values[f"author__{name}"] for name in OF_SEAT}
    seat = _in_part(Membership, known)
    seat.user = _in_part(get_user_model(), {"id": seat.user_id, "name": values["author__user__name"]})
    return seat


def _in_part(model, values):
    """A row of which some columns were read; the others are fetched should anybody ask for them."""
    names = [field.attname for field in model._meta.concrete_fields if field.attname in values]
    return model.from_db(router.db_for_read(model), names, [values[name] for name in names])
