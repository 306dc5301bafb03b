"""A poll that opened, or has other options than before, waits for whoever may vote until they do or it is over."""

from advisory.notifications.notices import EVENT, Heard, Notice, notices
from advisory.rights import can
from boards.models import Membership
from discussions.hearsay import Hearer, page_of, short
from discussions.models import Poll
from discussions.polls.telling import Standing


def voters(event, poll):
    """The advisors who may vote in it now; of other options those who voted on the ones before."""
    if poll.state != Poll.State.OPEN:
        return []
    found = Membership.objects.seated().filter(board=poll.board, user__is_active=True).select_related("board", "user")
    if event.kind == "poll.changed":
        found = found.filter(pk__in=_voted(poll, version=event.facts["version"] - 1))
    return [Heard(seat.user_id) for seat in found if can(seat, "ballot.cast", poll)]


def _voted(poll, **version):
    """The seats that voted, whatever the poll keeps of it."""
    kept = (rows.filter(**version).values_list("member", flat=True) for rows in (poll.ballots, poll.voters))
    return {member for rows in kept for member in rows}


def of_polls(person, pairs):
    """Polls that wait for this person's vote, in their own words only where letters may quote."""
    hearer, found = Hearer(person), {}
    for row, poll in pairs:
        seat = hearer.seats.get(poll.board.pk)
        if seat and seat.advises and not (poll.post.removed_at or poll.post.held_at) and can(seat, "poll.see", poll):
            found[row.pk] = _told(hearer, seat, poll)
    return found


def _told(hearer, seat, poll):
    standing, number = Standing(seat, [poll]), poll.question.number
    quote = hearer.may_quote(poll.board)
    anew = poll.version > 1 and seat.pk in _voted(poll, version__lt=poll.version)
    told = "The options of a poll have changed" if anew else "A poll opened"
    words = f"{told}, Question {number}" + (f": {short(poll.post.current.body)}" if quote else "")
    quiet = "A poll that you voted in has other options now." if anew else "A poll has opened for you."
    return hearer.said(
        poll.board, text=words, quiet=quiet, url=f"{page_of(poll.question)}#poll-{poll.pk}",
        at=poll.opened_at, done=not standing.may_vote(poll) or standing.voted(poll),
    )  # fmt: skip


notices(
    Notice("polls", "Polls that open", of_polls, on=("poll.opened", "poll.changed"), hears=voters, once=EVENT,
           settles=("ballot.cast",), fades=("poll.closed", "poll.changed"), icon="chart",
           hint="Also when one that you voted in has other options"),
)  # fmt: skip
