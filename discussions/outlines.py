"""A question's posts in outline: enough to place them and to know whether their drawn copies still hold."""

from functools import cache, partial

from django.contrib.auth import get_user_model
from django.db import router
from django.db.models import UUIDField

from advisory.prepared import Prepared
from boards.models import Membership
from discussions.guide import in_sight, sight_of
from discussions.models import Post

OF_POST = (
    "id", "thread_id", "reply_to_id", "author_id", "role", "order", "published_at", "held_at", "removed_at",
    "pinned_at", "changes", "noticed",
)  # fmt: skip
OF_SEAT = ("user_id", "alias", "alias_id", "patient_expert", "named")
COLUMNS = [*OF_POST, *(f"author__{name}" for name in OF_SEAT), "author__user__name", "pressed"]


def outlines(member, question, *, everybody):
    """The posts of a question that a member may know of, each with the member's own reactions as `pressed`."""
    rows = _asked(sight_of(member, question, everybody=everybody))(member=member.pk, question=question.pk)
    posts, seats = {}, {}
    for row in rows:
        post = posts.get(row[0])
        if post is None:
            values = dict(zip(COLUMNS, row, strict=True))
            post = posts[row[0]] = _in_part(Post, OF_POST, values)
            post.author = seats.get(post.author_id) or seats.setdefault(post.author_id, _seat(values))
            post.question, post.pressed = question, []
        post.pressed += [row[-1]] if row[-1] else []
    return list(posts.values())


@cache
def _asked(sight):
    holes = {"member": UUIDField(), "question": UUIDField()}
    return Prepared(partial(_rows, sight), holes)


def _rows(sight, member, question):
    return in_sight(sight, member, question).pressed_by(member).values_list(*COLUMNS)


def _seat(values):
    """The author's seat, one object however often they wrote."""
    known = {"id": values["author_id"]} | {name: values[f"author__{name}"] for name in OF_SEAT}
    seat = _in_part(Membership, ("id", *OF_SEAT), known)
    seat.user = _in_part(get_user_model(), ("id", "name"), {"id": seat.user_id, "name": values["author__user__name"]})
    return seat


def _in_part(model, names, values):
    """A row of which some columns were read; the others are fetched should anybody ask for them."""
    names = _in_order(model, names)
    return model.from_db(router.db_for_read(model), names, [values[name] for name in names])


@cache
def _in_order(model, names):
    return [field.attname for field in model._meta.concrete_fields if field.attname in names]
