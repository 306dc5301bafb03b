"""A version comes into force, and the one before it leaves."""

from django.utils import timezone

from advisory.events.record import record
from advisory.search.filing import index
from resources.models import Version


def put_in_force(version, by):
    """Show a version to its readers instead of the one before, under the caller's lock."""
    now, document = timezone.now(), version.document
    earlier = document.versions.exclude(published_at=None).exists()
    document.versions.published().update(state=Version.State.WITHDRAWN, reason=Version.SUPERSEDED, withdrawn_at=now)
    version.state, version.published_at, version.published_by = Version.State.PUBLISHED, now, by
    version.save(update_fields=["state", "published_at", "published_by"])
    document.__dict__.pop("current", None)
    index(document)
    record("document.version_published", document, by=by, version=version.number, sha256=version.sha256)
    if document.for_everybody and not earlier:
        record("document.published", document, by=by, **_beside(document))


def _beside(document):
    number = document.shelves.filter(board=document.board).values_list("question_number", flat=True).first()
    return {"number": number} if number else {}
