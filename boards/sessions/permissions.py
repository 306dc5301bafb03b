"""Who may do what with live sessions and their agendas."""

from advisory.rights import SYSTEM, grant
from boards.models import Role

C, M, A, O, S = Role.CHAIR, Role.MODERATOR, Role.ADVISOR, Role.OBSERVER, Role.SPONSOR  # noqa: E741
SYS = SYSTEM.role


grant({
    "session.see":      ({C, M, S, A, O}, None, "See when the board meets, and the agenda"),
    "session.schedule": ({C, M}, None, "Schedule a live session, change it, call it off"),
    "agenda.keep":      ({C, M}, None, "Write the agenda of a live session"),
})  # fmt: skip
