"""The seeded leaks of notes on a document."""

from django.db.models import Q

from advisory.events.readers import NAMES
from resources import annotating, telling
from resources.models.annotations import AnnotationQuerySet
from resources.telling import face
from resources.views import documents
from tests.hidden import seeding as seed


def paper(viewer, query=""):
    """What one viewer gets at the page of the document on which notes are written."""
    return lambda world: seed.page(viewer, f"/boards/heart/library/{world.paper.pk}/{query}")(world)


def notes(viewer):
    """What one viewer's program gets as the notes on it."""
    return lambda world: seed.page(viewer, f"{seed.API}/library/{world.paper.pk}/annotations")(world)


@seed.leak("who wrote a note", seed.SWAPPED, paper("tanabe"))
def _(patch):
    seed.around(patch, annotating, "face", lambda told, note, gaze: face(note, NAMES))


@seed.leak("a note's seat in a data attribute", seed.SWAPPED, notes("tanabe"))
def _(patch):
    patch.setattr(telling, "mask", lambda note: (str(note.member_id), note.member.alias_name, "A1"))


@seed.leak("a draft among the notes of others", seed.KEPT, notes("tanabe"))
def _(patch):
    patch.setattr(AnnotationQuerySet, "read_by", lambda self, member: self.filter(removed_at=None))


@seed.leak("a note that is held", seed.KEPT, paper("brandt", "?show=all"))
def _(patch):
    before = AnnotationQuerySet.read_by
    patch.setattr(AnnotationQuerySet, "read_by", lambda self, member: before(self, member) | self.filter(
        Q(held_at__isnull=False)))  # fmt: skip


@seed.leak("how many notes there are with drafts", seed.KEPT, paper("tanabe"))
def _(patch):
    def change(told, request, document, *_):
        return told | {"passage": f"p{document.annotations.count()}"}

    seed.around(patch, documents, "notes_page", change)
