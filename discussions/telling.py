"""What a post or question says in plain facts, as one way of seeing may know it: for frames, feed and API."""

from datetime import UTC, timedelta

from django.utils import timezone

from advisory.events.readers import ALIASES, NAMES, VEILED
from boards.models import Role
from boards.veils import veil

EXACT_FOR = timedelta(hours=24)


def aliased(post, gaze=ALIASES):
    """Whether a post's author goes without their name: on a blinded question, and behind the wall on every one."""
    return post.role == Role.ADVISOR and nameless(post.author, post.question, gaze)


def nameless(seat, question, gaze):
    """Whether a question shows an advisor under a mask to whoever sees no names."""
    return (question.blinded or gaze == VEILED) and not (seat.patient_expert and seat.named)


def mask(post):
    """Who an author is to whoever may not know: their alias (id, name, initials), or behind the wall a veil."""
    return masked(post.author, post.question)


def masked(seat, question):
    """Who a seat is on a question to whoever may not know."""
    return (str(seat.alias_id), seat.alias_name, f"A{seat.alias}") if question.blinded else veil(seat)


def called(post, gaze):
    """How an author is called first in one way of seeing."""
    return mask(post)[1] if aliased(post, gaze) else post.author.user.name


def face(post, gaze):
    """The author as one way of seeing may know them: id, name and role."""
    if gaze != NAMES and aliased(post, gaze):
        key, name, _ = mask(post)
        return {"id": key, "name": name, "role": str(Role.ADVISOR)}
    return {"id": str(post.author_id), "name": post.author.user.name, "role": post.role}


def rounded(post, at=None):
    """Whether a post, or one moment of its life, is told by its day alone: blinded, and older than a day."""
    return post.question.blinded and timezone.now() - (at or post.published_at) > EXACT_FOR


def moment(at, *, day):
    """A time as the world may read it: UTC to the second, or its date alone."""
    if at is None:
        return None
    at = at.astimezone(UTC)
    return at.date().isoformat() if day else at.strftime("%Y-%m-%dT%H:%M:%SZ")


def date_of(at, *, day):
    """A moment as a post's head says it: "2 June, 09:14 UTC", or its day alone."""
    date = f"{at.day} {at:%B}" + ("" if at.year == timezone.now().year else f" {at.year}")
    return date if day else f"{date}, {at:%H:%M} UTC"


def place(post, gaze):
    """A post's place in its question; nothing where it would count for peers what they may not know of."""
    return post.order if post.question.shared or gaze == NAMES else None


def of_post(event, post, gaze):
    """The facts of an event inside a question; never words, and never a name that is hidden."""
    facts = {"id": str(post.pk), "question": post.question.number, "thread": str(post.thread_id)}
    facts |= {"reply_to": str(post.reply_to_id) if post.reply_to_id else None, "version": post.edition}
    return facts | {"order": place(post, gaze), "author": face(post, gaze)}


def of_note(event, note, gaze):
    """Which note, and beside which post; it is drawn for those alone who may read it."""
    beside = {"post": str(note.post_id), "question": note.post.question.number} if note.post else {"post": None}
    return beside | {"version": note.version}


def of_reaction(event, post, gaze):
    """How many agree and find it insightful; who did is nobody's business."""
    return {"id": str(post.pk), "question": post.question.number, "agree": post.agree, "insightful": post.insightful}


def of_flag(event, flag, gaze):
    """Which post was flagged where, and why; by whom, and where it stands now, is read on the moderators' pages."""
    told = {"post": str(flag.post_id), "question": flag.number, "ground": flag.reason}
    return told | {"open": flag.resolved_at is None}


def of_insight(event, insight, gaze):
    """Which post the team marked."""
    return {"post": str(insight.post_id), "question": insight.post.question.number}


def of_act(event, act, gaze):
    """Which act of moderation it was, and about which post."""
    return {"verb": act.verb, "post": str(act.post_id) if act.post_id else None}


def of_pass(event, member, gaze):
    """Whose field a question is outside of, for the desk; by alias where the desk is blinded too."""
    return {"id": str(member.alias_id if gaze != NAMES else member.pk), "number": event.facts["number"]}


def of_bound(event, member, gaze):
    """Until when somebody may only read; whom names are kept from is not told who."""
    return {"id": str(member.pk) if gaze == NAMES else None, "until": event.facts["until"]}


def of_question(event, question, gaze):
    """Which question, and how it stands."""
    due = moment(question.due_at, day=False)
    return {"number": question.number, "state": question.state, "due": due, "policy": question.policy.names()}
