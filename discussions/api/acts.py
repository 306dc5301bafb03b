"""Moderation over the API: each act on a post or member answers with itself, and can be taken back by its id."""

from ninja import Query, Router
from ninja.responses import Status

from advisory.api.addresses import Id, Slug
from advisory.api.lists import Window
from advisory.api.shapes import Stamped, reads, writes
from advisory.refusals import Absent
from advisory.rights import allow
from boards.decorators import seat_of
from boards.models import Membership
from discussions.api.act_shapes import Asking, Because, Bound, Cover, Done, DoneList, Freed, Marked, Moved, Wished
from discussions.api.seen import question_of, seen_post
from discussions.api.shapes import Reason, Removed, Said
from discussions.api.threads import told
from discussions.commands.clarifications import ask_to_clarify, settle_clarification
from discussions.commands.insights import mark_insight, unmark_insight
from discussions.commands.locks import lock_thread, unlock_thread
from discussions.commands.moderation import ask_for_edit, hold_post, release_post
from discussions.commands.moves import move_post, split_post
from discussions.commands.pins import pin_post, unpin_post
from discussions.commands.redactions import redact_post
from discussions.commands.removals import restore_post, strike_post
from discussions.commands.restrictions import free_member, restrict_member
from discussions.commands.undoing import undo_act
from discussions.models import Act
from discussions.telling import moment, rounded

router = Router(tags=["moderation"])
ANSWER = writes({200: Done, 204: None})


@router.post("posts/{post_id}/hold", response=ANSWER)
def hold(request, post_id: Id, payload: Reason):
    """Take a post out of everybody's sight but its author's and the moderators'."""
    return _done(request, post_id, hold_post, payload)


@router.delete("posts/{post_id}/hold", response=ANSWER)
def release(request, post_id: Id, payload: Freed | None = None):
    """Let a held post back."""
    return _done(request, post_id, release_post, payload)


@router.put("posts/{post_id}/pin", response=ANSWER)
def pin(request, post_id: Id, payload: Because | None = None):
    """Name a post above all answers, for everybody."""
    return _done(request, post_id, pin_post, payload)


@router.delete("posts/{post_id}/pin", response=ANSWER)
def unpin(request, post_id: Id, payload: Because | None = None):
    """Take a pin away."""
    return _done(request, post_id, unpin_post, payload)


@router.put("posts/{post_id}/insight", response=ANSWER)
def mark(request, post_id: Id, payload: Marked):
    """Mark a post as an insight; the team alone sees the mark and its note."""
    return _done(request, post_id, mark_insight, payload)


@router.delete("posts/{post_id}/insight", response=ANSWER)
def unmark(request, post_id: Id, payload: Stamped | None = None):
    """Take the mark of an insight away."""
    return _done(request, post_id, unmark_insight, payload)


@router.put("posts/{post_id}/lock", response=ANSWER)
def lock(request, post_id: Id, payload: Because | None = None):
    """Take no more replies in the thread of a post."""
    return _done(request, post_id, lock_thread, payload)


@router.delete("posts/{post_id}/lock", response=ANSWER)
def unlock(request, post_id: Id, payload: Because | None = None):
    """Take replies in the thread again."""
    return _done(request, post_id, unlock_thread, payload)


@router.post("posts/{post_id}/move", response=ANSWER)
def move(request, post_id: Id, payload: Moved):
    """Take a post with its replies to another question, if that is at least as closed."""
    post, member = seen_post(request.auth, post_id)
    allow(member, "post.moderate", post)
    to = question_of(member, payload.question)
    return _told(move_post(post, to, by=member, reason=payload.reason, stamp=payload.stamp))


@router.post("posts/{post_id}/split", response=ANSWER)
def split(request, post_id: Id, payload: Because | None = None):
    """Make a reply an answer of its own, its replies along."""
    return _done(request, post_id, split_post, payload)


@router.post("posts/{post_id}/redaction", response=ANSWER)
def redact(request, post_id: Id, payload: Cover):
    """Cover words of a post; a visible mark stays, and moderators read the original in the history."""
    return _done(request, post_id, redact_post, payload)


