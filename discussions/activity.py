"""What happened lately on a board, for its moderators: newest first, under the names that they may know."""

from django.urls import reverse
from django.utils import timezone

from advisory.events.frames import subjects_of
from advisory.events.kinds import KINDS
from advisory.events.models import Event
from advisory.events.readers import NAMES
from discussions.models import Post
from discussions.telling import EXACT_FOR, face

MOST = 12
TOLD_ELSEWHERE = {
    "post.withdrawn", "post.reacted", "post.remarked", "post.submitted", "post.left", "question.shared", "log.opened",
}  # fmt: skip
SAID = {
    "post.edited": "{who} changed a post",
    "post.removed": "{who} removed a post",
    "post.published": "A post by {who} was let back",
    "post.held": "A post by {who} was held",
    "post.mended": "{who} changed a held post",
    "post.dropped": "{who} removed a held post",
}

OF_STUDIES = {"study", "statement", "round", "rating"}  # their numbers are not those of questions


def activity_of(member, streams):
    """The latest events of some streams as {"id", "at", "text", "url", "place"}."""
    found = Event.objects.filter(log=member.board.log_id, stream__name__in=streams).exclude(kind__in=TOLD_ELSEWHERE)
    events = list(found.select_related("stream", "actor").order_by("-number")[:MOST])
    things = subjects_of(events)
    return [_line(event, things.get((event.subject_type, event.subject_id)), member) for event in events]


def _line(event, thing, member):
    if event.subject_type in OF_STUDIES:
        number, place, url = None, "Consensus", reverse("consensus", args=[member.board.slug])
    else:
        number = thing.question.number if isinstance(thing, Post) else event.facts.get("number")
        place, url = (f"Q{number}", reverse("question", args=[member.board.slug, number])) if number else ("", "")
    text = _of_post(event, thing, member) if isinstance(thing, Post) else _of_other(event, thing, member)
    text = text.removesuffix(f", Question {number}")
    old = timezone.now() - event.at > EXACT_FOR
    rounding = "day" if old and member.gaze != NAMES else ""
    return {"id": event.number, "at": event.at, "rounding": rounding, "text": text, "url": url, "place": place}


def _of_post(event, post, member):
    who = _author(post, member)
    if event.kind == "post.created" and post.is_answer:
        return f"{who} answered" if not post.by_staff else f"{who} opened a thread"
    if event.kind == "post.created":
        return f"{who} {'asked' if post.probe else 'replied to'} {_author(post.reply_to, member, inside=True)}"
    actor = who if event.actor_id == post.author.user_id else _actor(event, member)
    return SAID.get(event.kind, KINDS[event.kind].reads).format(who=who, actor=actor)


def _author(post, member, *, inside=False):
    if post.author_id == member.pk:
        return "you" if inside else "You"
    return face(post, member.gaze)["name"]


def _of_other(event, thing, member):
    names = {"actor": _actor(event, member), "subject": getattr(getattr(thing, "user", None), "name", ""), "number": ""}
    return KINDS[event.kind].reads.format_map(names | event.facts)


def _actor(event, member):
    """Whoever did it; from whom names are kept, everybody else is a member."""
    if event.actor_id == member.user_id:
        return "You"
    if event.actor is None:
        return "The clock"
    return event.actor.name if member.gaze == NAMES else "A member"
