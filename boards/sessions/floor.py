"""For how long each spoke in a live session: as their voice was heard on its line, or as they were called on."""

from collections import Counter

from django.utils import timezone

from boards.models import Attendance, Hand


def floor_of(*sessions):
    """Seconds for which each spoke in some sessions together: {member's id: seconds}.

    In each session it is the longer of two: how long their voice was heard, and how long they had the floor, from when
    they were called on until their hand was lowered. A meeting elsewhere has the second alone.
    """
    heard = Attendance.objects.filter(session__in=sessions, spoken__gt=0)
    spoken = {(one, member): seconds for one, member, seconds in heard.values_list("session", "member", "spoken")}
    for key, seconds in _turns(sessions).items():
        spoken[key] = max(spoken.get(key, 0), seconds)
    floor = Counter()
    for (_, member), seconds in spoken.items():
        floor[member] += seconds
    return floor


def _turns(sessions):
    turns, now = Counter(), timezone.now()
    called = Hand.objects.filter(session__in=sessions).exclude(called_at=None)
    for session, member, begun, ended in called.values_list("session", "member", "called_at", "lowered_at"):
        turns[session, member] += round(((ended or now) - begun).total_seconds())
    return turns