@router.post("posts/{post_id}/removal", response=ANSWER)
def strike(request, post_id: Id, payload: Because):
    """Remove somebody's post, for a reason."""
    return _done(request, post_id, strike_post, payload)


@router.delete("posts/{post_id}/removal", response=ANSWER)
def restore(request, post_id: Id, payload: Because | None = None):
    """Bring back what a moderator removed."""
    return _done(request, post_id, restore_post, payload)


@router.put("posts/{post_id}/hold/wish", response=ANSWER)
def wish(request, post_id: Id, payload: Wished):
    """Ask the author of a held post to change it."""
    return _done(request, post_id, ask_for_edit, payload)


@router.post("posts/{post_id}/clarification", response=writes({(200, 201): Said | Removed}))
def clarify(request, post_id: Id, payload: Asking):
    """Ask whoever wrote a post to clarify it; the same again is answered with the question that is there."""
    post, member = seen_post(request.auth, post_id)
    asking, fresh = ask_to_clarify(post, by=member, **vars(payload))
    return Status(201 if fresh else 200, told(asking, member))


@router.delete("posts/{post_id}/clarification", response=ANSWER)
def settle(request, post_id: Id, payload: Because | None = None):
    """Let a clarification rest; `post_id` is the post that asks."""
    return _done(request, post_id, settle_clarification, payload)


@router.put("boards/{slug}/members/{member_id}/restriction", response=ANSWER)
def restrict(request, slug: Slug, member_id: Id, payload: Bound):
    """Let a member read, but not write, until a time."""
    member, them = _seats(request.auth, slug, member_id)
    return _told(restrict_member(them, by=member, **vars(payload)))


@router.delete("boards/{slug}/members/{member_id}/restriction", response=ANSWER)
def free(request, slug: Slug, member_id: Id, payload: Stamped | None = None):
    """Let a member write again."""
    member, them = _seats(request.auth, slug, member_id)
    return _told(free_member(them, by=member, stamp=payload and payload.stamp))


@router.get("boards/{slug}/acts", response=reads(DoneList))
def acts(request, slug: Slug, window: Query[Window]):
    """The moderation log, newest first."""
    member = seat_of(request.auth, slug)
    allow(member, "act.see", member.board)
    rows = list(Act.objects.told().filter(board=member.board))
    page = window.listed(window.of(rows, lambda act: str(act.pk)), lambda act: str(act.pk))
    return page | {"items": [_line(act) for act in page["items"]]}


@router.delete("boards/{slug}/acts/{act_id}", response=writes({204: None}))
def undo(request, slug: Slug, act_id: Id, payload: Stamped | None = None):
    """Take an act of moderation back, within ten minutes."""
    member = seat_of(request.auth, slug)
    act = Act.objects.filter(board=member.board, pk=act_id).first()
    if act is None:
        raise Absent
    undo_act(act, by=member, stamp=payload and payload.stamp)
    return Status(204, None)


def _done(request, post_id, command, payload):
    post, member = seen_post(request.auth, post_id)
    return _told(command(post, by=member, **(vars(payload) if payload else {})))


def _told(act):
    """The act as it stands in the log; nothing when there was nothing to do."""
    return Status(200, _line(act)) if act else Status(204, None)


def _line(act):
    day = bool(act.post) and rounded(act.post, act.at)
    by, undone_by = (seat.user.name if seat else None for seat in (act.by, act.undone_by))
    return {
        "id": str(act.pk), "verb": act.verb, "post": str(act.post_id) if act.post_id else None, "by": by,
        "reason": act.reason, "at": moment(act.at, day=day), "undone": bool(act.undone_at), "undone_by": undone_by,
        "undo_until": moment(act.undo_until, day=day),
    }  # fmt: skip


def _seats(user, slug, member_id):
    member = seat_of(user, slug)
    them = Membership.objects.filter(board=member.board, pk=member_id).select_related("board", "user").first()
    if them is None:
        raise Absent
    return member, them
