"""Answers and replies are posted, edited and removed by whoever wrote them."""

from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from advisory.events.record import ahead_of_record, lock, record
from advisory.prepared import prepared
from advisory.refusals import Absent, Conflict, Invalid
from advisory.rights import SYSTEM, allow, can
from advisory.rows import insert_soon, number
from advisory.text import checked
from boards.commands.stamps import require_current
from discussions.asked import drafts
from discussions.commands.acts import log_act
from discussions.commands.answers import ask_again_without, note_answered
from discussions.commands.drafts import forget_draft
from discussions.commands.findings import holds, keep_findings, read_through, screened
from discussions.commands.posts import (
    facts_of,
    new_version,
    place_next,
    take_out,
    tell_alone,
    tell_author,
    touch,
)
from discussions.commands.questions import gate_of, open_gate, require_open, require_read, takes_words
from discussions.commands.redactions import brought_back, covered_before
from discussions.commands.writing import (
    ahead_of_writing,
    approved_later,
    require_free,
    require_latest,
    require_patience,
    under_held,
)
from discussions.models import Act, Post, PostVersion, Thread
from discussions.models.threads import MARK
from discussions.screening import apart

KEY = Post._meta.pk


class Words(NamedTuple):
    """Checked words under the id of whoever sends them: an answer, a reply, or one with which the team probes."""

    client_id: UUID
    body: str
    parent: Post | None = None
    probe: bool = False


def _may_say(by, question):
    return can(by, "post.create", question) and takes_words(question)


def _may_mend(by, post):
    return can(by, "post.edit", post) and takes_words(post.question) and not post.removed_at


@read_through(_may_say)
@transaction.atomic
def create_post(  # noqa: PLR0913 - what was said, where, by whom, and from which page
    question, *, by, body, client_id, reply_to=None, probe=None, stamp=None
):
    """Post an answer or a reply once, however often it is sent; returns the post and whether it is new.

    With `probe` a reply of the team's asks something, as it does where nothing is said of it; else it is a plain reply.
    """
    by, question = lock(question.board, by, question, ahead=_ahead(by, question, client_id, reply_to))
    earlier = _sent.first(user=by.user_id, client_id=client_id)
    if earlier:
        return _replayed(earlier, by, (question.pk, reply_to, checked(body))), False
    require_current(by, stamp)
    require_free(by)
    allow(by, "post.create", question)
    require_open(question)
    require_read(question, by)
    body = checked(body)
    parent = _parent(question, by, reply_to)
    if parent is None:
        _require_discussion(question, by)
    if probe:
        allow(by, "post.probe", question)
    probe = _probes(question, by, parent, probe)
    return post_words(question, by, Words(client_id, body, parent, probe)), True


def post_words(question, by, words):
    """Post checked words, under the caller's lock and with the caller's right; an answer opens its author's gate."""
    require_patience(by)
    found, parent = _read(by, question, words.body), words.parent
    reason = holds(question.board, found, by=by) or under_held(parent, by=by) or approved_later(question, by=by)
    post = _posted(question, by, words, waits=bool(reason))
    _say(post, words.body)
    keep_findings(post, found)
    if reason:
        _wait_to_be_read(post, reason)
    if post.probe:
        log_act("probed", by=by, post=post, member=parent.author)
    if parent:
        note_answered(post)
    if parent is None and by.advises:
        open_gate(question, by)
    forget_draft(question, by, str(parent.pk if parent else ""))
    return post


@read_through(_may_mend)
@transaction.atomic
def edit_post(post, *, by, body, version, stamp=None):
    """Change one's own words; a held post stays held, an older version stays in the history."""
    by, post = lock(post.board, by, post)
    require_current(by, stamp)
    _require_seen(by, post)
    require_free(by)
    allow(by, "post.edit", post)
    require_open(post.question)
    body = checked(body)
    if post.removed_at:
        raise Conflict("removed", "You removed this post; it cannot be changed any more.")
    if body == post.current.body:
        return post
    require_latest(post, version)
    require_patience(by)
    post.version += 1
    post.edited_at = timezone.now()
    covered = post.current.covered if MARK in body else 0
    new_version(post, body, after_gate=saw_others(by, post), covered=covered)
    fresh = keep_findings(post, _read(by, post.question, body))
    reason = "" if post.held_at else _why_to_wait(post, fresh, by)
    if reason:
        _wait_to_be_read(post, reason)
    record("post.mended" if post.out_of_sight else "post.edited", post, by=by, **facts_of(post))
    tell_author(post, by=by)
    return post


