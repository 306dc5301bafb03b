"""What screening notices in a post's words is kept for a moderator, who alone decides on it."""

from contextlib import suppress
from functools import wraps

from django.db import transaction
from django.utils import timezone

from advisory.events.record import lock, record, record_all
from advisory.refusals import Absent, Conflict, Invalid
from advisory.rights import SYSTEM, allow, can
from advisory.text import checked, drawn
from boards.commands.stamps import require_current
from boards.models import Board
from discussions.commands.acts import log_act
from discussions.commands.opening import begin_case, withdraw_case
from discussions.models import Case, Finding
from discussions.screening import screen

PATIENT_REASON, SAFETY_REASON = "It may identify a patient", "It may tell of an adverse event"
MERE = {"link", "file"}  # shown to the moderators, and no reason to hold a post


def screened(board, body):
    """What screening finds in a text, with the products that a board is about."""
    return screen(body, board.product_names)


def read_before(board, words):
    """Have checked words drawn and screened, so that what asks for that again under the lock knows it."""
    drawn(words)
    screened(board, words)


def read_through(may):
    """Have words checked, drawn and screened before a command locks the board with them: nobody waits for that.

    What the command itself then asks of the same words is known; a complaint about them still comes in its turn.
    Nothing is read for whoever `may` not write them now, as far as can be seen without asking the database.
    """

    def around(command):
        @wraps(command)
        def reading(subject, *, by, body, **given):
            if may(by, subject):
                with suppress(Invalid):
                    read_before(subject.board, checked(body))
            return command(subject, by=by, body=body, **given)

        return reading

    return around


def holds(board, found, *, by):
    """Why a post with what was found in it waits until a moderator has read it, or nothing; not if one wrote it."""
    grave = {one.kind for one in found} - MERE
    if not grave or board.screening != Board.Screening.HOLD or by.moderates:
        return ""
    return PATIENT_REASON if grave == {"patient"} else SAFETY_REASON


def keep_findings(post, found, *, covered=None):
    """Keep what was found in a post's present words, under the caller's lock; gives what nobody read as it stands now.

    A verdict comes along from the version before this one alone, and while its paragraph stays as it is; where a
    moderator `covered` words, all that stood before does. A finding whose words are gone stays with the version that
    had them, and waits for a moderator as before.
    """
    known, made, anew = _known(post, covered), [], []
    for one in found:
        said, same = _around(post.current.body, one.start, one.end), known.get((one.kind, one.words), [])
        read = next((old for old in same if covered or _holds_good(old, post, said)), None)
        old = read or next((old for old in same if not old.settled_at), None)
        if old:
            same.remove(old)
            old.version, old.start, old.end = post.version, one.start, one.end
            old.save(update_fields=["version", "start", "end"])
        else:
            old = _finding(post, one)
            made.append(old)
        if not read:
            anew.append(old)
    Finding.objects.bulk_create(made)
    if found or post.version > 1:
        count_waiting(post)
    if anew:
        record("finding.made", post, by=SYSTEM, **_told_of(post, anew))
        record("finding.told", post, by=SYSTEM)
    return anew


def _holds_good(finding, post, said):
    """Whether what was said of a finding, or its waiting, is still about the same words; who a patient is never is."""
    told = finding.kind == Finding.Kind.PATIENT and finding.verdict == Finding.Verdict.UPHELD
    return finding.version == post.version - 1 and finding.said == said and not told


def _around(body, start, end):
    """The paragraph in which words stand."""
    last = body.find("\n\n", end)
    return body[body.rfind("\n\n", 0, start) + 1 : last if last >= 0 else len(body)].strip()


def note_findings(found):
    """Keep what was found in posts that were brought in, {post: found}, for the desk; their authors read nothing."""
    found = {post: those for post, those in found.items() if those}
    Finding.objects.bulk_create([_finding(post, one) for post, those in found.items() for one in those], 500)
    if found:
        facts = [_told_of(post, those) for post, those in found.items()]
        record_all("finding.made", list(found), by=SYSTEM, facts=facts)


def _finding(post, one):
    return Finding(post=post, version=post.version, kind=one.kind, rule=one.rule, start=one.start, end=one.end)


def _told_of(post, found):
    return {"version": post.version, "kinds": sorted({one.kind for one in found})}


def count_waiting(post):
    """Let the post itself say how much in it waits for a moderator, so that no page has to ask."""
    waiting = post.findings.unsettled().count()
    if waiting != post.noticed:
        post.noticed = waiting
        post.save(update_fields=["noticed"])


def _known(post, covered):
    """The findings of earlier versions by (kind, words as they would be now): each may come along into this one."""
    known = {}
    if post.version == 1:
        return known
    bodies = dict(post.versions.values_list("number", "body"))
    for finding in post.findings.order_by("-version", "start"):
        body = bodies[finding.version]
        finding.said, words = _around(body, finding.start, finding.end), body[finding.start : finding.end]
        words = covered(words) if covered else words
        known.setdefault((finding.kind, words), []).append(finding)
    return known


@transaction.atomic
def settle_finding(finding, verdict, *, by, stamp=None):
    """Say what a finding is; it can be said anew, and the log keeps each time."""
    by, finding = lock(finding.post.board, by, finding)
    require_current(by, stamp)
    if not can(by, "post.see", finding.post):
        raise Absent
    allow(by, "finding.settle", finding)
    if verdict not in Finding.Verdict.values:
        raise Invalid(fields={"verdict": "Choose one of the two."})
    if finding.settled_at and finding.verdict != verdict and finding.settled_by_id != by.pk:
        raise Conflict("settled", "Another moderator has just decided on this.")
    if finding.verdict == verdict:
        return None
    decide_finding(finding, verdict, by=by)
    facts = {"finding": str(finding.pk), "verdict": str(verdict), "kind": str(finding.kind)}
    if finding.about_safety and verdict == Finding.Verdict.UPHELD:
        known = set(finding.post.cases.values_list("pk", flat=True))
        case = begin_case(finding.post, by=by, noticed=Case.Noticed.FINDING, found=[finding])
        facts |= {"reference": case.reference} | ({} if case.pk in known else {"begun": str(case.pk)})
    return log_act("judged", by=by, post=finding.post, **facts)


def reopen_finding(act, by):
    """Take a verdict back, and the case that it began, under the lock and with the right of whoever undoes the act."""
    finding = Finding.objects.select_related(*Finding.together).get(pk=act.facts["finding"])
    if finding.settled_at:
        decide_finding(finding, "", by=by)
    if "begun" in act.facts:
        withdraw_case(Case.objects.select_related(*Case.together).get(pk=act.facts["begun"]), by=by)


def decide_finding(finding, verdict, *, by):
    """Keep what a moderator says of a finding, or that it waits again, under the caller's lock."""
    settled = (timezone.now(), by) if verdict else (None, None)
    (finding.settled_at, finding.settled_by), finding.verdict = settled, verdict
    finding.save(update_fields=["settled_at", "settled_by", "verdict"])
    count_waiting(finding.post)
    record("finding.settled", finding.post, by=by, finding=str(finding.pk), verdict=str(finding.verdict))
    record("finding.told", finding.post, by=by)
