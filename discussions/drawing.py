"""Posts drawn once for each way of seeing, for page and live frame alike; the viewer is marked afterwards."""

from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from advisory.events.readers import ALIASES
from discussions.models import Hold, Post
from discussions.telling import aliased, face, moment, place, rounded
from discussions.visibility import STAFF

MOST = 5_000
_drawn = {}


def draw_post(post, gaze, *, withdrawn=False):
    """One post as HTML; drawn copies are kept until the post, or what may be known of its author, changes."""
    author = post.author
    day = rounded(post)
    key = (
        post.pk,
        post.changes,
        gaze,
        withdrawn,
        day,
        post.question.shared,
        aliased(post),
        author.user.name,
        author.patient_expert,
    )
    html = _drawn.get(key)
    if html is None:
        if len(_drawn) >= MOST:
            _drawn.clear()
        template = "discussions/threads/_withdrawn.html" if withdrawn else "discussions/threads/_post.html"
        html = _drawn[key] = render_to_string(template, {"post": _seen(post, gaze, day)})
    return html


def draw_thread(answer, replies, gaze, *, hidden=frozenset()):
    """An answer with its replies as HTML; posts in `hidden` are drawn as their empty places."""
    parts = [draw_post(post, gaze, withdrawn=post.pk in hidden) for post in (answer, *replies)]
    context = {
        "thread": answer.thread_id,
        "author": face(answer, gaze) if answer.pk not in hidden else None,
        "name": _name(answer, gaze),
        "post": parts[0],
        "replies": "".join(parts[1:]),
    }
    return render_to_string("discussions/threads/_thread.html", context)


def appears(post, gaze):
    """A post that is new to the page: an answer with its thread, a reply inside one."""
    if not post.is_answer:
        return reappears(post, gaze)
    replies = _replies(post)
    hidden = {reply.pk for reply in replies if reply.held_at}
    return draw_thread(post, replies, gaze, hidden=hidden), "beforeend:#threads"


def appears_alone(post, gaze):
    """A post on a question closed to peers, for its author: an answer with their own replies and the team's."""
    if not post.is_answer:
        return reappears(post, gaze)
    told = Q(author=post.author_id)
    if post.thread.concerns(post.author):
        told |= Q(role__in=STAFF, held_at=None)
    return draw_thread(post, _replies(post).filter(told), gaze), "beforeend:#threads"


def reappears(post, gaze):
    """A post that takes the place of its earlier self, or the end of its thread."""
    return draw_post(post, gaze), f"beforeend:#replies-{post.thread_id}"


def marked(html, member, reactions):
    """Drawn posts with the viewer's own marked "mine" and their reactions pressed."""
    for own in (member.pk, member.alias_id):
        html = html.replace(f'data-author="{own}"', f'data-author="{own}" data-mine')
    for post, kind in reactions:
        which = f'data-reaction="{post}:{kind}"'
        html = html.replace(
            f'value="1" aria-pressed="false" {which}',
            f'value="0" aria-pressed="true" {which}',
        )
    return html


def _replies(answer):
    return Post.objects.drawn().published().filter(thread=answer.thread_id).exclude(pk=answer.pk)


def _name(post, gaze):
    return post.author.alias_name if aliased(post) else face(post, gaze)["name"]


def _seen(post, gaze, day):
    board, number = post.question.board, post.question.number
    return {
        "id": post.pk,
        "thread_id": post.thread_id,
        "question_number": number,
        "author": author_of(post, gaze),
        "html": post.current.html,
        "at": moment(post.published_at, day=day),
        "shown": date_of(post.published_at, day=day),
        "edited": bool(post.edited_at),
        "edited_at": moment(post.edited_at, day=day),
        "edited_shown": date_of(post.edited_at, day=day) if post.edited_at else "",
        "after_gate": post.current.after_gate,
        "order": place(post, gaze) or "",
        "held": bool(post.held_at),
        "hold_reason": _reason(post) if post.held_at else "",
        "removed": bool(post.removed_at),
        "reply": not post.is_answer,
        "kind": "Probe" if post.by_staff and not post.is_answer else "",
        "version": post.version,
        "agree": post.agree,
        "insightful": post.insightful,
        "urls": _urls(board.slug, number, post.pk),
    }


def author_of(post, gaze):
    """Who wrote a post, with what stands beside the name, as one way of seeing may know them."""
    seat, blind, known = post.author, aliased(post), face(post, gaze)
    return known | {
        "name": seat.alias_name if blind else known["name"],
        "sub": seat.user.name if blind and gaze != ALIASES else "",
        "initials": f"A{seat.alias}" if blind else seat.user.initials,
        "blind": blind,
        "alias_name": seat.alias_name,
        "staff": post.by_staff,
        "patient_expert": seat.patient_expert and (gaze != ALIASES or not blind),
    }


def date_of(at, *, day):
    """A moment as a post's head says it: "2 June, 09:14 UTC", or its day alone."""
    date = f"{at.day} {at:%B}" + ("" if at.year == timezone.now().year else f" {at.year}")
    return date if day else f"{date}, {at:%H:%M} UTC"


def _reason(post):
    hold = Hold.objects.filter(post=post, lifted_at=None).first()
    return hold.reason if hold else ""


def _urls(slug, number, post):
    page = reverse("question", args=[slug, number])
    at = [slug, post]
    return {
        "edit": f"{page}?edit={post}#composer",
        "reply": f"{page}?reply={post}#composer",
        "removal": reverse("removal", args=at),
        "history": reverse("history", args=at),
        "hold": reverse("hold", args=at),
        "release": reverse("release", args=at),
        "agree": reverse("reaction", args=[*at, "agree"]),
        "insightful": reverse("reaction", args=[*at, "insightful"]),
    }
