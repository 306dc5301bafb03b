"""The seeded leaks of live sessions and their minutes."""

from boards.sessions.faces import face
from discussions.minutes import reading
from tests.hidden import seeding as seed
from tests.hidden.reading import written


def minutes(viewer):
    """What one viewer gets at the minutes of the session that is over."""
    return lambda world: seed.page(viewer, written())(world)


@seed.leak("who suggested a change of minutes", seed.SWAPPED, minutes("tanabe"))
def _(patch):
    patch.setattr(reading, "face", lambda member, viewer, **_: face(member, viewer, blinded=False, advised=True))
