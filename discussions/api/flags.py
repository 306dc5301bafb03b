"""Flags over the API: raised by any member, answered at the desk."""

from ninja import Query, Router
from ninja.responses import Status

from advisory.api.addresses import Id, Slug
from advisory.api.lists import Window
from advisory.api.shapes import reads, writes
from advisory.refusals import Absent
from advisory.rights import can
from boards.decorators import seat_of
from discussions.api.act_shapes import Answering, Flagged, FlaggedList, Flagging
from discussions.api.seen import seen_post
from discussions.commands.flags import answer_flag, flag_post
from discussions.models import Flag
from discussions.telling import moment, rounded

router = Router(tags=["moderation"])


@router.post("posts/{post_id}/flags", response=writes({201: Flagged}))
def flag(request, post_id: Id, payload: Flagging):
    """Tell the moderators what is wrong with a post; the same again is answered with the flag that stands."""
    post, member = seen_post(request.auth, post_id)
    return Status(201, _told(flag_post(post, by=member, **vars(payload))))


@router.get("boards/{slug}/flags", response=reads(FlaggedList))
def flags(request, slug: Slug, window: Query[Window]):
    """The flags that wait for an answer, oldest first, for the desk; for others their own, answered or not."""
    member = seat_of(request.auth, slug)
    found = (
        Flag.objects.select_related("post__question").filter(post__question__board=member.board).order_by("at", "pk")
    )
    found = found.filter(resolved_at=None) if can(member, "flag.answer", member.board) else found.filter(by=member)
    page = window.listed(window.of(list(found), lambda flag: str(flag.pk)), lambda flag: str(flag.pk))
    return page | {"items": [_told(flag) for flag in page["items"]]}


@router.put("boards/{slug}/flags/{flag_id}/answer", response=writes({200: Flagged}))
def answer(request, slug: Slug, flag_id: Id, payload: Answering):
    """Answer whoever flagged a post."""
    member = seat_of(request.auth, slug)
    here = Flag.objects.filter(post__question__board=member.board)
    flag = here.select_related("post__question__board").filter(pk=flag_id).first()
    if flag is None:
        raise Absent
    answer_flag(flag, by=member, **vars(payload))
    flag.refresh_from_db()
    return _told(flag)


def _told(flag):
    told = {"id": str(flag.pk), "post": str(flag.post_id), "reason": flag.reason, "note": flag.note}
    return told | {"at": moment(flag.at, day=rounded(flag.post, flag.at)), "answer": flag.answer}
