"""What the log says about polls: who asked, opened, closed, shared and voted; never what anybody chose."""

from advisory.events.kinds import Kind, Subject, kinds, subjects
from discussions.commands.polls import spoken
from discussions.events import homes
from discussions.models import Poll, PollVersion
from discussions.polls.telling import of_poll


def _polls(ids):
    return Poll.objects.select_related(*Poll.together).in_bulk(ids)


def _options(ids):
    """What each version of some polls offers: {(poll, version): (salt, {"words", "shown"})}."""
    found = PollVersion.objects.filter(poll__in=ids)
    return {(one.poll_id, one.number): (one.salt, dict.fromkeys(("words", "shown"), spoken(one.options)))
            for one in found}  # fmt: skip


subjects(Subject("poll", _polls, lambda poll: homes(poll.post), _options))
kinds(
    Kind("poll.asked", "{actor} asked a poll", "question", "poll", tells=of_poll),
    Kind("poll.opened", "A poll opened", "question", "poll", tells=of_poll),
    Kind("poll.changed", "The options of a poll have changed", "question", "poll", tells=of_poll),
    Kind("poll.closed", "A poll closed", "question", "poll", tells=of_poll),
    Kind("poll.shared", "The counts of a poll are open to all", "question", "poll", tells=of_poll),
    Kind("ballot.cast", "Somebody voted in a poll", "question", "poll", tells=of_poll),
)  # fmt: skip