@transaction.atomic
def remove_post(post, *, by, stamp=None):
    """Take one's own words back: the place stays, the words go from the page; moderators keep the history.

    What a moderator removed before is its author's removal from then on, and stays away.
    """
    by, post = lock(post.board, by, post)
    require_current(by, stamp)
    _require_seen(by, post)
    allow(by, "post.remove", post)
    require_open(post.question)
    if post.removed_at and not post.removed_by_id:
        return
    post.removed_at, post.removed_by = timezone.now(), None
    touch(post, "removed_at", "removed_by")
    ask_again_without(post, by=by)
    record("post.dropped" if post.out_of_sight else "post.removed", post, by=by, after_gate=saw_others(by, post))
    tell_author(post, by=by)


def saw_others(by, post):
    """Whether an advisor could read the others when they changed their own words."""
    others = post.question.posts.exclude(author=by).exclude(order=None)
    return by.advises and post.question.answer_first and post.question.shared and others.exists()


def _why_to_wait(post, found, by):
    """Why changed words wait until a moderator has read them, or nothing."""
    return holds(post.board, found, by=by) or under_held(post.reply_to, by=by) or approved_later(post.question, by=by)


def _read(by, question, body):
    """What a moderator may need to know of somebody's words: what screening finds, and what was covered before."""
    return apart(screened(question.board, body) + brought_back(by, question, body))


def _require_discussion(question, by):
    if question.kind and by.advises:
        words = "This question is answered with its form. Your text was not posted; you can copy it."
        raise Conflict("answered_by_form", words)


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
    parent = _on_question.first(question=question.pk, key=reply_to)
    if parent is None:
        _require_unmoved(question, by, reply_to)
    _require_seen(by, parent)
    if parent.removed_at:
        raise Conflict("removed", "The post you reply to was removed. Your text is kept; you can copy it.")
    if parent.thread.locked_at:
        raise Conflict("locked", "A moderator has closed this thread to replies. Your text is kept; you can copy it.")
    return parent


def _probes(question, by, parent, probe):
    """Whether a reply is a probe: as whoever may probe says, and where they say nothing, it is."""
    if not probe:
        return probe is None and parent is not None and can(by, "post.probe", question)
    if parent is None:
        raise Invalid(fields={"probe": "A probe replies to a post. Name it in reply_to."})
    return True


@prepared(question=KEY, key=KEY)
def _on_question(question, key):
    return Post.objects.drawn().filter(question=question, pk=key)


def _require_unmoved(question, by, reply_to):
    """Say that a post was moved to whoever replies to it where it stood; the number of a question they may read."""
    left = Q(facts__from=str(question.pk)) | Q(facts__to=str(question.pk), undone_at__isnull=False)
    moved = Act.objects.filter(left, board=question.board, verb=Act.Verb.MOVED)
    if any(str(reply_to) in act.facts["posts"] for act in moved):
        post = Post.objects.select_related(*Post.together).filter(pk=reply_to).first()
        where = f"to Question {post.question.number}" if can(by, "post.see", post) else "elsewhere"
        raise Conflict("moved", f"A moderator moved this post {where}. Your text is kept; you can copy it.")


def _require_seen(by, post):
    if post is None or not can(by, "post.see", post):
        raise Absent


@prepared(user=KEY, client_id=KEY)
def _sent(user, client_id):
    return Post.objects.drawn().filter(author__user=user, client_id=client_id)


def _ahead(by, question, client_id, reply_to):
    """What posting asks, in the order in which it does."""
    yield _sent.of(user=by.user_id, client_id=client_id)
    yield ahead_of_writing(by.user)
    yield covered_before.of(author=by.pk, question=question.pk)
    yield number(PostVersion).of()
    yield from ahead_of_record(question.stream)
    if reply_to:
        yield _on_question.of(question=question.pk, key=reply_to)
    else:
        yield gate_of.of(question=question.pk, member=by.pk)
    yield drafts.of(question=question.pk, member=by.pk)


def _posted(question, by, words, *, waits):
    """A post in its place; one that waits to be read, and a reply to one that nobody saw yet, has none."""
    parent = words.parent
    thread = parent.thread if parent else insert_soon(Thread(question=question, opener=by, role=by.role))
    post = Post(
        question=question, thread=thread, author=by, role=by.role, client_id=words.client_id, reply_to=parent,
        probe=words.probe,
    )  # fmt: skip
    if not waits and (parent is None or parent.order):
        place_next(post)
    return post


def _wait_to_be_read(post, reason):
    take_out(post, by=SYSTEM, reason=reason)
    log_act("held", by=SYSTEM, post=post, reason=reason, version=post.edition)


def _say(post, body):
    new_version(post, body)
    if post.order:
        record("post.created", post, by=post.author, **facts_of(post))
        tell_alone(post, by=post.author)
    else:
        record("post.submitted", post, by=post.author, **facts_of(post))
        record("post.kept", post, by=post.author)
