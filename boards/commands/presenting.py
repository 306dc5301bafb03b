"""Who shows their screen in a live session, and who is large on everybody's stage: the desk says who."""

from django.db import transaction

from advisory.events.record import lock, record
from advisory.refusals import Conflict
from advisory.rights import allow, can
from boards.commands.lobby import require_faces, require_running
from boards.commands.stamps import require_current


@transaction.atomic
def let_present(session, member, *, by, stamp=None):
    """Let one person show their screen, in place of whoever did; nobody, when there is no `member`."""
    by, session, member = lock(session.board, by, session, member)
    require_current(by, stamp)
    allow(by, "line.present")
    if _given(session, "presenter", member):
        record("session.presented", session, by=by, **_told(session, member))


@transaction.atomic
def spotlight_member(session, member, *, by, stamp=None):
    """Make one person large on everybody's stage, in place of whoever was; nobody, when there is no `member`."""
    by, session, member = lock(session.board, by, session, member)
    require_current(by, stamp)
    allow(by, "line.spotlight")
    if _given(session, "spotlit", member):
        record("session.spotlit", session, by=by, **_told(session, member))


def _given(session, place, member):
    """Give a place on the stage to somebody who sends sound and picture, or to nobody; whether that changed it."""
    require_running(session)
    require_faces(session)
    if member and not can(member, "line.send"):
        raise Conflict("listens_only", "They listen in this session, and show nothing of themselves.")
    if getattr(session, f"{place}_id") == (member and member.pk):
        return False
    setattr(session, place, member)
    session.save(update_fields=[place])
    return True


def _told(session, member):
    return {"session": session.number, "member": str(member.pk) if member else ""}
