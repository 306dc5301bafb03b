"""Holds and reactions over the API."""

import re
from typing import Annotated, Literal

from ninja import Router
from ninja.responses import Status

from advisory.api.addresses import Id, shaped
from advisory.api.shapes import Stamped, writes
from discussions.api.seen import seen_post
from discussions.commands.moderation import react_to_post

Kind = Annotated[Literal["agree", "insightful"], shaped(re.compile("agree|insightful"))]
router = Router(tags=["moderation"])


@router.put("posts/{post_id}/reactions/{kind}", response=writes({204: None}))
def react(request, post_id: Id, kind: Kind, payload: Stamped | None = None):
    """Agree with a post, or find it insightful."""
    return _react(request, post_id, kind, on=True, payload=payload)


@router.delete("posts/{post_id}/reactions/{kind}", response=writes({204: None}))
def unreact(request, post_id: Id, kind: Kind, payload: Stamped | None = None):
    """Take a reaction back."""
    return _react(request, post_id, kind, on=False, payload=payload)


def _react(request, post_id, kind, *, on, payload):
    post, member = seen_post(request.auth, post_id)
    react_to_post(post, kind, by=member, on=on, stamp=payload and payload.stamp)
    return Status(204, None)
