"""Captions and chapters of a film or a sound are added, replaced and taken away by the team."""

from hashlib import sha256

from django.db import transaction

from advisory.accounts.places import languages
from advisory.events.record import lock, record
from advisory.refusals import Conflict, Invalid
from advisory.rights import allow
from boards.commands.stamps import require_current
from resources.captions import Unread, captions, chapters, written
from resources.commands.versions import back_to_draft
from resources.models import Track, Version

SIGNED = "What readers hear was approved as it is. Add a new version with these, and have that approved."


def set_track(version, *, by, sort, language, text, stamp=None):  # noqa: PLR0913 - as one track is sent
    """Put captions in a language, or chapters, beside a recording; without words they are taken away.

    Where versions are approved, what was signed for one on its way is void, and one in force stays as it is.
    """
    _set(version, by, {"sort": sort, "language": language}, _read(version, sort, language, text), stamp)


@transaction.atomic
def _set(version, by, which, kept, stamp=None):
    by, version = lock(version.board, by, version)
    require_current(by, stamp)
    allow(by, "document.publish", version.document)
    _require_unsigned(version)
    if kept:
        Track.objects.update_or_create(version=version, **which, defaults={"text": kept})
    else:
        Track.objects.filter(version=version, **which).delete()
    told = {"version": version.number, "sha256": sha256(kept.encode()).hexdigest()}
    record("version.captioned", version, by=by, **which, **told)


def _read(version, sort, language, text):
    if version.format not in Version.PLAYED or sort not in Track.Sort.values:
        raise Invalid(fields={"text": "Captions and chapters go with films and sound."})
    if language not in dict(languages()):
        raise Invalid(fields={"language": "Choose a language from the list."})
    if not text.strip():
        return ""
    try:
        return written(captions(text) if sort == Track.Sort.CAPTIONS else chapters(text, version.minutes * 60))
    except Unread as trouble:
        raise Invalid(fields={"text": str(trouble)}) from trouble


def _require_unsigned(version):
    if not version.board.approvals:
        return
    if not version.is_open:
        raise Conflict("approved", SIGNED)
    if version.state != Version.State.DRAFT:
        back_to_draft(version)
