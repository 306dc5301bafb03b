"""A question's posts in outline: enough to place them and to know whether their drawn copies still hold."""

from django.contrib.auth import get_user_model
from django.db import router

from boards.models import Membership
from discussions.guide import readable
from discussions.models import Post

OF_POST = (
    "id", "thread_id", "reply_to_id", "author_id", "role", "order", "published_at", "held_at", "removed_at", "changes",
)  # fmt: skip
OF_SEAT = ("user_id", "alias", "alias_id", "patient_expert", "named")
COLUMNS = [*OF_POST, *(f"author__{name}" for name in OF_SEAT), "author__user__name", "pressed"]


def outlines(member, question, *, everybody):
    """The posts of a question that a member may know of, each with the member's own reactions as `pressed`."""
    found = readable(member, question, everybody=everybody).select_related(None).pressed_by(member)
    posts, seats = {}, {}
    for row in found.values_list(*COLUMNS):
        values = dict(zip(COLUMNS, row, strict=True))
        post = posts.get(values["id"])
        if post is None:
            post = posts[values["id"]] = _in_part(Post, {name: values[name] for name in OF_POST})
            post.author = seats.get(post.author_id) or seats.setdefault(post.author_id, _seat(values))
            post.question, post.pressed = question, []
        post.pressed += [values["pressed"]] if values["pressed"] else []
    return list(posts.values())


def _seat(values):
    """The author's seat, one object however often they wrote."""
    seat = _in_part(Membership, {"id": values["author_id"]} | {name: values[f"author__{name}"] for name in OF_SEAT})
    seat.user = _in_part(get_user_model(), {"id": seat.user_id, "name": values["author__user__name"]})
    return seat


def _in_part(model, values):
    """A row of which some columns were read; the others are fetched should anybody ask for them."""
    names = [field.attname for field in model._meta.concrete_fields if field.attname in values]
    return model.from_db(router.db_for_read(model), names, [values[name] for name in names])
