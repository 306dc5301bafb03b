"""What reviewers signed of a document in force changes with a version that is signed: until then it is a proposal."""

from datetime import date

from advisory.refusals import Conflict
from resources.commands.versions import back_to_draft
from resources.models import BOARDS, Document, Version

SIGNED = {"title", "summary", "roles", "countries", "confidentiality", "valid_until"}
OPENNESS = [str(one) for one in Document.Confidentiality]
AS_APPROVED = (
    "What readers see of it is approved first. Fewer readers and an earlier last day hold at once; anything else comes "
    "with a new version, once that is approved. Add one first."
)
ELSEWHERE = (
    "On which boards it is read is approved first, and it is in force as it was approved. Another board comes with "
    "a new version, once that is approved. Add one, then choose the board."
)


def what_waits(document, details):
    """What of some details only a signed version brings: {name: value}; nothing where nobody approves."""
    if not document.board.approvals or document.current is None:
        return {}
    said = {name: value for name, value in details.items() if name in SIGNED and getattr(document, name) != value}
    return {name: value for name, value in said.items() if not _narrows(getattr(document, name), name, value)}


def put_off(document, details, later):
    """Keep with the version on its way what it brings, under the caller's lock; gives the names that changed."""
    version = document.on_its_way
    if version is None:
        if later:
            raise Conflict("approved", AS_APPROVED)
        return set()
    kept = {name: value for name, value in version.details.items() if name not in details} | _plain(later)
    changed = {name for name in {*kept, *version.details} if kept.get(name) != version.details.get(name)}
    if changed:
        version.details = kept
        version.save(update_fields=["details"])
    return changed


def put_off_shelf(document, board, chooser, *, on):
    """Keep with the version on its way whether it is shown on another board too, chosen by a seat there; True if new.

    Reviewers sign for where it is read, as for what it says.
    """
    version = document.on_its_way
    if version is None:
        if on:
            raise Conflict("approved", ELSEWHERE)
        return False
    waiting = version.details.get(BOARDS, {})
    chosen = {key: seat for key, seat in waiting.items() if key != str(board.pk)}
    chosen |= {str(board.pk): str(chooser.pk)} if on else {}
    if chosen.keys() == waiting.keys():
        return False
    others = {name: value for name, value in version.details.items() if name != BOARDS}
    version.details = others | ({BOARDS: chosen} if chosen else {})
    version.save(update_fields=["details"])
    return True


def void_signatures(document):
    """Let a version that is looked at, or was approved, begin anew, under the caller's lock."""
    signed = (Version.State.IN_REVIEW, Version.State.APPROVED)
    for version in document.versions.filter(state__in=signed):
        back_to_draft(version)


def _narrows(before, name, value):
    """Whether nobody reads it who did not, and no longer than was signed."""
    if name in {"roles", "countries"}:
        return bool(value) and (not before or set(value) <= set(before))
    if name == "valid_until":
        return value is not None and (before is None or value < before)
    return name == "confidentiality" and OPENNESS.index(value) < OPENNESS.index(before)


def _plain(details):
    """Details as JSON keeps them."""
    shown = {tuple: list, date: date.isoformat}
    return {name: shown.get(type(value), lambda same: same)(value) for name, value in details.items()}
