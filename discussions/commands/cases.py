"""A safety case is opened, by the team or by what a member says, and assessed."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from advisory.events.record import committed, lock, record
from advisory.refusals import Absent, Conflict, TooMany
from advisory.rights import SYSTEM, allow, can
from advisory.text import LONGEST, checked
from boards.commands.stamps import require_current
from discussions.commands.acts import log_act
from discussions.commands.findings import decide_finding
from discussions.commands.opening import begin_case, keys_of, report_words, withdraw_case
from discussions.models import Act, Assessment, Case, Finding, Rating

TAKEN = (Act.Verb.CASE_OPENED, Act.Verb.CASE_KEPT)
STALE = "Somebody else assessed this case meanwhile. Their words are on the page; yours are still in the form."


@transaction.atomic
def open_case(post, *, by, noticed=None, stamp=None):
    """Open a case for a post, or take its words up into the one that is open; what was found in them is one."""
    by, post = lock(post.board, by, post)
    require_current(by, stamp)
    if not can(by, "post.see", post) and by is not SYSTEM:
        raise Absent
    allow(by, "case.open", post)
    found = list(post.findings.about_safety().unsettled().select_related(*Finding.together))
    case = begin_case(post, by=by, noticed=noticed or _noticed(post), found=found)
    if by is SYSTEM:
        return case
    for finding in found:
        decide_finding(finding, Finding.Verdict.UPHELD, by=by)
    taken = Act.objects.filter(verb__in=TAKEN, post=post, facts__case=str(case.pk), undone_at=None)
    if found or not taken.filter(facts__version=post.version).exists():
        verb = Act.Verb.CASE_KEPT if taken or case.opened_by_id != by.pk else Act.Verb.CASE_OPENED
        facts = {"case": str(case.pk), "reference": case.reference, "version": post.version}
        log_act(verb, by=by, post=post, findings=[str(one.pk) for one in found], **facts)
    return case


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
    return report_words(report, by=by, client_id=client_id, noticed=Case.Noticed.FORM, opener=by)


@transaction.atomic
def take_up(thing, *, by, stamp=None):
    """Open a case for a comment without a name, or for a statement that somebody proposed; or give the one there is."""
    by, thing = lock(thing.board, by, thing)
    require_current(by, stamp)
    allow(by, "case.take_up", thing)
    (words, author, noticed), keys = _said(thing), keys_of(thing, thing.version)
    earlier = Case.objects.filter(reporter=author, client_id__in=keys).order_by("opened_at").last()
    if earlier:
        return earlier
    if not words or author is None:
        raise Conflict("nothing", "There are no words here to open a case for.")
    case = report_words(words, by=author, client_id=keys[-1], noticed=noticed, opener=by)
    log_act(Act.Verb.CASE_OPENED, by=by, case=str(case.pk), reference=case.reference, findings=[])
    return case


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


def _noticed(post):
    return Case.Noticed.FINDING if post.findings.about_safety().exists() else Case.Noticed.TEAM


def take_back_case(act, by):
    """Take the opening of a case back, or that a post's words were taken up into one; what was found waits again."""
    case = Case.objects.select_related(*Case.together).get(pk=act.facts["case"])
    others = Act.objects.filter(verb__in=TAKEN, facts__case=str(case.pk), undone_at=None).exclude(pk=act.pk)
    if act.verb == Act.Verb.CASE_OPENED and (others.exists() or not withdraw_case(case, by=by)):
        raise Conflict("settled", f"{case.reference} was worked on since. Say there that it is no event.")
    for finding in Finding.objects.filter(pk__in=act.facts["findings"]).select_related(*Finding.together):
        decide_finding(finding, "", by=by)


def _said(thing):
    """The words of a comment or a statement, whose they are, and how a case of them came up."""
    if isinstance(thing, Rating):
        return thing.current.comment, thing.panelist.member, Case.Noticed.COMMENT
    return thing.text, thing.author, Case.Noticed.TEAM


def _require_patience(by):
    since = timezone.now() - timedelta(hours=1)
    if Case.objects.filter(reporter=by, noticed=Case.Noticed.FORM, opened_at__gt=since).count() >= settings.LIMIT_FLAGS:
        raise TooMany(
            message="That is a lot of reports in an hour. Ring the safety desk, or put the rest in one report."
        )


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
