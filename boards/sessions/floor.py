"""For how long each had the floor in a live session: from when they were called on until their hand was lowered."""

from django.utils import timezone

from boards.models import Hand


def floor_of(*sessions):
    """Seconds on the floor in some sessions together: {member's id: seconds}."""
    spoken, now = {}, timezone.now()
    turns = Hand.objects.filter(session__in=sessions).exclude(called_at=None)
    for member, begun, ended in turns.values_list("member_id", "called_at", "lowered_at"):
        spoken[member] = spoken.get(member, 0) + round(((ended or now) - begun).total_seconds())
    return spoken
