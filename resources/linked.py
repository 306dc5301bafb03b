"""What a point of an agenda may lead to here: a document of the board's library."""

from uuid import UUID

from django.urls import reverse

from boards.linked import Sort, linked_by
from resources.models import Document


def _offered(member):
    found = Document.objects.visible_to(member).filter(shelves__board=member.board_id).distinct()
    return list(found.order_by("title", "pk").values_list("pk", "title"))


def _shown(member, ids):
    slug, found = member.board.slug, Document.objects.visible_to(member).filter(pk__in=map(UUID, ids))
    return {str(key): (title, reverse("document", args=[slug, key])) for key, title in found.values_list("pk", "title")}


linked_by(Sort("document", "Documents", _offered, _shown))
