"""Answers and replies are posted, edited and removed by whoever wrote them."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from advisory.events.record import committed, lock, record
from advisory.refusals import Absent, Conflict, TooMany
from advisory.rights import allow, can
from advisory.text import checked, counted, drawn
from boards.commands.stamps import require_current
from discussions.commands.questions import open_gate, require_open
from discussions.models import Draft, Post, PostVersion, Thread


@transaction.atomic
def create_post(  # noqa: PLR0913 - what was said, where, by whom, and from which page
    question, *, by, body, client_id, reply_to=None, stamp=None
):
    """Post an answer or a reply once, however often it is sent; returns the post and whether it is new."""
    by, question = lock(question.board, by, question)
    earlier = Post.objects.drawn().filter(author__user=by.user_id, client_id=client_id).first()
    if earlier:
        return _replayed(earlier, by, (question.pk, reply_to, checked(body))), False
    require_current(by, stamp)
    allow(by, "post.create", question)
    require_open(question)
    body = checked(body)
    parent = _parent(question, by, reply_to)
    _require_patience(by)
    post = _posted(question, by, client_id, parent)
    _say(post, body)
    if parent is None and by.advises:
        open_gate(question, by)
    Draft.objects.filter(member=by, question=question, place=str(reply_to or "")).delete()
    return post, True


@transaction.atomic
def edit_post(post, *, by, body, version, stamp=None):
    """Change one's own words; a held post stays held, an older version stays in the history."""
    by, post = lock(post.board, by, post)
    require_current(by, stamp)
    _require_seen(by, post)
    allow(by, "post.edit", post)
    require_open(post.question)
    body = checked(body)
    if post.removed_at:
        raise Conflict("removed", "You removed this post; it cannot be changed any more.")
    if body == post.current.body:
        return post
    if version != post.version:
        message = "This post was changed elsewhere meanwhile. Both texts are here; choose what to keep."
        raise Conflict("stale_version", message, facts={"body": post.current.body, "version": post.version})
    post.version += 1
    post.edited_at = timezone.now()
    _version(post, body, after_gate=saw_others(by, post))
    record("post.mended" if post.held_at else "post.edited", post, by=by, **facts_of(post))
    _tell_author(post)
    return post


@transaction.atomic
def remove_post(post, *, by, stamp=None):
    """Take one's own words back: the place stays, the words go from the page; moderators keep the history."""
    by, post = lock(post.board, by, post)
    require_current(by, stamp)
    _require_seen(by, post)
    allow(by, "post.remove", post)
    require_open(post.question)
    if post.removed_at:
        return
    post.removed_at = timezone.now()
    touch(post, "removed_at")
    record("post.dropped" if post.held_at else "post.removed", post, by=by, after_gate=saw_others(by, post))
    _tell_author(post)


def tell_opener(kind, post, *, by):
    """On a sponsor-only question, tell whoever opened a thread what becomes of the team's posts in it."""
    if post.question.sponsor_only and post.by_staff and post.thread.concerns(post.thread.opener):
        record(kind, post, by=by)


def touch(post, *fields):
    """Save what changed of a post, so that every drawn copy of it is drawn anew."""
    post.changes += 1
    post.save(update_fields=[*fields, "changes"])


def place_next(post):
    """Give a post the next place in its question: order on screen is publication."""
    post.question.last_order += 1
    post.question.save(update_fields=["last_order"])
    post.order = post.question.last_order


def saw_others(by, post):
    """Whether an advisor could read the others when they changed their own words."""
    others = post.question.posts.exclude(author=by).exclude(order=None)
    return by.advises and post.question.answer_first and post.question.shared and others.exists()


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


def _replayed(earlier, by, asked):
    if earlier.author_id == by.pk and not can(by, "post.see", earlier):
        raise Absent
    first = earlier.versions.get(number=1).body
    if (earlier.question_id, earlier.reply_to_id, first) != asked:
        raise Conflict("client_id_reused", "This text was sent before with other words. It is kept; send it again.")
    return earlier


def _parent(question, by, reply_to):
    if reply_to is None:
        return None
    parent = Post.objects.drawn().filter(question=question, pk=reply_to).first()
    _require_seen(by, parent)
    if parent.removed_at:
        raise Conflict("removed", "The post you reply to was removed. Your text is kept; you can copy it.")
    return parent


def _require_seen(by, post):
    if post is None or not can(by, "post.see", post):
        raise Absent


def _require_patience(by):
    since = timezone.now() - timedelta(minutes=1)
    if Post.objects.filter(author__user=by.user_id, created_at__gt=since).count() >= settings.LIMIT_POSTS:
        raise TooMany


def _posted(question, by, client_id, parent):
    thread = parent.thread if parent else Thread.objects.create(question=question, opener=by, role=by.role)
    post = Post(question=question, thread=thread, author=by, role=by.role, client_id=client_id, reply_to=parent)
    place_next(post)
    post.save(force_insert=True)
    return post


def _say(post, body):
    _version(post, body)
    record("post.created", post, by=post.author, **facts_of(post))
    _tell_alone(post)


def _tell_author(post):
    """Tell whoever changed their words on their other pages too: of a held post nobody else hears but the desk."""
    if post.held_at and (post.question.shared or post.by_staff):
        record("post.amended", post, by=post.author)
    _tell_alone(post)


def _tell_alone(post):
    """On a question closed to peers, tell the one advisor whom a post concerns; the stream there is staff's."""
    if post.question.shared:
        return
    if not post.by_staff:
        record("post.noted", post, by=post.author)
    elif not post.held_at:
        tell_opener("post.addressed", post, by=post.author)


def _version(post, body, *, after_gate=False):
    html = drawn(body)
    post.current = PostVersion.objects.create(
        post=post, number=post.version, body=body, html=html, salt=secrets.token_hex(16), at=timezone.now(),
        after_gate=after_gate, word_count=counted(body),
    )  # fmt: skip
    touch(post, "current", "version", "edited_at")
