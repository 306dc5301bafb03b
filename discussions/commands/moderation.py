"""Moderators take posts out of sight and let them back; everybody may react."""

from django.db import transaction
from django.utils import timezone

from advisory.events.record import lock, record
from advisory.refusals import Absent, Conflict
from advisory.rights import allow, can
from advisory.text import checked
from boards.commands.stamps import require_current
from discussions.commands.acts import log_act, require_read, require_standing_words
from discussions.commands.answers import note_answered
from discussions.commands.posts import place_next, take_out, tell_opener, touch
from discussions.commands.questions import require_open
from discussions.commands.writing import require_free
from discussions.models import Act, Hold, Reaction


@transaction.atomic
def hold_post(post, *, by, reason, stamp=None):
    """Take a post out of everybody's sight but its author's and the moderators'; its replies stay."""
    by, post = lock(post.board, by, post)
    require_current(by, stamp)
    allow(by, "post.moderate", post)
    reason = checked(reason, "reason", longest=400)
    if post.held_at:
        return None
    take_out(post, by=by, reason=reason)
    return log_act("held", by=by, post=post, reason=reason, version=post.edition)


@transaction.atomic
def release_post(post, *, by, version=None, stamp=None):
    """Let a held post back: where it stood, or for one nobody saw yet, at the end and as of now."""
    by, post = lock(post.board, by, post)
    require_current(by, stamp)
    allow(by, "post.moderate", post)
    if not post.held_at:
        return None
    require_read(post, version)
    hold = post.holds.filter(lifted_at=None).first()
    let_back(post, by=by)
    return log_act("released", by=by, post=post, hold=hold.pk)


def hold_again(act, by):
    """Take a post out of sight again by the hold that an act has lifted, with what its author was asked for."""
    hold = Hold.objects.get(pk=act.facts["hold"])
    take_out(act.post, by=by, hold=hold)
    if hold.wish:
        wish_for(act.post, hold, hold.wish, by=by)


@transaction.atomic
def ask_for_edit(post, wish, *, by, stamp=None):
    """Ask the author of a held post to change it, and say what; they may, and it stays held until its release."""
    by, post = lock(post.board, by, post)
    require_current(by, stamp)
    allow(by, "post.moderate", post)
    wish = checked(wish, "wish", longest=400)
    hold = post.holds.filter(lifted_at=None).first()
    if hold is None or post.removed_at:
        raise Conflict("released", "This post is not held any more.")
    standing = _wishes(hold)
    if (by.pk, wish) in standing.items():
        return None
    wish_for(post, hold, " ".join([*(standing | {by.pk: wish}).values()]), by=by)
    return log_act("queried", by=by, post=post, reason=wish, hold=hold.pk)


def forget_wish(act, by):
    """Take one moderator's wish for a held post back; what was asked for before it stands again."""
    hold = act.post.holds.filter(lifted_at=None, pk=act.facts["hold"]).first()
    if hold is None:
        raise Conflict("released", "This post is not held any more.")
    wish_for(act.post, hold, " ".join(_wishes(hold, without=act).values()), by=by)


def _wishes(hold, without=None):
    """What each moderator asks the author of a held post for: {moderator: wish}, until they have changed it."""
    asked = Act.objects.filter(verb=Act.Verb.QUERIED, facts__hold=hold.pk, undone_at=None)
    asked = asked.exclude(pk=without.pk) if without else asked
    asked = asked.filter(at__gt=hold.post.edited_at) if hold.post.edited_at else asked
    return dict(asked.order_by("at").values_list("by", "reason"))


def wish_for(post, hold, wish, *, by):
    """Tell author and desk what a held post is to be changed in, or no longer, under the caller's lock."""
    hold.wish = wish
    hold.save(update_fields=["wish"])
    touch(post)
    record("post.returned", post, by=by)
    record("post.queried", post, by=by)


def let_back(post, *, by):
    """Let a held post back, under the caller's lock."""
    if not post.held_at:
        raise Conflict("released", "This post is not held any more.")
    post.held_at, first = None, post.order is None
    if first:
        require_standing_words(post)
    touch(post, "held_at")
    post.holds.filter(lifted_at=None).update(lifted_at=timezone.now(), lifted_by=by)
    for published in _let_in(post) if first else [post]:
        record("post.published", published, by=by, first=first)
        note_answered(published)
    record("post.restored", post, by=by)
    tell_opener("post.addressed", post, by=by)


def _let_in(post):
    """Publish a post that nobody saw yet, with the replies that waited for it; a reply once its answer is in."""
    answer = post if post.is_answer else post.thread.posts.get(reply_to=None)
    if answer != post and answer.order is None:
        return []
    let_in = [post, *_waiting_for(post)]
    for late in let_in:
        late.question, late.published_at = post.question, timezone.now()
        late.edited_at, late.unseen = None, late.version - 1
        place_next(late)
        touch(late, "order", "published_at", "edited_at", "unseen")
    return let_in


def _waiting_for(post):
    """The replies that nobody saw yet because of a post: to it, and to each other."""
    waiting = post.thread.posts.drawn().filter(order=None, held_at=None).exclude(pk=post.pk).order_by("created_at")
    let_in = {post.pk: post}
    for reply in waiting:
        if post.is_answer or reply.reply_to_id in let_in:
            let_in[reply.pk] = reply
    return list(let_in.values())[1:]


@transaction.atomic
def react_to_post(post, kind, *, by, on, stamp=None):
    """Set or take back one reaction; asking twice changes nothing."""
    by, post = lock(post.board, by, post)
    require_current(by, stamp)
    if not can(by, "post.see", post) or post.removed_at:
        raise Absent
    require_free(by)
    allow(by, "post.react", post)
    require_open(post.question)
    mine = Reaction.objects.filter(post=post, member=by, kind=kind)
    if mine.exists() == on:
        return
    if on:
        Reaction.objects.create(post=post, member=by, kind=kind)
    else:
        mine.delete()
    setattr(post, kind, post.reactions.filter(kind=kind).count())
    touch(post, kind)
    record("post.remarked" if post.out_of_sight else "post.reacted", post, by=by, reaction=str(kind), on=on)
