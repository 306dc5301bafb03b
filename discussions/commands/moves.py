"""Moderators move a post to another question, or split a reply off as an answer of its own, its replies along."""

from django.db import transaction

from advisory.events.record import lock, record
from advisory.refusals import Conflict
from advisory.rights import allow
from boards.commands.stamps import require_current
from discussions.commands.acts import log_act, require_standing
from discussions.commands.posts import place_next, tell_author, tell_opener, touch
from discussions.models import Post, Question, Thread


@transaction.atomic
def move_post(post, to, *, by, reason="", stamp=None):
    """Take a post with the replies to it to another question, if that is at least as closed; it stands there last."""
    by, post, to = lock(post.board, by, post, to)
    require_current(by, stamp)
    allow(by, "post.moderate", post)
    if to.pk == post.question_id:
        return None
    _require_movable(post)
    _require_as_closed(post.question, to)
    facts = _carry(post, to, by=by)
    return log_act("moved", by=by, post=post, reason=reason, **facts)


@transaction.atomic
def split_post(post, *, by, reason="", stamp=None):
    """Make a reply an answer of its own, with the replies to it; it stands last on its question."""
    by, post = lock(post.board, by, post)
    require_current(by, stamp)
    allow(by, "post.moderate", post)
    if post.is_answer:
        return None
    _require_movable(post)
    facts = _carry(post, post.question, by=by)
    return log_act("split", by=by, post=post, reason=reason, **facts)


def carry_back(act, by):
    """Put what was moved or split off back where it stood, with whatever was said to it meanwhile."""
    post = Post.objects.select_related(*Post.together).get(pk=act.post_id)
    home = Question.objects.select_related("board").get(pk=act.facts["from"])
    if str(post.question_id) != act.facts["to"]:
        raise Conflict("moved", "This post was moved on already.")
    thread = _thread_before(act, home)
    new, branch = post.thread, _branch(post)
    known = set(act.facts["posts"])
    if not home.policy.covers(post.question.policy) and any(_since(one, act, known) for one in branch):
        raise Conflict("less_closed", "Somebody has written there since, for fewer readers. It stays where it is.")
    _leave(branch, by=by)
    post.reply_to_id = act.facts["parent"]
    _settle(branch, home, thread, act.facts["posts"])
    _arrive(branch, by=by)
    if not new.posts.exists():
        new.delete()


def _thread_before(act, home):
    """The thread that a post goes back to: where the post that it replies to stands now, if on the same question."""
    if not act.facts["parent"]:
        return Thread.objects.get(pk=act.facts["thread"])
    parent = Post.objects.select_related("thread").get(pk=act.facts["parent"])
    if parent.question_id != home.pk:
        raise Conflict("moved", "The post that it replies to was moved meanwhile. It stays where it is.")
    return parent.thread


def _carry(post, to, *, by):
    """Move a branch under the caller's lock; gives what it takes to put it back."""
    branch, thread = _branch(post), post.thread
    facts = {"from": str(post.question_id), "to": str(to.pk), "thread": str(thread.pk)}
    facts["parent"] = str(post.reply_to_id) if post.reply_to_id else None
    facts["posts"] = {str(one.pk): one.order for one in branch}
    _leave(branch, by=by)
    if not post.is_answer:
        thread = Thread.objects.create(question=to, opener=post.author, role=post.role)
        post.reply_to = None
    _settle(branch, to, thread, {})
    _arrive(branch, by=by)
    return facts


def _branch(post):
    """A post with everything that was said to it, in the order of publication; what nobody saw yet comes last."""
    found, branch = Post.objects.select_related(*Post.together).filter(thread=post.thread_id), {post.pk: post}
    for one in sorted(found, key=lambda one: (one.created_at, one.pk)):
        if one.reply_to_id in branch:
            branch[one.pk] = one
    return sorted(branch.values(), key=lambda one: (one.order is None, one.order, one.created_at))


def _leave(branch, *, by):
    """Tell whoever read the branch where it stood that it is there no longer."""
    for post in branch:
        if post.order is not None and not post.held_at:
            record("post.withdrawn", post, by=by)
        if post.order is not None:
            record("post.left", post, by=by)
        if not post.question.shared:
            tell_opener("post.withheld", post, by=by) if post.by_staff else record("post.gone", post, by=by)


def _settle(branch, to, thread, places):
    """Give every post of a branch its question, thread and place there; what was held appears at its release."""
    thread.question = to
    thread.save(update_fields=["question"])
    for post in branch:
        placed, held = _free(places.get(str(post.pk)), to, post), post.held_at is not None
        post.question, post.thread = to, thread
        if placed is None and not held and post.order is not None:
            place_next(post)
        else:
            post.order = placed
        touch(post, "question", "thread", "reply_to", "order")


def _free(place, to, post):
    """The place where a post stood, unless its question was numbered anew meanwhile."""
    if place is None or place > to.last_order or to.posts.filter(order=place).exclude(pk=post.pk).exists():
        return None
    return place


def _arrive(branch, *, by):
    """Tell whoever reads the branch where it stands now."""
    for post in branch:
        if post.order is not None and not post.held_at:
            record("post.published", post, by=by, first=False)
        elif post.held_at:
            record("post.readmitted", post, by=by)
        tell_author(post, by=by)


def _since(post, act, known):
    """Whether a post was written or changed after an act."""
    return str(post.pk) not in known or post.created_at > act.at or (post.edited_at and post.edited_at > act.at)


def _require_movable(post):
    require_standing(post)
    if post.by_staff and not post.is_answer:
        raise Conflict("probe", "What the team replies stays with the post that it is about.")


def _require_as_closed(here, there):
    if there.state == Question.State.WAITING:
        raise Conflict("closed", f"Question {there.number} is not open yet.")
    if not there.policy.covers(here.policy) or (there.shared and not here.shared):
        words = f"Question {there.number} is read by more people than Question {here.number}. Choose one as closed."
        raise Conflict("less_closed", words)
    if there.blinded and not here.blinded:
        words = f"Question {there.number} shows aliases. Who read this post by name would learn whose alias is whose."
        raise Conflict("names_known", words)
