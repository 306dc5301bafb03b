"""Reads the logs for what people hear of, each from its bookmark; the worker calls it at every turn.

The bookmark moves in the transaction that makes the rows, so a crash delays what people hear and never loses it;
a row is unique for its notice, subject and person, so nobody hears twice.
"""

import logging
from collections import defaultdict
from time import monotonic

from django.db import transaction
from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from advisory.events.frames import subjects_of
from advisory.events.kinds import KINDS
from advisory.events.models import Event, Log
from advisory.events.record import site_log
from advisory.notifications.mailing import Wishes
from advisory.notifications.models import Bookmark, Notification
from advisory.notifications.notices import NOTICES, SUBJECT, heard_on
from advisory.notifications.telling import told

MOST, AGAIN, PATIENCE = 200, 100, 1
log = logging.getLogger("advisory.notifications")


def read_on():
    """Read what is new in every log, and look again at what may have changed; says how many notifications are new."""
    _begin()
    read = Subquery(Bookmark.objects.filter(log=OuterRef("pk")).values("number"))
    behind = Log.objects.annotate(read=Coalesce(read, Value(0))).filter(number__gt=F("read")).order_by("pk")
    until = monotonic() + PATIENCE
    made = sum(_catch_up(one, until) for one in behind)
    if Notification.objects.filter(stale=True).exists():
        _look_again()
    return made


def look_ahead():
    """Make what the clock alone brings up; says how many notifications are new."""
    now = timezone.now()
    return sum(_make(_ahead(notice, now)) for notice in NOTICES.values() if notice.due)


@transaction.atomic
def _look_again():
    """Hide what a person may no longer know of, show what they may again, and put away what is done."""
    stale = list(Notification.objects.select_for_update().filter(stale=True).order_by("pk")[:AGAIN])
    by_person = defaultdict(list)
    for row in stale:
        by_person[row.person_id].append(row)
    for rows in by_person.values():
        found = told(rows[0].person, rows)
        for row in rows:
            row.hidden, row.stale = row.pk not in found, False
            row.read_at = row.read_at or (timezone.now() if row.pk in found and found[row.pk].done else None)
    Notification.objects.bulk_update(stale, ["hidden", "stale", "read_at"])


def _begin():
    """On the first run nobody hears of what happened before; a log that comes later is read from its beginning."""
    if Bookmark.objects.exists():
        return
    site_log()
    with transaction.atomic():
        marks = [Bookmark(log=one, number=one.number) for one in Log.objects.all()]
        Bookmark.objects.bulk_create(marks, ignore_conflicts=True)


def _catch_up(one, until):
    """Read one log to its end, or as far as there is time; every log gets some."""
    place, made = one.read, 0
    while place < one.number:
        more, reached = _read(one, place)
        made += more
        if reached == place or monotonic() > until:
            break
        place = reached
    return made


def _read(one, start):
    events = list(Event.objects.filter(log=one, number__gt=start).order_by("number")[:MOST])
    things = subjects_of([event for event in events if heard_on(event.kind)])
    rows, upto = [], start
    for event in events:
        try:
            rows += list(_heard(event, things.get((event.subject_type, event.subject_id))))
        except Exception:
            log.exception("an event could not be told to anybody; the log is read on once that is mended")
            break
        upto = event.number
    return _keep(one, start, [event for event in events if event.number <= upto], rows)


@transaction.atomic
def _keep(one, start, events, rows):
    """Make the rows and move the bookmark, unless somebody else has read on meanwhile: (rows, where it is now)."""
    mark, _ = Bookmark.objects.select_for_update().get_or_create(log=one)
    if mark.number != start or not events:
        return 0, start
    made = _make(rows)
    _doubt(one, events)
    mark.number = events[-1].number
    mark.save(update_fields=["number"])
    return made, mark.number


def _heard(event, thing):
    """The rows that one event makes, without the time of their letters."""
    if thing is None:
        return
    for notice in heard_on(event.kind):
        key = str(event.subject_id) if notice.once == SUBJECT else f"event/{event.pk}"
        for heard in notice.hears(event, thing):
            yield Notification(
                notice=notice.name, key=key, person_id=heard.user_id, log_id=event.log_id,
                subject_type=event.subject_type, subject_id=event.subject_id,
            )  # fmt: skip


def _ahead(notice, now):
    found = [
        Notification(
            notice=notice.name, key=due.once, person_id=due.user_id, log_id=due.log_id,
            subject_type=due.subject_type, subject_id=due.subject_id,
        )
        for due in notice.due(now)
    ]  # fmt: skip
    keys = {row.key for row in found}
    known = set(Notification.objects.filter(notice=notice.name, key__in=keys).values_list("key", "person_id"))
    return [row for row in found if (row.key, row.person_id) not in known]


def _make(rows):
    """Write rows once, each with the time of its letter; who is not here hears nothing.

    A new row is looked at again at once: on a live page people may have read what it tells of before it was made.
    """
    if not rows:
        return 0
    now, wishes = timezone.now(), Wishes(row.person_id for row in rows if row.person_id)
    kept = [row for row in rows if row.person_id is None or row.person_id in wishes.people]
    for row in kept:
        notice = NOTICES[row.notice]
        row.made_at, row.stale = now, row.person_id is not None
        row.mail_at = now if row.person_id is None else wishes.mail_at(row.person_id, notice, now)
    Notification.objects.bulk_create(kept, ignore_conflicts=True)
    return len(kept)


def _doubt(one, events):
    """Mark as stale what these events may have changed: by subject, by who acted, or all when rights moved.

    Who acted may have heard of the thing elsewhere: a document of one board is opened on the shelf of another.
    """
    everywhere = Notification.objects.filter(read_at=None, stale=False)
    open_rows = everywhere.filter(log=one)
    if any(KINDS[event.kind].moves_rights for event in events if event.kind in KINDS):
        open_rows.update(stale=True)
        return
    for notice in NOTICES.values():
        about = {event.subject_id for event in events if event.kind in notice.fades}
        actors = {event.actor_id for event in events if event.kind in notice.settles}
        if about:
            open_rows.filter(notice=notice.name, subject_id__in=about).update(stale=True)
        if actors:
            everywhere.filter(notice=notice.name, person__in=actors).update(stale=True)
