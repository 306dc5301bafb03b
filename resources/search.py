"""Documents, as the members of their boards may find them."""

from django.urls import reverse

from advisory.search import Found, searchable
from boards.models import Board
from resources.models import Document


@searchable
def documents(user, matches):
    """The documents of somebody's boards by title; what stands inside them is not searched."""
    boards = set(Board.objects.of(user).order_by())
    for document in Document.objects.of(user).listed().order_by("board__title", "title", "pk"):
        if matches(document.title):
            place = document.place_among(boards)
            url = reverse("document", args=[place.slug, document.pk])
            yield Found("documents", "Document", "doc", document.title, url, "", place.title)
