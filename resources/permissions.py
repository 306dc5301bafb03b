"""Who may do what with a board's documents."""

from advisory.rights import grant
from boards.models import Role
from resources.models import Document

C, M, A, O, S = Role.CHAIR, Role.MODERATOR, Role.ADVISOR, Role.OBSERVER, Role.SPONSOR  # noqa: E741


def _reads(member, document):
    return Document.objects.visible_to(member).filter(pk=document.pk).exists()


grant({
    "document.publish": ({C, M, S}, None, "Add a document to the board's library and publish it"),
    "document.read":    ({C, M, S, A, O}, _reads, "Open a document whose readers one is among"),
})  # fmt: skip
