"""Minutes are put together, written section by section, sent to who came, and approved, after which nothing changes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from advisory.events.record import committed, lock, record
from advisory.refusals import Conflict, Invalid
from advisory.rights import allow
from advisory.text import checked
from boards.commands.stamps import require_current
from boards.models import Board, Session
from discussions.minutes.compiling import compiled
from discussions.models import Minutes, MinutesPart, Revision, Suggestion

MOST, MOST_REVISIONS = 60, 400
GOOD_FOR = timedelta(minutes=5)
STALE = "Somebody changed this section while you wrote. Both texts are below; what you save replaces theirs."


@dataclass(frozen=True)
class Approval:
    """What the chair signs: their name, for which revision, and when they last confirmed who they are."""

    name: str
    revision: int
    proved_at: datetime | None


@transaction.atomic
def compile_minutes(session, *, by, stamp=None):
    """Put together a draft from agenda, attendance, polls and questions, once; asked again it is the same one."""
    by, session = lock(session.board, by, session)
    require_current(by, stamp)
    allow(by, "minutes.keep", session.board)
    earlier = Minutes.objects.filter(session=session).first()
    if earlier:
        return earlier
    if session.state != Session.State.ENDED:
        raise Conflict("not_over", "This session is not over. Its minutes are put together once it has ended.")
    _require_kept(session.board)
    minutes = Minutes.objects.create(session=session)
    for place, (title, body) in enumerate(compiled(session, by), start=1):
        MinutesPart.objects.create(minutes=minutes, place=place, title=title, body=body)
    _record("minutes.compiled", minutes, by)
    return minutes


@transaction.atomic
def change_part(part, title, body, *, by, stamp=None):
    """Word one section anew: a revision of the whole; a section that changed meanwhile is stale."""
    by, part = lock(part.board, by, part)
    require_current(by, stamp)
    allow(by, "minutes.keep", part.board)
    return replace_part(part, title, body, by)


@transaction.atomic
def add_part(minutes, title, body, *, by, stamp=None):
    """Add a section after all others."""
    by, minutes = lock(minutes.board, by, minutes)
    require_current(by, stamp)
    allow(by, "minutes.keep", minutes.board)
    title, body = _checked(title, body)
    if minutes.parts.filter(until=None).count() >= MOST:
        raise Conflict("too_many", f"Minutes hold up to {MOST} sections.")
    _next(minutes)
    place = 1 + (minutes.parts.order_by("-place").values_list("place", flat=True).first() or 0)
    part = MinutesPart.objects.create(minutes=minutes, place=place, title=title, body=body, since=minutes.revision)
    record_change(minutes, by)
    return part


@transaction.atomic
def remove_part(part, *, by, stamp=None):
    """Take a section out; earlier revisions keep it."""
    by, part = lock(part.board, by, part)
    require_current(by, stamp)
    allow(by, "minutes.keep", part.board)
    _require_latest(part)
    _next(part.minutes)
    part.until = part.minutes.revision
    part.save(update_fields=["until"])
    record_change(part.minutes, by)


@transaction.atomic
def send_minutes(minutes, *, by, stamp=None):
    """Give the draft to who came, to read and to comment on."""
    by, minutes = lock(minutes.board, by, minutes)
    require_current(by, stamp)
    allow(by, "minutes.keep", minutes.board)
    _require_kept(minutes.board)
    if minutes.state != Minutes.State.DRAFT:
        raise Conflict("closed", f"These minutes are {minutes.get_state_display().lower()} already.")
    minutes.state, minutes.sent_at, minutes.sent_revision = Minutes.State.SENT, timezone.now(), minutes.revision
    minutes.save(update_fields=["state", "sent_at", "sent_revision"])
    record("minutes.sent", minutes, by=by, session=minutes.session.number)


@transaction.atomic
def approve_minutes(minutes, approval, *, by, stamp=None):
    """Sign the revision that was read: it is locked, and everybody on the board may read it."""
    by, minutes = lock(minutes.board, by, minutes)
    require_current(by, stamp)
    allow(by, "minutes.approve", minutes.board)
    _require_kept(minutes.board)
    if minutes.state != Minutes.State.SENT:
        raise Conflict("closed", f"These minutes are {minutes.get_state_display().lower()}. Nothing was signed.")
    if approval.revision != minutes.revision:
        raise Conflict("stale", f"Revision {minutes.revision} came meanwhile. Read it, then sign.")
    waiting = Suggestion.objects.filter(part__minutes=minutes, state=Suggestion.State.WAITING).count()
    if waiting:
        raise Conflict("waiting", f"{waiting} suggested change{'' if waiting == 1 else 's'} must be answered first.")
    _require_signed(approval, by)
    minutes.state, minutes.approved_at, minutes.approved_by = Minutes.State.APPROVED, timezone.now(), by
    minutes.signed_name = " ".join(approval.name.split())
    minutes.save(update_fields=["state", "approved_at", "approved_by", "signed_name"])
    record("minutes.approved", minutes, by=by, session=minutes.session.number, revision=minutes.revision)


@transaction.atomic
def take_minutes(minutes, sort, *, by, stamp=None):
    """Put on record that somebody takes the minutes out as a file."""
    by, minutes = lock(minutes.board, by, minutes)
    require_current(by, stamp)
    allow(by, "minutes.read", minutes)
    record("minutes.taken", minutes, by=by, session=minutes.session.number, format=sort, revision=minutes.revision)
    return by, minutes


def replace_part(part, title, body, by):
    """Put new words in the place of a section, under the caller's lock."""
    title, body = _checked(title, body)
    _require_latest(part)
    if (title, body) == (part.title, part.body):
        return part
    minutes = part.minutes
    _next(minutes)
    part.until = minutes.revision
    part.save(update_fields=["until"])
    kept = MinutesPart.objects.create(minutes=minutes, place=part.place, title=title, body=body, since=minutes.revision)
    record_change(minutes, by)
    return kept


