"""What may be an adverse event becomes a safety case with its clock; what is said of it later comes to it."""

import secrets
from uuid import uuid5

from django.utils import timezone

from advisory.events.models import Event
from advisory.events.record import committed, record
from advisory.rights import SYSTEM
from advisory.zones import zone_of
from boards.safety_clock import due_at
from discussions.models import Case, Finding
from discussions.screening import screen

WITHDRAWN = "It was opened by mistake, and taken back."


def begin_case(post, *, by, noticed, found=()):
    """Open a case for a post's words and for what was `found` in them, under the caller's lock; one open at a time.

    Words that a case has already been passed on with need no other; new ones come to the open case, or begin one.
    """
    versions = list(post.versions.filter(number__in={post.version, *(one.version for one in found)}).order_by("number"))
    standing = Case.objects.unsettled().filter(post=post).order_by("state")
    case = standing.filter(state=Case.State.OPEN).first()
    known = next((one for one in standing if set(versions) <= set(one.texts)), None)
    if known or case:
        return known or _extended(case, versions, by)
    case = Case(board=post.board, post=post, said=versions[0], reporter=post.author, role=post.role)
    case.noticed = noticed
    begin_clock(case, by, min((one.at for one in found), default=None) or _first_read(post))
    case.later.set(versions[1:])
    return case


def report_words(words, *, by, client_id, noticed, opener=SYSTEM):
    """Open a case for words that stand in no post, under the caller's lock; whoever wrote them is its reporter."""
    case = Case(board=by.board, reporter=by, role=by.role, noticed=noticed, client_id=client_id, report=words)
    case.salt = secrets.token_hex(16)
    begin_clock(case, opener, timezone.now())
    return case


def watch_words(words, *, by, keys, noticed=Case.Noticed.FINDING):
    """Let the safety desk have what may be an adverse event in words that stand in no post, once for all versions."""
    found = [one.words for one in screen(words, by.board.product_names) if one.kind in Finding.SAFETY]
    told = Case.objects.filter(reporter=by, client_id__in=keys).values_list("report", flat=True)
    if found and not any(all(one in report for one in found) for report in told):
        report_words(words, by=by, client_id=keys[-1], noticed=noticed)


def keys_of(thing, versions=1):
    """The ids under which a case may have been opened for the versions of a thing's words, the present one last."""
    return [uuid5(thing.pk, str(number)) for number in range(1, versions + 1)]


def begin_clock(case, by, aware_at):
    """Number a case and let its time run from when the team could first read the words."""
    board = case.board
    case.opened_by = None if by is SYSTEM else by
    case.reference, case.aware_at, case.clock = _numbered(board), aware_at, board.safety_clock
    case.due_at = due_at(aware_at, board.safety_clock, board.safety_country, board.safety_zone)
    case.save(force_insert=True)
    words = committed(case.salt, case.report) if case.salt else ""
    sealed = {"version": 0, "words": words, "shown": words} if case.salt else {}
    record("case.opened", case, by=by, reference=case.reference, noticed=str(case.noticed), **sealed)


def withdraw_case(case, *, by):
    """Take the opening of a case back, while nobody has worked on it; says whether it could be."""
    if not case.is_open or case.current_id or case.handovers.exists():
        return False
    case.dismissal = WITHDRAWN
    settle_case(case, Case.State.NO_EVENT, by)
    record("case.dismissed", case, by=by)
    return True


def resume_case(case, *, by):
    """Open again what was taken for no event; its clock never stopped."""
    settle_case(case, Case.State.OPEN, None)
    record("case.reopened", case, by=by)


def settle_case(case, state, by):
    """Give a case its state, and who settled it, if it is settled."""
    case.state, case.settled_by = state, by
    case.settled_at = timezone.now() if by else None
    case.save(update_fields=["state", "settled_by", "settled_at", "dismissal"])


def _extended(case, versions, by):
    case.later.add(*(one for one in versions if one.pk != case.said_id))
    record("case.extended", case, by=by, version=versions[-1].number)
    return case


def _numbered(board):
    """The next reference of a board's year, under its lock: a gap would tell of cases that stand elsewhere."""
    year = timezone.now().astimezone(zone_of(board.safety_zone)).year
    return f"SC-{year}-{board.cases.filter(reference__startswith=f'SC-{year}-').count() + 1:04}"


def _first_read(post):
    """When its author wrote the present words; for words that never changed, when the log first knew of them."""
    events = Event.objects.filter(log=post.log_id, subject_type="post", subject_id=post.pk).order_by("number")
    return post.edited_at or events.values_list("at", flat=True).first() or timezone.now()
