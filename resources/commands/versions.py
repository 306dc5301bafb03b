"""Versions are added and mended, come into force, leave and expire."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from advisory.events.record import lock, record
from advisory.files import discard
from advisory.refusals import Conflict
from advisory.rights import allow, can
from advisory.text import checked
from boards.commands.stamps import require_current
from boards.models import Board, Membership
from resources.approval import unsettled, wanting
from resources.commands.carrying import carry_notes, places_ahead
from resources.commands.contents import checksum, content_of
from resources.models import BOARDS, Shelf, Version
from resources.search import index_document

LONGEST_CHANGE, LONGEST_REASON = 600, 200
MOVED_ON = (
    "Whoever chose another board for it publishes there no more. Say anew where it is shown, then have it approved."
)
UNSEEN = "Its pages are still being looked through. Publish it once they are."
TAMPERED = "The file is not the one that was approved. Nothing was published; upload it again and have it approved."


def add_version(document, *, by, format, changed, **content):
    """Add the next version of a document as a draft, with what changed in it; it is in force where nobody approves."""
    changed = checked(changed, "changed", LONGEST_CHANGE)
    return _with(content_of(format, **content), lambda kept: _add(document, by, kept | {"changed": changed}))


def replace_content(version, *, by, format, **content):
    """Put another file, address or text into a version that is on its way: whatever was signed for it is void."""
    before = version.file.name
    mended = _with(content_of(format, **content), lambda kept: _replace(version, by, kept))
    discard(before if before != mended.file.name else "")
    return mended


def publish_version(version, *, by, stamp=None):
    """Bring an approved version into force; its file is read once more before, and has to be what was signed."""
    ahead = places_ahead(version.document, version)
    return _publish(version, by, stamp, {"sha256": checksum(version), "places": ahead})


@transaction.atomic
def withdraw_document(document, *, by, reason, stamp=None):
    """Take the version in force away from its readers, and say why."""
    reason = checked(reason, "reason", LONGEST_REASON)
    by, document = lock(document.board, by, document)
    require_current(by, stamp)
    allow(by, "document.publish", document)
    version = document.current
    if version is None:
        raise Conflict("closed", "No version of this document is published.")
    _end(version, Version.State.WITHDRAWN, reason)
    document.__dict__.pop("current", None)
    index_document(document)
    record("document.withdrawn", document, by=by, version=version.number)


@transaction.atomic
def expire_version(version, *, by):
    """Hide a version from its readers once its last day is over."""
    by, version = lock(version.board, by, version)
    allow(by, "document.expire", version)
    last = version.document.valid_until
    if version.state != Version.State.PUBLISHED or last is None or last >= timezone.now().date():
        raise Conflict("closed", "This version does not expire now.")
    _end(version, Version.State.EXPIRED, "")
    index_document(version.document)
    record("document.expired", version.document, by=by, version=version.number)


def put_in_force(version, by, ahead):
    """Show a version to its readers instead of the one before, its notes where they stand, under the caller's lock."""
    now, document = timezone.now(), version.document
    _say_anew(version, document)
    _show_elsewhere(version, document)
    earlier = document.versions.exclude(published_at=None).exists()
    for before in document.versions.published():
        _end(before, Version.State.WITHDRAWN, Version.SUPERSEDED)
    version.state, version.published_at, version.published_by = Version.State.PUBLISHED, now, by
    version.save(update_fields=["state", "published_at", "published_by"])
    document.__dict__.pop("current", None)
    told = {"version": version.number, "sha256": version.sha256, "notes_lost": carry_notes(document, ahead)}
    index_document(document)
    record("document.version_published", document, by=by, **told)
    if document.for_everybody and not earlier:
        record("document.published", document, by=by, **_beside(document))


def _say_anew(version, document):
    """What the version brings is said of its document from now on; one whose last day is over comes into no force."""
    for name, value in version.brings.items():
        setattr(document, name, value)
    document.save(update_fields=list(version.brings))
    last = document.valid_until
    if last and last < timezone.now().date():
        raise Conflict("over", f"Its last day, {last.day} {last:%B %Y}, is over. Say a later one first.")


