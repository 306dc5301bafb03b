"""Polls end: by a moderator, or with their question."""

from django.utils import timezone

from advisory.events.record import record
from discussions.commands.posts import touch
from discussions.models import Poll


def end_poll(poll, *, by):
    """Close a poll under the caller's lock."""
    poll.state, poll.closed_at = Poll.State.CLOSED, timezone.now()
    tell_poll(poll, "poll.closed", by, "state", "closed_at")


def end_polls(question, *, by):
    """Close what still takes votes when a question closes, under the caller's lock."""
    found = Poll.objects.select_related(*Poll.together).filter(post__question=question, state=Poll.State.OPEN)
    for poll in found:
        end_poll(poll, by=by)


def tell_poll(poll, kind, by, *fields):
    """Save what changed of a poll and tell whoever reads it."""
    poll.save(update_fields=fields)
    touch(poll.post)
    record(kind, poll, by=by)
