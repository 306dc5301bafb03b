"""Who shows their screen in a live session, and who is large on everybody's stage: the desk says who."""

from django.db import transaction

from advisory.events.record import lock, record
from advisory.refusals import Conflict
from advisory.rights import allow, can
from boards.commands.lobby import require_running
from boards.commands.stamps import require_current


@transaction.atomic
def let_present(session, member, *, by, stamp=None):
    """Let one person show their screen, in place of whoever did; nobody, when there is no `member`."""
    by, session, member = lock(session.board, by, session, member)
    require_current(by, stamp)
    allow(by, "line.present")
    require_running(session)
    if member and not can(member, "line.send"):
        raise Conflict("listens_only", "They listen in this session and show nothing.")
    if session.presenter_id == (member and member.pk):
        return
    session.presenter = member
    session.save(update_fields=["presenter"])
    record("session.presented", session, by=by, session=session.number, member=str(member.pk) if member else "")


@transaction.atomic
def spotlight_member(session, member, *, by, stamp=None):
    """Make one person large on everybody's stage, in place of whoever was; nobody, when there is no `member`."""
    by, session, member = lock(session.board, by, session, member)
    require_current(by, stamp)
    allow(by, "line.spotlight")
    require_running(session)
    if member and not can(member, "line.send"):
        raise Conflict("listens_only", "They listen in this session and are not seen.")
    if session.spotlit_id == (member and member.pk):
        return
    session.spotlit = member
    session.save(update_fields=["spotlit"])
    record("session.spotlit", session, by=by, session=session.number, member=str(member.pk) if member else "")
