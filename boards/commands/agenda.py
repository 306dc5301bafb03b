"""The agenda of a live session: points are added, changed, taken out, put in order, and gone through one by one."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from advisory.events.record import lock, record
from advisory.refusals import Conflict, Invalid
from advisory.rights import allow
from advisory.text import checked_for
from boards.blinding import aliases
from boards.commands.lobby import require_running
from boards.commands.moments import not_now
from boards.commands.stamps import require_current
from boards.linked import offered_to
from boards.models import AgendaItem

MOST, LONGEST = 40, 240  # points, minutes


@transaction.atomic
def add_item(session, title, *, by, stamp=None, **details):
    """Add a point at the end: its minutes, who leads it, and what it leads to ("question:<id>")."""
    by, session = lock(session.board, by, session)
    require_current(by, stamp)
    allow(by, "agenda.keep", session.board)
    require_standing(session)
    count = session.agenda.count()
    if count >= MOST:
        raise Conflict("too_many", f"An agenda holds up to {MOST} points.")
    item = AgendaItem(session=session, place=count + 1)
    _fill(item, {"title": title, **details}, by)
    item.save(force_insert=True)
    record("agenda.changed", session, by=by, session=session.number)
    return item


@transaction.atomic
def change_item(item, *, by, stamp=None, **details):
    """Word a point anew, or give it other minutes, another lead or another link, until it is done."""
    by, item = lock(item.board, by, item)
    require_current(by, stamp)
    allow(by, "agenda.keep", item.board)
    _require_undone(item)
    _fill(item, details, by)
    item.save()
    record("agenda.changed", item.session, by=by, session=item.session.number)


@transaction.atomic
def remove_item(item, *, by, stamp=None):
    """Take a point out that has not begun."""
    by, item = lock(item.board, by, item)
    require_current(by, stamp)
    allow(by, "agenda.keep", item.board)
    _require_waiting(item)
    item.session.agenda.filter(place__gt=item.place).update(place=F("place") - 1)
    item.delete()
    record("agenda.changed", item.session, by=by, session=item.session.number)


@transaction.atomic
def move_item(item, step, *, by, stamp=None):
    """Put a point that has not begun one place up (-1) or down (1), among those that have not begun."""
    by, item = lock(item.board, by, item)
    require_current(by, stamp)
    allow(by, "agenda.keep", item.board)
    _require_waiting(item)
    beside = item.session.agenda.filter(place=item.place + step, state=AgendaItem.State.WAITING).first()
    if beside is None:
        return
    beside.place, item.place = item.place, beside.place
    beside.save(update_fields=["place"])
    item.save(update_fields=["place"])
    record("agenda.changed", item.session, by=by, session=item.session.number)


@transaction.atomic
def next_item(session, *, by, stamp=None, after=None):
    """Close the point that is open and open the next; `after` is the one that the caller saw open ("": none).

    Two people who press at once go on by one.
    """
    by, session = lock(session.board, by, session)
    require_current(by, stamp)
    allow(by, "agenda.run", session.board)
    require_running(session)
    now, points = timezone.now(), session.agenda
    opened = points.filter(state=AgendaItem.State.OPEN).first()
    if after is not None and after != (str(opened.pk) if opened else ""):
        return
    coming = points.filter(state=AgendaItem.State.WAITING).first()
    if opened:
        opened.state, opened.closed_at = AgendaItem.State.CLOSED, now
        opened.save(update_fields=["state", "closed_at"])
    if coming:
        coming.state, coming.opened_at = AgendaItem.State.OPEN, now
        coming.save(update_fields=["state", "opened_at"])
    if opened or coming:
        record("agenda.turned", session, by=by, session=session.number)


@transaction.atomic
def extend_item(item, *, by, stamp=None, minutes=2):
    """Give the open point more minutes."""
    by, item = lock(item.board, by, item)
    require_current(by, stamp)
    allow(by, "agenda.run", item.board)
    require_running(item.session)
    if item.state != AgendaItem.State.OPEN:
        raise Conflict("closed", "This point is not open. Nothing was changed.")
    if item.length + minutes > LONGEST:
        raise Conflict("too_many", f"A point takes up to {LONGEST} minutes.")
    item.extra += minutes
    item.save(update_fields=["extra"])
    record("agenda.extended", item.session, by=by, session=item.session.number)


def require_standing(session):
    """Refuse what can be done only while a session is to come or goes on."""
    if not session.stands:
        raise not_now(session)


def _require_undone(item):
    require_standing(item.session)
    if item.state == AgendaItem.State.CLOSED:
        raise Conflict("closed", "This point is done. Nothing was changed.")


def _require_waiting(item):
    require_standing(item.session)
    if item.state != AgendaItem.State.WAITING:
        raise Conflict("closed", "This point has begun. Nothing was changed.")


def _fill(item, details, by):
    """Give a point its details, or Invalid naming the first that it cannot have."""
    for name, value in checked_for(AgendaItem, {"title": details.get("title", item.title)}).items():
        setattr(item, name, value)
    item.minutes = details.get("minutes", item.minutes)
    if not 1 <= (item.minutes or 0) <= LONGEST:
        raise Invalid(fields={"minutes": f"A point takes 1 to {LONGEST} minutes."})
    if "lead" in details:
        item.lead = _checked_lead(item, details["lead"])
    if "link" in details:
        item.link, item.linked = checked_link(details["link"], by)


def _checked_lead(item, lead):
    if lead is None:
        return None
    if lead.board_id != item.session.board_id or lead.left_at or lead.observes:
        raise Invalid(fields={"lead": "Choose somebody who sits on this board."})
    if not lead.is_staff_seat and aliases(item.session):
        words = "This board keeps names from each other: an advisor who leads would be known. Choose one of the team."
        raise Invalid(fields={"lead": words})
    return lead


def checked_link(link, by):
    """What a link leads to ("question:<id>") as its two parts, or Invalid for what its writer cannot link."""
    known = {key for _, things in offered_to(by) for key, _ in things}
    if link and link not in known:
        raise Invalid(fields={"link": "Choose something that stands on this board."})
    return tuple(link.split(":", 1)) if link else ("", "")