def record_change(minutes, by):
    """Put a new revision on record: at the desk while it is a draft, and to the board once it was sent."""
    _record("minutes.drafted" if minutes.state == Minutes.State.DRAFT else "minutes.changed", minutes, by)


def require_open(minutes):
    """Refuse any change of minutes that are approved, or on a board that is put away."""
    _require_kept(minutes.board)
    if not minutes.is_open:
        raise Conflict("closed", "These minutes are approved. Nothing in them changes any more.")


def _require_kept(board):
    if board.state == Board.State.ARCHIVED:
        raise Conflict("closed", "This board is archived now. Nothing was changed.")


def _require_latest(part):
    require_open(part.minutes)
    if part.until is not None:
        raise Conflict("stale", STALE)


def _next(minutes):
    require_open(minutes)
    if minutes.revision >= MOST_REVISIONS:
        raise Conflict("too_many", f"Minutes have up to {MOST_REVISIONS} revisions. Nothing was changed.")
    minutes.revision += 1
    minutes.save(update_fields=["revision"])


def _record(kind, minutes, by):
    now = Revision.objects.create(minutes=minutes, number=minutes.revision, by=by)
    words = committed(now.salt, now.text)
    record(kind, minutes, by=by, session=minutes.session.number, version=now.number, words=words, shown=words)


def _checked(title, body):
    title = checked(" ".join(str(title or "").split()), "title", longest=160)
    return title, checked(body, "body") if str(body or "").strip() else ""


def _require_signed(approval, by):
    if approval.proved_at is None or timezone.now() - approval.proved_at > GOOD_FOR:
        raise Invalid("not_proved", "Confirm that it is you, then sign.")
    if " ".join(approval.name.split()).casefold() not in {by.user.name.casefold(), by.user.own_name.casefold()}:
        raise Invalid(fields={"name": f"Sign with your name as the board knows it: {by.user.name}."})
