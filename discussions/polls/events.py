"""What the log says about polls: who asked, opened, closed, shared and voted; never what anybody chose."""

from advisory.events.kinds import Kind, Subject, kinds, subjects
from discussions.commands.polls import spoken
from discussions.drawing import reappears
from discussions.events import homes
from discussions.models import Poll, PollVersion
from discussions.telling import of_post


def _polls(ids):
    return Poll.objects.select_related(*Poll.together).in_bulk(ids)


def _options(ids):
    """What each version of some polls offers: {(poll, version): (salt, {"words", "shown"})}."""
    found = PollVersion.objects.filter(poll__in=ids)
    return {(one.poll_id, one.number): (one.salt, dict.fromkeys(("words", "shown"), spoken(one.options)))
            for one in found}  # fmt: skip


def _redraws(poll, gaze):
    return reappears(poll.post, gaze)


def _of_poll(event, poll, gaze):
    """Which poll, under which post, and how it stands; who voted is nobody's business."""
    told = of_post(event, poll.post, gaze)
    return {"id": str(poll.pk), "post": told["id"], "question": told["question"], "state": poll.state}


subjects(Subject("poll", _polls, lambda poll: homes(poll.post), _options))
kinds(
    Kind("poll.asked", "{actor} asked a poll", "question", "poll", draws=_redraws, tells=_of_poll),
    Kind("poll.opened", "A poll opened", "question", "poll", draws=_redraws, tells=_of_poll),
    Kind("poll.changed", "The options of a poll have changed", "question", "poll", draws=_redraws, tells=_of_poll),
    Kind("poll.closed", "A poll closed", "question", "poll", draws=_redraws, tells=_of_poll),
    Kind("poll.shared", "The counts of a poll are open to all", "question", "poll", draws=_redraws, tells=_of_poll),
    Kind("ballot.cast", "Somebody voted in a poll", "question", "poll", draws=_redraws, tells=_of_poll),
)  # fmt: skip
