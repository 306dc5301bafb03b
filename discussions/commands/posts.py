"""What every command about a post does with it, under the lock that the command holds."""

import secrets

from django.utils import timezone

from advisory.events.record import committed, record
from advisory.refusals import Conflict
from advisory.rows import insert_soon, update, update_soon
from advisory.search.filing import index
from advisory.text import counted, drawn
from discussions.models import Hold, PostVersion

READ = {"current", "held_at", "removed_at", "order", "question"}  # what of a post decides how it is found


def touch(post, *fields):
    """Save what changed of a post, so that every drawn copy of it is drawn anew, and it is found as it is read."""
    post.changes += 1
    update(post, *fields, "changes")
    if READ & {*fields}:
        index(post)


def place_next(post):
    """Give a post the next place in its question: order on screen is publication."""
    post.question.last_order += 1
    update_soon(post.question, "last_order")
    post.order = post.question.last_order


def facts_of(post):
    """What an event tells of a post's words: where they stand, and what commits to them."""
    now = post.current
    facts = {"thread": str(post.thread_id), "reply_to": str(post.reply_to_id) if post.reply_to_id else None}
    return facts | {
        "version": now.number,
        "words": committed(now.salt, now.body),
        "shown": committed(now.salt, now.html),
        "after_gate": now.after_gate,
    }


def tell_opener(kind, post, *, by):
    """On a sponsor-only question, tell whoever opened a thread what becomes of the team's posts in it."""
    if post.question.sponsor_only and post.by_staff and post.thread.concerns(post.thread.opener):
        record(kind, post, by=by)


def tell_author(post, *, by):
    """Tell whoever's words changed on their other pages too: of a held post nobody else hears but the desk."""
    if post.out_of_sight and (post.question.shared or post.by_staff):
        record("post.amended", post, by=by)
    tell_alone(post, by=by)


def tell_alone(post, *, by):
    """On a question closed to peers, tell the one advisor whom a post concerns; the stream there is staff's."""
    if post.question.shared:
        return
    if not post.by_staff:
        record("post.noted", post, by=by)
    elif not post.out_of_sight:
        tell_opener("post.addressed", post, by=by)


def new_version(post, body, *, after_gate=False, covered=0):
    """Give a post its first words, with which it is written, or others; its earlier ones stay in the history."""
    words = {"body": body, "html": drawn(body), "word_count": counted(body), "salt": secrets.token_hex(16)}
    version = PostVersion(post=post, number=post.version, at=timezone.now(), after_gate=after_gate, **words)
    version.covered = covered
    post.current = insert_soon(version)
    if post._state.adding:
        insert_soon(post)
        if post.order:
            index(post, fresh=True)
    else:
        touch(post, "current", "version", "edited_at")


def take_out(post, *, by, reason="", hold=None):
    """Take a post out of sight, anew or by the `hold` that it had: its author hears of it, others if they saw it."""
    if post.removed_at:
        raise Conflict("removed", "This post was removed already.")
    if post.held_at:
        raise Conflict("held", "This post is held already.")
    post.held_at = timezone.now()
    touch(post, "held_at")
    hold = hold or Hold(post=post, by=by if by.user_id else None, reason=reason, at=post.held_at)
    hold.lifted_at = hold.lifted_by = None
    hold.save()
    if post.order:
        record("post.withdrawn", post, by=by)
    record("post.held", post, by=by, hold=hold.pk)
    record("post.detained", post, by=by)
    if post.order:
        tell_opener("post.withheld", post, by=by)
