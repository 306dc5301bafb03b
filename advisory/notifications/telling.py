"""What notifications say now, each asked of the app that knows the thing."""

from collections import defaultdict

from advisory.events.frames import subjects_of
from advisory.notifications.notices import NOTICES


def told(person, rows):
    """What some notifications of one person (None: a guest) say now, {row.pk: Told}, without what may not be known."""
    things = subjects_of(rows)
    asked = defaultdict(list)
    for row in rows:
        thing = things.get((row.subject_type, row.subject_id))
        if row.notice in NOTICES and thing is not None:
            asked[NOTICES[row.notice].tells].append((row, thing))
    found = {}
    for tells, pairs in asked.items():
        found |= tells(person, pairs)
    return found
