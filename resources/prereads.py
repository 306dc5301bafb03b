"""What a member is to read before they answer, and has not marked as read."""

from django.db.models import Exists, OuterRef

from resources.models import Reading, Shelf, Version


def prereads(member, number=None):
    """The shelves with a pre-read for a member that wait for them, of one question or of the whole board."""
    force = Version.objects.filter(document=OuterRef("document"), state=Version.State.PUBLISHED)
    done = Reading.objects.filter(
        version__document=OuterRef("document"), version__state=Version.State.PUBLISHED, member=member
    ).exclude(read_at=None)
    waiting = Shelf.objects.filter(Exists(force), ~Exists(done), board=member.board_id, preread=True)
    waiting = waiting.filter(question_number=number) if number else waiting
    return [
        shelf for shelf in waiting.select_related("document") if member.advises and shelf.document.meant_for(member)
    ]
