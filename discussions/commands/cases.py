"""A safety case is opened, by the team or by what a member says, and assessed."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from advisory.events.models import Event
from advisory.events.record import committed, lock, record
from advisory.refusals import Absent, Conflict, TooMany
from advisory.rights import SYSTEM, allow, can
from advisory.text import LONGEST, checked
from advisory.zones import zone_of
from boards.commands.stamps import require_current
from boards.safety_clock import due_at
from discussions.models import Assessment, Case, CaseSeries

STALE = "Somebody else assessed this case meanwhile. Their words are on the page; yours are still in the form."


@transaction.atomic
def open_case(post, *, by, noticed=None, stamp=None):
    """Open a case for a post, or give the one that is not settled yet; by the word list where that found something."""
    by, post = lock(post.board, by, post)
    require_current(by, stamp)
    if not can(by, "post.see", post) and by is not SYSTEM:
        raise Absent
    allow(by, "case.open", post)
    found = post.findings.about_safety().exists()
    return begin_case(post, by=by, noticed=noticed or (Case.Noticed.FINDING if found else Case.Noticed.TEAM))


def begin_case(post, *, by, noticed):
    """Open a case for a post under the caller's lock and with the right that the caller has asked for; one at a time.

    The clock counts from when the team could first read the words: those that screening found, else the post itself.
    """
    found = Case.objects.unsettled().filter(post=post).first()
    if found:
        return found
    case = Case(board=post.board, post=post, said=post.current, reporter=post.author, noticed=noticed)
    return _opened(case, by, _first_read(post))


@transaction.atomic
def report_event(board, words, *, by, client_id, stamp=None):
    """Report what may be an adverse event to the safety desk, once however often it is sent; any member may."""
    by, board = lock(board, by, board)
    earlier = board.cases.filter(reporter=by, client_id=client_id).first()
    if earlier:
        return earlier
    require_current(by, stamp)
    allow(by, "case.report", board)
    report = checked(words, "report")
    _require_patience(by)
    case = Case(board=board, reporter=by, noticed=Case.Noticed.FORM, client_id=client_id, report=report)
    case.salt = secrets.token_hex(16)
    return _opened(case, by, timezone.now())


@transaction.atomic
def assess_case(case, made, *, by, version, stamp=None):
    """Keep what the team makes of a case as its next version: title, the four criteria, seriousness and narrative."""
    by, case = lock(case.board, by, case)
    require_current(by, stamp)
    allow(by, "case.assess", case)
    _require_unsettled(case)
    if version != case.version:
        raise Conflict("stale_version", STALE, facts={"version": case.version})
    case.version += 1
    case.current = _assessment(case, made, by)
    case.save(update_fields=["version", "current"])
    sealed = {part: committed(case.current.salt, text) for part, text in case.current.spoken.items()}
    record("case.assessed", case, by=by, version=case.version, **sealed)


def _opened(case, by, aware_at):
    board = case.board
    case.opened_by = None if by is SYSTEM else by
    case.reference, case.aware_at = _numbered(board), aware_at
    case.due_at = due_at(aware_at, board.safety_clock, board.safety_country, board.safety_zone)
    case.save(force_insert=True)
    words = committed(case.salt, case.report) if case.salt else ""
    sealed = {"version": 0, "words": words, "shown": words} if case.salt else {}
    record("case.opened", case, by=by, reference=case.reference, noticed=str(case.noticed), **sealed)
    return case


def _numbered(board):
    """The next reference of the installation's year, where the board's calendar is kept; its row is the lock."""
    year = timezone.now().astimezone(zone_of(board.safety_zone)).year
    CaseSeries.objects.get_or_create(year=year)
    series = CaseSeries.objects.select_for_update().get(year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return f"SC-{year}-{series.last:04}"


def _require_patience(by):
    since = timezone.now() - timedelta(hours=1)
    if Case.objects.filter(reporter=by, client_id__isnull=False, opened_at__gt=since).count() >= settings.LIMIT_FLAGS:
        raise TooMany(
            message="That is a lot of reports in an hour. Ring the safety desk, or put the rest in one report."
        )


def _first_read(post):
    """When screening found what may be an event, else when the log first knew of the post."""
    found = post.findings.about_safety().order_by("at").first()
    if found:
        return found.at
    events = Event.objects.filter(log=post.log_id, subject_type="post", subject_id=post.pk).order_by("number")
    first = events.values_list("at", flat=True).first()
    return first or timezone.now()


def _require_unsettled(case):
    if not case.is_unsettled:
        raise Conflict("settled", f"{case.reference} is settled: {case.get_state_display().lower()}.")


def _assessment(case, made, by):
    criteria = {key: _criterion(made["criteria"][key], key) for key in Assessment.CRITERIA}
    narrative, title = made.get("narrative", ""), made.get("title", "")
    return Assessment.objects.create(
        case=case, number=case.version, by=by, criteria=criteria, salt=secrets.token_hex(16),
        title=checked(title, "title", longest=160) if title.strip() else "",
        serious=Assessment.Serious(made["serious"]),
        narrative=checked(narrative, "narrative", longest=LONGEST) if narrative.strip() else "",
    )  # fmt: skip


def _criterion(given, key):
    words = given.get("words", "")
    words = checked(words, f"{key}_words", longest=400) if words.strip() else ""
    return {"verdict": str(Assessment.Verdict(given["verdict"])), "words": words}
