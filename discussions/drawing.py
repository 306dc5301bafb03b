"""Posts drawn once for each way of seeing, for page and live frame alike; the viewer is marked afterwards."""

import re
from functools import cache, cached_property, lru_cache
from math import inf
from uuid import UUID

from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe

from advisory.events.readers import NAMES
from advisory.prepared import prepared
from advisory.templatetags.ui import tint
from discussions.models import Hold, Post, Reaction
from discussions.moulds import place as place_of
from discussions.moulds import poured
from discussions.polls.panels import draw_shared
from discussions.telling import aliased, called, date_of, face, mask, masked, moment, nameless, place, rounded
from discussions.visibility import STAFF

MOST, LONGEST = 5_000, 64 * 1024 * 1024  # copies, and letters in all of them
HERE, ANY = "some-board", UUID(int=0)
SHOWN = {("post", name) for name in (
    "id", "thread_id", "html", "at", "shown", "edited_at", "edited_shown", "order", "version", "kind", "poll", "agree",
    "insightful", "hold_reason", "wish",
)} | {("post", "author", name) for name in ("id", "name", "sub", "initials", "alias_name")}  # fmt: skip
MARKS = "held", "removed", "pinned", "staged", "settled"
FRAME = {("thread",), ("author", "id"), ("author", "name"), ("name",), ("post",), ("replies",)}
PLACE = re.compile(r'<i data-own="(\S+)" data-question="(\d+)" hidden></i>')


class Copies(dict):
    """Drawn copies; when they have become too much, all are forgotten."""

    length = 0

    def keep(self, key, html):
        """Keep one more."""
        if len(self) >= MOST or self.length + len(html) > LONGEST:
            self.clear()
        self[key] = html
        self.length += len(html)
        return html

    def clear(self):
        """Forget all."""
        super().clear()
        self.length = 0


_drawn = Copies()


def draw_post(post, gaze, *, withdrawn=False):
    """One post as HTML; drawn copies are kept until the post, or what may be known of its author, changes."""
    key = _key(post, gaze, withdrawn)
    return _drawn.get(key) or _drawn.keep(key, _rendered(post, gaze, withdrawn))


def draw_thread(answer, replies, gaze, *, hidden=frozenset()):
    """An answer with its replies as HTML; posts in `hidden` are drawn as their empty places."""
    posts = (answer, *replies)
    keys = tuple(_key(post, gaze, post.pk in hidden) for post in posts)
    return _drawn.get(keys) or _drawn.keep(keys, _framed(posts, gaze, hidden))


def draw_threads(question, posts, gaze, *, hidden=frozenset(), newest_first=False):
    """Outlined posts of a question as its threads, in order of publication or the one last posted in first.

    Threads without a drawn copy are fetched whole, all at once.
    """
    threads = {}
    for post in posts:
        threads.setdefault(post.thread_id, []).append(post)
    shown = sorted(threads.values(), key=_latest, reverse=True) if newest_first else threads.values()
    year = timezone.now().year
    keys = {(gaze, year, *(_mark(post, hidden) for post in own)): own for own in shown}
    found = {key: html for key in keys if (html := _drawn.get(key))}
    whole = _whole(question, [post.pk for key, own in keys.items() if key not in found for post in own])
    for key, own in keys.items():
        if key not in found:
            answer, *replies = (whole[post.pk] for post in own)
            found[key] = _drawn.keep(key, draw_thread(answer, replies, gaze, hidden=hidden))
    return "".join(found[key] for key in keys)


def _mark(post, hidden):
    """What an outlined post is known by, among threads drawn before."""
    return post.mark, bool(hidden) and post.pk in hidden, rounded(post)


def _latest(posts):
    """When somebody last posted in a thread; a post that others have yet to see is its author's newest."""
    return max(post.order or inf for post in posts)


def _key(post, gaze, withdrawn):
    """Everything that a drawn copy depends on."""
    author, question = post.author, post.question
    return (
        post.pk, post.changes, gaze, withdrawn, rounded(post), question.shared, aliased(post, gaze), author.user.name,
        author.patient_expert, question.blinded, _kind(post, gaze), timezone.now().year,
    )  # fmt: skip


def _rendered(post, gaze, withdrawn):
    template = "discussions/threads/_withdrawn.html" if withdrawn else "discussions/threads/_post.html"
    seen, poll = _seen(post, gaze, rounded(post)), draw_shared(post, gaze)
    return poured(template, {"post": seen | ({"poll": poll, "kind": "Poll"} if poll else {})}, SHOWN)


def _framed(posts, gaze, hidden):
    answer, (first, *others) = posts[0], [draw_post(post, gaze, withdrawn=post.pk in hidden) for post in posts]
    context = {
        "thread": answer.thread_id,
        "author": face(answer, gaze) if answer.pk not in hidden else None,
        "name": called(answer, gaze),
        "post": first,
        "replies": mark_safe("".join(others)),
    }
    return poured("discussions/threads/_thread.html", context, FRAME)


def _whole(question, keys):
    """Some of a question's posts with everything a drawn copy shows, by their keys."""
    found = _drawn_whole(keys=list(keys))
    for post in found:
        post.question = question
    return {post.pk: post for post in found}


@prepared(keys=[Post._meta.pk])
def _drawn_whole(keys):
    return Post.objects.drawn().filter(pk__in=keys).order_by()


def appears(post, gaze):
    """A post that is new to the page: an answer with its thread, a reply inside one."""
    if not post.is_answer:
        return reappears(post, gaze)
    replies = replies_to(post)
    hidden = {reply.pk for reply in replies if reply.held_at}
    return draw_thread(post, replies, gaze, hidden=hidden), "beforeend:#threads"


