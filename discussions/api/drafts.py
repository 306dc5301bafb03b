"""Drafts and read marks over the API: private to whoever keeps them."""

from ninja import Router
from ninja.responses import Status

from advisory.api.addresses import Number, Slug
from advisory.api.shapes import writes
from advisory.refusals import Absent
from boards.commands.stamps import require_current
from discussions.api.seen import asked, seen_post
from discussions.api.shapes import Drafted, Mark
from discussions.commands.drafts import keep_draft, mark_read

router = Router(tags=["drafts"])


@router.put("boards/{slug}/questions/{number}/draft", response=writes({204: None}))
def draft(request, slug: Slug, number: Number, payload: Drafted):
    """Keep words that are not yet sent."""
    member, question = asked(request.auth, slug, number)
    require_current(member, payload.stamp)
    if payload.reply_to and seen_post(request.auth, payload.reply_to)[0].question_id != question.pk:
        raise Absent
    keep_draft(question, by=member, body=payload.body, place=str(payload.reply_to or ""))
    return Status(204, None)


@router.put("boards/{slug}/questions/{number}/read", response=writes({204: None}))
def read(request, slug: Slug, number: Number, payload: Mark):
    """Note how far I have read; it never goes back."""
    member, question = asked(request.auth, slug, number)
    require_current(member, payload.stamp)
    mark_read(question, by=member, order=payload.order)
    return Status(204, None)
