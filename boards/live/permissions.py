"""Who may be on the line of a live session, speak there, and say who else may."""

from advisory.rights import grant
from boards.models import Role

C, M, A, O, S = Role.CHAIR, Role.MODERATOR, Role.ADVISOR, Role.OBSERVER, Role.SPONSOR  # noqa: E741


def _sees_people(me, session):
    """Whoever reads no names sees no faces."""
    return not me.walled


def _of_others(me, them):
    """Nobody is muted from the desk itself, where muting is lifted."""
    return them is None or (me.board_id == them.board_id and not them.moderates)


grant({
    "line.enter":   ({C, M, S, A, O}, _sees_people, "See and hear the others in a live session that one was let into"),
    "line.send":    ({C, M, S, A}, _sees_people, "Be seen and heard there"),
    "line.mute":    ({C, M}, _of_others, "Close somebody's microphone there, and let them speak again"),
    "line.present": ({C, M}, None, "Say who shows their screen there"),
    "line.spotlight": ({C, M}, None, "Say who is large on everybody's stage there"),
})  # fmt: skip
