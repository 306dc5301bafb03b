"""Documents, as the members of their boards may find them."""

from django.urls import reverse

from advisory.search import Found, searchable
from resources.models import Document


@searchable
def documents(user, matches):
    """The documents of somebody's boards by title; what stands inside them is not searched."""
    for document in Document.objects.of(user).order_by("board__title", "title", "pk"):
        if matches(document.title):
            url = reverse("document", args=[document.board.slug, document.pk])
            yield Found("documents", "Document", "doc", document.title, url, "", document.board.title)