def _show_elsewhere(version, document):
    """On the boards that came with the version it is shown from now on, where whoever chose them may still do that."""
    chosen = version.details.get(BOARDS, {})
    seats = Membership.objects.seated().filter(pk__in=chosen.values(), board__in=chosen)
    seats = [seat for seat in seats.select_related("board", "user") if can(seat, "document.publish", seat.board)]
    if len(seats) < len(chosen):
        raise Conflict("closed", MOVED_ON)
    for seat in seats:
        shelf, made = Shelf.objects.get_or_create(document=document, board=seat.board, question_number=None)
        if made:
            record("shelf.added", shelf, by=seat, comes=True)


def hide(version, by):
    """Take a version from its readers until what was found in it is settled, under the caller's lock."""
    document = version.document
    version.published_at, version.published_by = None, None
    version.save(update_fields=["published_at", "published_by"])
    back_to_draft(version)
    document.__dict__.pop("current", None)
    index_document(document)
    record("document.hidden", document, by=by, version=version.number)


def require_sound(version):
    """Go on only while no check of a version says that something in it has to be settled first."""
    if stopped := version.stopped:
        raise Conflict("stopped", f"{stopped[0].said} Settle that, or put another file in, before it goes anywhere.")


def back_to_draft(version):
    """Let a version be worked on again, under the caller's lock: whatever was signed for it counts no more."""
    version.reviews.standing().update(voided_at=timezone.now())
    version.state, version.approved_at = Version.State.DRAFT, None
    version.save(update_fields=["state", "approved_at"])


def _add(document, by, kept):
    return _added(document, by, kept, places_ahead(document, Version(document=document, **kept)))


@transaction.atomic
def _added(document, by, kept, ahead):
    by, document = lock(document.board, by, document)
    allow(by, "document.publish", document)
    if document.on_its_way:
        raise Conflict("version_open", "Another version of this document is on its way. Finish or replace that one.")
    number = document.versions.order_by("-number").values_list("number", flat=True).first() + 1
    version = Version.objects.create(document=document, number=number, uploaded_by=by, **kept)
    record("version.added", version, by=by, version=number, sha256=version.sha256)
    if not document.board.approvals:
        put_in_force(version, by, ahead)
    return version


@transaction.atomic
def _replace(version, by, kept):
    seen = version.sha256
    by, version = lock(version.board, by, version)
    allow(by, "document.publish", version.document)
    if version.sha256 != seen:
        raise Conflict("changed", "Somebody put another file in meanwhile. Look at that one first.")
    if not version.is_open:
        raise Conflict("closed", "This version is on its way no more. Add a new version instead.")
    for name, value in ({"file": "", "address": "", "body": "", "html": ""} | kept).items():
        setattr(version, name, value)
    version.uploaded_by, version.uploaded_at, version.pages = by, timezone.now(), 0
    version.leaves.all().delete()
    version.checks.all().delete()
    version.save()
    back_to_draft(version)
    record("version.replaced", version, by=by, version=version.number, sha256=version.sha256)
    return version


@transaction.atomic
def _publish(version, by, stamp, known):
    seen = version.details.get(BOARDS, {})
    for one in Board.objects.filter(Q(pk=version.board.pk) | Q(pk__in=seen)).order_by("log_id"):
        lock(one)
    by, version = lock(version.board, by, version)
    require_current(by, stamp)
    allow(by, "document.publish", version.document)
    if version.details.get(BOARDS, {}) != seen:
        raise Conflict("changed", "Somebody chose other boards for it meanwhile. Look at it again.")
    asked = version.board.approvals
    if version.state != Version.State.APPROVED and (asked or version.state != Version.State.DRAFT):
        raise Conflict("not_approved", f"This version is {version.get_state_display().lower()}; it cannot go out now.")
    if known["sha256"] != version.sha256:
        raise Conflict("changed", TAMPERED)
    if missing := wanting(version):
        raise Conflict("not_approved", f"Approval is missing: {', '.join(missing)}. Send it for review again.")
    if asked and unsettled(version).exists():
        raise Conflict("unsettled", "A change that a reviewer asked for is not settled yet.")
    require_sound(version)
    if version.file and not version.is_drawn:
        raise Conflict("unseen", UNSEEN)
    put_in_force(version, by, known["places"])
    return version


def _with(kept, command):
    try:
        return command(kept)
    except BaseException:
        discard(kept.get("file"))
        raise


def _end(version, state, reason):
    version.state, version.reason, version.withdrawn_at = state, reason, timezone.now()
    version.save(update_fields=["state", "reason", "withdrawn_at"])


def _beside(document):
    number = document.shelves.filter(board=document.board).values_list("question_number", flat=True).first()
    return {"number": number} if number else {}
