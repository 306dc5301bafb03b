"""A poll that opened waits for whoever may vote; it rests once they voted, or when it is over."""

from advisory.notifications.notices import Heard, Notice, notices
from advisory.rights import can
from boards.models import Membership
from discussions.hearsay import Hearer, page_of, short
from discussions.models import Poll
from discussions.polls.telling import Standing


def voters(event, poll):
    """The advisors who may vote in it now."""
    if poll.state != Poll.State.OPEN:
        return []
    found = Membership.objects.seated().filter(board=poll.board, user__is_active=True).select_related("board", "user")
    return [Heard(seat.user_id) for seat in found if can(seat, "ballot.cast", poll)]


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
    words = f"A poll opened, Question {number}" + (f": {short(poll.post.current.body)}" if quote else "")
    return hearer.said(
        poll.board, text=words, quiet="A poll has opened for you.", url=f"{page_of(poll.question)}#poll-{poll.pk}",
        at=poll.opened_at, done=not standing.may_vote(poll) or standing.voted(poll),
    )  # fmt: skip


notices(
    Notice("polls", "Polls that open", of_polls, on=("poll.opened",), hears=voters, settles=("ballot.cast",),
           fades=("poll.closed", "poll.changed"), icon="chart"),
)  # fmt: skip
