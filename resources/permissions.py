"""Who may do what with a board's documents."""

from advisory.rights import grant
from boards.models import Role

C, M, A, O, S = Role.CHAIR, Role.MODERATOR, Role.ADVISOR, Role.OBSERVER, Role.SPONSOR  # noqa: E741

grant({
    "document.publish": ({C, M, S}, None, "Publish a document on the board"),
    "document.read":    ({C, M, S, A, O}, None, "Open a document of the board"),
})  # fmt: skip
