"""What somebody keeps up with: private to them, without lock or event."""

from datetime import timedelta

from django.utils import timezone

from advisory.refusals import Absent
from resources.models import Document, Following, Visit
from resources.topics import topics_in

SAME_VISIT = timedelta(minutes=30)


def follow_topic(term, *, by, on):
    """Hear of what is published on a topic, or no more; only topics of documents that one may read can be chosen."""
    if not on:
        Following.objects.filter(person=by, term=term).delete()
        return
    if not topics_in(Document.objects.of(by)).filter(pk=term.pk).exists():
        raise Absent
    Following.objects.get_or_create(person=by, term=term)


def note_visit(*, by):
    """Note that somebody looks at all libraries, and say when they were here before.

    Looks less than half an hour apart are one visit, so that turning a page hides nothing that is new.
    """
    now = timezone.now()
    visit, _ = Visit.objects.get_or_create(person=by, defaults={"last_at": now})
    if now - visit.last_at > SAME_VISIT:
        visit.before = visit.last_at
    visit.last_at = now
    visit.save(update_fields=["last_at", "before"])
    return visit.before
