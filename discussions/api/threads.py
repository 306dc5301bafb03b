"""Posts over the API: read, sent, changed and taken back."""

from uuid import UUID

from django.db.models import F, Q
from ninja import Query, Router
from ninja.responses import Status

from advisory.api.addresses import Id, Number, Slug
from advisory.api.lists import Window, lost
from advisory.api.shapes import Stamped, reads, writes
from advisory.api.steady import steady
from discussions.api.seen import asked, seen_post
from discussions.api.shapes import Change, NewPost, PostList, Removed, Said
from discussions.commands.threads import create_post, edit_post, remove_post
from discussions.guide import readable
from discussions.models import Post
from discussions.noticing import told_findings
from discussions.permissions import reads_question
from discussions.polls.telling import Standing
from discussions.telling import face, moment, rounded

router = Router(tags=["posts"])


@router.get("boards/{slug}/questions/{number}/posts", response=reads(PostList), exclude_unset=True)
def posts(request, slug: Slug, number: Number, window: Query[Window]):
    """What I may read on a question, in the order of publication; behind the gate my own alone."""
    return _posts(request.auth, slug, number, window)


@router.post(
    "boards/{slug}/questions/{number}/posts", response=writes({(200, 201): Said | Removed}), exclude_unset=True
)
def create(request, slug: Slug, number: Number, payload: NewPost):
    """Post an answer or a reply; the same again is answered with the post that is already there."""
    member, question = asked(request.auth, slug, number)
    post, fresh = create_post(question, by=member, **vars(payload))
    return Status(201 if fresh else 200, _with_findings([post], member, polled=[] if fresh else [post])[0])


@router.put("posts/{post_id}", response=writes({200: Said}), exclude_unset=True)
def edit(request, post_id: Id, payload: Change):
    """Change my own words; a change that began from an older version is refused with both texts."""
    post, member = seen_post(request.auth, post_id)
    return _with_findings([edit_post(post, by=member, **vars(payload))], member)[0]


@router.delete("posts/{post_id}", response=writes({204: None}))
def remove(request, post_id: Id, payload: Stamped | None = None):
    """Take my own words back."""
    post, member = seen_post(request.auth, post_id)
    remove_post(post, by=member, stamp=payload and payload.stamp)
    return Status(204, None)


def told(post, member):
    """A post as one member may know it: whole, without its removed words, or only its empty place."""
    reply_to = str(post.reply_to_id) if post.reply_to_id else None
    if post.hidden_from(member):
        return {"id": str(post.pk), "reply_to": reply_to, "held": True}
    day = rounded(post)
    facts = {
        "id": str(post.pk),
        "question": post.question.number,
        "reply_to": reply_to,
        "author": face(post, member.gaze) | {"me": post.author_id == member.pk},
        "at": moment(post.published_at, day=day),
        "edited_at": moment(post.edited_at, day=day),
        "version": post.edition,
        "held": bool(post.held_at),
        "removed": bool(post.removed_at),
        "reactions": {"agree": post.agree, "insightful": post.insightful},
    }
    if post.removed_at:
        return facts
    probe = {"probe": True} if post.probe else {}
    return facts | {"body": post.current.body, "body_html": post.current.html} | probe


def _with_findings(posts, member, *, polled=None):
    """Posts as one member may know them, with their polls; of their own, or at the desk, with what was noticed."""
    found, asked = told_findings(member, posts), _polls(posts if polled is None else polled, member)
    facts = [told(post, member) for post in posts]
    return [
        one
        | ({"screening": found[post.pk]} if "body" in one and post.pk in found else {})
        | ({"poll": asked[post.pk]} if "body" in one and post.pk in asked else {})
        for post, one in zip(posts, facts, strict=True)
    ]


def _polls(posts, member):
    """The polls of some posts as one member may know them: {post: facts}."""
    found = {post.pk: post.poll for post in posts if hasattr(post, "poll")}
    for post in posts:
        if post.pk in found:
            found[post.pk].post = post
    standing = Standing(member, found.values())
    return {key: standing.told(poll) for key, poll in found.items()}


@steady
def _posts(user, slug, number, window):
    member, question = asked(user, slug, number)
    found = readable(member, question, everybody=reads_question(member, question))
    found = (
        found.select_related(None)
        .select_related("author__user", "current", "poll")
        .filter(_behind(question, window.after))
    )
    rows = list(found.order_by(F("order").asc(nulls_last=True), "created_at", "pk")[: window.limit + 1])
    for post in rows:
        post.question = question
    page = window.listed(rows, lambda post: post.pk)
    return page | {"items": _with_findings(page["items"], member)}


def _behind(question, key):
    """What comes after a post that a page ended with; unpublished ones stand last."""
    if not key:
        return Q()
    last = _last(question, key)
    if last.order is not None:
        return Q(order__gt=last.order) | Q(order=None)
    later = Q(created_at__gt=last.created_at) | Q(created_at=last.created_at, pk__gt=last.pk)
    return Q(order=None) & later


def _last(question, key):
    try:
        return Post.objects.get(question=question, pk=UUID(key))
    except (Post.DoesNotExist, ValueError) as unknown:
        raise lost() from unknown
