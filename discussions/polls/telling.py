"""What a poll says in plain facts, to everybody of one way of seeing or to one member alone."""

from advisory.events.readers import NAMES
from advisory.prepared import prepared
from discussions.models import Ballot, Poll, Voter
from discussions.polls.permissions import open_to_all
from discussions.telling import of_post
from resources.prereads import prereads

PERCENT_FROM = 20  # people
KEY = Poll._meta.pk


def tells_all(poll, gaze):
    """Whether everybody of one way of seeing may know the counts: the team by name, peers where they are open."""
    return poll.tells if gaze == NAMES else poll.question.shared and open_to_all(poll)


def of_poll(event, poll, gaze):
    """Which poll, under which post, how it stands and what everybody may know of the counts; never who chose what."""
    told = {"id": str(poll.pk), "post": of_post(event, poll.post, gaze)["id"], "question": poll.question.number}
    told |= {"state": poll.state, "version": poll.version}
    if poll.question.shared or gaze == NAMES:
        told["voted"] = poll.voted
    return told | ({"counts": poll.counts} if tells_all(poll, gaze) else {})


@prepared(member=KEY, polls=[KEY])
def _ballots(member, polls):
    return Ballot.objects.filter(member=member, poll__id__in=polls).values_list("poll", "version", "picks")


@prepared(member=KEY, polls=[KEY])
def _votes(member, polls):
    return Voter.objects.filter(member=member, poll__id__in=polls).values_list("poll", "version")


class Standing:
    """How one member stands to some polls that they see: what they chose, and what of the counts they may know."""

    def __init__(self, member, polls):
        self.member, self.unread = member, {}
        now, kept = {poll.pk: poll.version for poll in polls}, {True: [], False: []}
        for poll in polls if member.advises else ():
            kept[poll.mode == Poll.Mode.DETACHED].append(poll.pk)
        rows = _ballots(member=member.pk, polls=kept[False])
        self.picks = {poll: picks for poll, version, picks in rows if now[poll] == version}
        rows = _votes(member=member.pk, polls=kept[True])
        self.cast = {poll for poll, version in rows if now[poll] == version}

    def voted(self, poll):
        """Whether they have voted on the options of now."""
        return poll.pk in self.picks or poll.pk in self.cast

    def counts(self, poll):
        """Whether they may read the counts of a poll that they see."""
        if self.member.is_staff_seat:
            return poll.tells
        return bool(poll.tells and poll.question.shared and (open_to_all(poll) or self.voted(poll)))

    def may_vote(self, poll):
        """Whether a ballot of theirs would be taken now."""
        again = poll.mode != Poll.Mode.DETACHED or poll.pk not in self.cast
        takes = poll.state == Poll.State.OPEN and poll.question.state == "open" and poll.board.state == "open"
        may = takes and again and self.member.advises and not self.member.restricted
        return may and not (poll.question.read_first and self._unread(poll.question.number))

    def _unread(self, number):
        """Whether something is to be read before a question is answered."""
        if number not in self.unread:
            self.unread[number] = bool(prereads(self.member, number))
        return self.unread[number]

    def told(self, poll):
        """A poll for the API, as this member may know it."""
        counts, turnout = self.counts(poll), poll.question.shared or self.member.is_staff_seat
        return {
            "id": str(poll.pk), "post": str(poll.post_id), "mode": poll.mode, "multiple": poll.multiple,
            "hidden": poll.hidden, "state": poll.state, "version": poll.version, "options": poll.options,
            "voted": poll.voted if turnout else None, "counts": poll.counts if counts else None,
            "cast": self.voted(poll), "mine": self.picks.get(poll.pk),
        }  # fmt: skip