def appears_alone(post, gaze):
    """A post on a question closed to peers, for its author: an answer with their own replies and the team's."""
    if not post.is_answer:
        return reappears(post, gaze)
    told = Q(author=post.author_id)
    if post.thread.concerns(post.author):
        told |= Q(role__in=STAFF, held_at=None)
    return draw_thread(post, _replies([post.thread_id]).filter(told), gaze), "beforeend:#threads"


def reappears(post, gaze):
    """A post that takes the place of its earlier self, or the end of its thread."""
    return draw_post(post, gaze), f"beforeend:#replies-{post.thread_id}"


def marked(html, member, reactions):
    """Drawn posts with the viewer's own marked "mine" and their reactions pressed."""
    for own in (member.pk, member.alias_id):
        if (head := f'data-author="{own}"') in html:
            mine = set(re.findall(rf'data-post="(\S+)" {head}', html))
            html = PLACE.sub(lambda place, mine=mine: _owned(place, mine, member.board.slug), html)
            html = html.replace(head, f"{head} data-mine")
    for post, kind in reactions:
        which = f'data-reaction="{post}:{kind}"'
        html = html.replace(
            f'value="1" aria-pressed="false" {which}',
            f'value="0" aria-pressed="true" {which}',
        )
    return html


def _owned(place, mine, slug):
    """What only its author does with a post, in its place: in their own posts alone."""
    post, number = place.groups()
    return owned(slug, int(number), post) if post in mine else place[0]


def owned(slug, number, post):
    """What an author does with their own post."""
    return _own_tools(slug, number).replace(str(ANY), post)


@lru_cache(1_000)
def _own_tools(slug, number):
    """What an author does with a post, drawn once for a question."""
    about = {"board": {"slug": slug}, "question": {"number": number}}
    return render_to_string("discussions/threads/_own.html", about)


class Replies:
    """The replies under some answers, read together once one of them is asked for."""

    def __init__(self, answers):
        self.answers = [answer for answer in answers if answer.is_answer]

    @cached_property
    def by_thread(self):
        """Every published reply by its thread, in the order of publication."""
        found = {}
        for reply in below(threads=sorted({answer.thread_id for answer in self.answers})):
            found.setdefault(reply.thread_id, []).append(reply)
        return found


def replies_to(answer):
    """What was published under an answer; whoever fetched many answers gave them their `replies` together."""
    together = getattr(answer, "replies_together", None) or Replies([answer])
    return together.by_thread.get(answer.thread_id, [])


def _replies(threads):
    return Post.objects.drawn().published().filter(thread__id__in=threads).exclude(reply_to=None)


below = prepared(threads=[Post._meta.pk])(_replies)


def _seen(post, gaze, day):
    board, number, hold = post.question.board, post.question.number, _standing(post)
    return {
        "id": post.pk,
        "thread_id": post.thread_id,
        "question_number": number,
        "author": author_of(post, gaze),
        "html": mark_safe(post.current.html),
        "at": moment(post.published_at, day=day),
        "shown": date_of(post.published_at, day=day),
        "edited": bool(post.edited_at),
        "edited_at": moment(post.edited_at, day=day),
        "edited_shown": date_of(post.edited_at, day=day) if post.edited_at else "",
        "after_gate": post.current.after_gate,
        "order": place(post, gaze) or "",
        **{name: bool(getattr(post, f"{name}_at")) for name in MARKS},
        "hold_reason": hold.reason,
        "wish": hold.wish,
        "struck": bool(post.removed_by_id),
        "locked": post.is_answer and bool(post.thread.locked_at),
        "redacted": post.is_redacted,
        "reply": not post.is_answer,
        "kind": _kind(post, gaze),
        "version": post.edition,
        "agree": post.agree,
        "insightful": post.insightful,
        "urls": _urls(board.slug, number),
    }


def author_of(post, gaze):
    """Who wrote a post, with what stands beside the name, as one way of seeing may know them."""
    seat, blind, known = post.author, aliased(post, gaze), face(post, gaze)
    return known | {
        "name": called(post, gaze),
        "sub": seat.user.name if blind and gaze == NAMES else "",
        "initials": mask(post)[2] if blind else seat.user.initials,
        "blind": blind,
        "alias_name": seat.alias_name,
        "tint": tint(known["id"]),
        "staff": post.by_staff,
        "patient_expert": seat.patient_expert and (gaze == NAMES or not blind),
    }


def _kind(post, gaze):
    """What the team asks with a post: a probe, or a clarification of somebody."""
    asked = getattr(post, "clarification", None)
    if asked is None:
        return post.asks
    hidden = gaze != NAMES and nameless(asked.member, post.question, gaze)
    return f"Clarification, asked of {masked(asked.member, post.question)[1] if hidden else asked.member.user.name}"


def _standing(post):
    """The hold under which a post is out of sight, or an empty one."""
    return (Hold.objects.filter(post=post, lifted_at=None).first() if post.held_at else None) or Hold()


@lru_cache(1_000)
def _urls(slug, number):
    """The addresses of what can be done with a post, with a place for its id."""
    page, post = reverse("question", args=[slug, number]), place_of("post", "id")
    acts = {name: shape.replace(HERE, slug).replace(str(ANY), post) for name, shape in _shapes().items()}
    return acts | {"reply": f"{page}?reply={post}#composer"}


@cache
def _shapes():
    """The addresses of what can be done with a post, worked out once for all of them."""
    acts = {name: reverse(name, args=[HERE, ANY]) for name in ("history", "release", "flagging", "moderation")}
    return acts | {kind: reverse("reaction", args=[HERE, ANY, kind]) for kind in Reaction.Kind.values}
