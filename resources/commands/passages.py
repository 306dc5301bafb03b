"""What was found in the words of a version is settled: it may pass, or the passages are covered for good."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files import File
from django.db import transaction

from advisory.events.record import lock, record
from advisory.refusals import Absent, Conflict
from advisory.rights import allow
from boards.commands.stamps import require_current
from resources.commands.contents import fetched
from resources.commands.versions import replace_content
from resources.intake.verdicts import Unfit
from resources.intake.work import cover
from resources.models import Check, Version

PASSED = "Somebody of the team looked at what was found and let it pass."
NOTHING = "Nothing in this version waits to be looked at any more."
NO_PDF = "Only the pages of a PDF can be covered. Put a corrected file in."


@transaction.atomic
def clear_passages(version, *, by, stamp=None):
    """Say that the passages that stopped a version name nobody: it may go on."""
    by, version = lock(version.board, by, version)
    require_current(by, stamp)
    allow(by, "document.publish", version.document)
    count = _found(version).update(state=Check.State.NOTED, said=PASSED)
    if not count:
        raise Conflict("closed", NOTHING)
    record("version.cleared", version, by=by, version=version.number, sha256=version.sha256)


def cover_passages(version, *, by):
    """Put a file without the passages that stopped a version in its place; it is looked through anew."""
    if by.log_id != version.log_id:
        raise Absent
    allow(by, "document.publish", version.document)
    places = [place for check in _found(version) for place in check.places]
    if not places:
        raise Conflict("closed", NOTHING)
    if version.format != Version.Format.PDF:
        raise Conflict("no_pdf", NO_PDF)
    with TemporaryDirectory() as folder:
        new = _covered(version, places, Path(folder))
        with new.open("rb") as file:
            return replace_content(version, by=by, format="pdf", file=File(file, name="covered.pdf"))


def _covered(version, places, folder):
    try:
        return cover(fetched(version.file.name, folder), places, folder / "covered.pdf")
    except (Unfit, FileNotFoundError) as trouble:
        said = getattr(trouble, "said", "The file of this version is lost. Put it in again.")
        raise Conflict("not_covered", said) from trouble


def _found(version):
    return version.checks.filter(state=Check.State.STOPPED).exclude(places=[])
