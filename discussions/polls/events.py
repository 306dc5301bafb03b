"""What the log says about polls: who asked, opened, closed, shared and voted; never what anybody chose."""

from advisory.events.kinds import Audience, Kind, Subject, audiences, kinds, subjects
from advisory.prepared import prepared
from discussions.commands.polls import spoken
from discussions.events import homes
from discussions.models import Poll, PollVersion
from discussions.polls.telling import of_poll


def _polls(ids):
    return {poll.pk: poll for poll in _among(ids=list(ids))}


@prepared(ids=[Poll._meta.pk])
def _among(ids):
    return Poll.objects.select_related(*Poll.together).filter(pk__in=ids)


def _options(ids):
    """What each version of some polls offers: {(poll, version): (salt, {"words", "shown"})}."""
    found = PollVersion.objects.filter(poll__in=ids)
    return {(one.poll_id, one.number): (one.salt, dict.fromkeys(("words", "shown"), spoken(one.options)))
            for one in found}  # fmt: skip


def _stream(poll):
    """Where its post is read: of one that waits to be read, or is held, peers get no line at all."""
    return f"{poll.board.stream}.desk" if poll.post.out_of_sight else poll.question.stream


audiences(
    Audience("poll", "board.<slug>.q<number>; .desk while its post is out of sight", "whoever reads the post", _stream)
)
subjects(Subject("poll", _polls, lambda poll: homes(poll.post), _options))
kinds(
    Kind("poll.asked", "{actor} asked a poll", "poll", "poll", tells=of_poll),
    Kind("poll.opened", "A poll opened", "poll", "poll", tells=of_poll),
    Kind("poll.changed", "The options of a poll have changed", "poll", "poll", tells=of_poll),
    Kind("poll.closed", "A poll closed", "poll", "poll", tells=of_poll),
    Kind("poll.shared", "The counts of a poll are open to all", "poll", "poll", tells=of_poll),
    Kind("ballot.cast", "Somebody voted in a poll", "poll", "poll", tells=of_poll),
)  # fmt: skip
