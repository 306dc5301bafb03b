"""A version is sent for review, called back, and decided on by signature."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from advisory.events.record import lock, record
from advisory.refusals import Conflict, Invalid
from advisory.rights import allow
from boards.commands.stamps import require_current
from boards.models import Membership
from resources.approval import turn, wanting
from resources.commands.contents import checksum
from resources.commands.remarks import put_remark
from resources.commands.versions import back_to_draft, require_sound
from resources.models import Review, Version
from resources.permissions import may_review

GOOD_FOR = timedelta(minutes=5)
CHANGED = "The file has changed since this page opened, and what was signed for it is void. Look at it again."


@dataclass(frozen=True)
class Signature:
    """What somebody signs: their decision with its meaning, the change it asks for, and for which file."""

    decision: str
    name: str
    change: str
    sha256: str
    proved_at: datetime | None


@transaction.atomic
def send_for_review(version, reviewers, *, by, due_at=None, stamp=None):
    """Ask one person for each function that the board wants to hear: {function: seat's id}."""
    by, version = lock(version.board, by, version)
    require_current(by, stamp)
    allow(by, "document.publish", version.document)
    board = version.board
    if version.state != Version.State.DRAFT:
        raise Conflict("closed", f"This version is {version.get_state_display().lower()}; it cannot be sent now.")
    require_sound(version)
    if not board.approvals:
        raise Conflict("no_approval", "This board asks for no approval: publish the version.")
    seats = {
        str(seat.pk): seat for seat in Membership.objects.seated().filter(board=board).select_related("user", "board")
    }
    chosen = {function: seats.get(str(reviewers.get(function, ""))) for function in board.approvals}
    _require_reviewers(chosen, version)
    version.state, version.sent, version.sent_at = Version.State.IN_REVIEW, version.sent + 1, timezone.now()
    version.due_at = due_at
    version.save(update_fields=["state", "sent", "sent_at", "due_at"])
    for function, seat in chosen.items():
        Review.objects.create(version=version, function=function, reviewer=seat, order=board.approvals[function])
    record("version.sent", version, by=by, version=version.number, sha256=version.sha256)


@transaction.atomic
def recall_version(version, *, by, stamp=None):
    """Call a version back that is in review or approved: whatever was signed for it is void."""
    by, version = lock(version.board, by, version)
    require_current(by, stamp)
    allow(by, "document.publish", version.document)
    if version.state not in {Version.State.IN_REVIEW, Version.State.APPROVED}:
        raise Conflict("closed", "This version is not in review.")
    back_to_draft(version)
    record("version.recalled", version, by=by, version=version.number)


def sign_review(review, signature, *, by, stamp=None):
    """Decide on a version by name: bound to the file that was seen, which is read once more before."""
    if checksum(review.version) != signature.sha256:
        raise Conflict("changed", CHANGED)
    _sign(review, signature, by, stamp)


@transaction.atomic
def _sign(review, signature, by, stamp):
    by, review = lock(review.board, by, review)
    require_current(by, stamp)
    allow(by, "review.sign", review)
    version = review.version
    if review.voided_at or review.decision or version.state != Version.State.IN_REVIEW:
        raise Conflict("closed", "This review does not wait for your decision any more.")
    if review.pk not in {one.pk for one in turn(version.reviews.standing())}:
        raise Conflict("not_yet", "Somebody before you has not decided yet.")
    if signature.sha256 != version.sha256:
        raise Conflict("changed", CHANGED)
    _require_signed(signature, by)
    review.decision, review.signed_name, review.signed_at = signature.decision, signature.name.strip(), timezone.now()
    review.sha256, review.meaning = version.sha256, meaning_of(review)
    review.save()
    told = {"function": review.function, "decision": review.decision}
    record("review.signed", review, by=by, version=version.number, sha256=version.sha256, **told)
    if signature.decision != Review.Decision.APPROVE:
        put_remark(version, signature.change, by, review=review)
    _go_on(version, review, by)


def meaning_of(review):
    """What a signature says, in one sentence."""
    version = review.version
    return f"I reviewed version {version.number}, fingerprint {version.fingerprint}, for its {review.function} content."


def _go_on(version, review, by):
    if review.decision == Review.Decision.RETURN:
        back_to_draft(version)
        record("version.returned", version, by=by, version=version.number)
    elif not wanting(version):
        version.state, version.approved_at = Version.State.APPROVED, timezone.now()
        version.save(update_fields=["state", "approved_at"])
        record("version.approved", version, by=by, version=version.number, sha256=version.sha256)


def _require_reviewers(chosen, version):
    wrong, asked = {}, []
    for function, seat in chosen.items():
        if seat is None or not may_review(seat):
            wrong[function] = "Choose somebody of the team or an observer."
        elif seat.pk == version.uploaded_by_id:
            wrong[function] = "Whoever uploaded a version does not approve it. Choose somebody else."
        elif seat.pk in asked:
            wrong[function] = (
                f"{seat.user.name} is asked already. Each function is somebody else's: choose another person."
            )
        asked += [seat.pk] if seat else []
    if wrong:
        raise Invalid(fields=wrong)


def _require_signed(signature, by):
    if signature.proved_at is None or timezone.now() - signature.proved_at > GOOD_FOR:
        raise Invalid("not_proved", "Confirm that it is you, then sign.")
    wrong = {}
    if signature.decision not in Review.Decision.values:
        wrong["decision"] = "Choose one of the three."
    elif signature.decision != Review.Decision.APPROVE and not signature.change.strip():
        wrong["change"] = "Say what has to change."
    if " ".join(signature.name.split()).casefold() not in {by.user.name.casefold(), by.user.own_name.casefold()}:
        wrong["name"] = f"Sign with your name as the board knows it: {by.user.name}."
    if wrong:
        raise Invalid(fields=wrong)
