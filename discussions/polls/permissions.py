"""Who may do what with polls, and what of their counts a member may read now."""

from advisory.rights import grant
from boards.models import Role
from discussions.permissions import sees

C, M, A, S, O = Role.CHAIR, Role.MODERATOR, Role.ADVISOR, Role.SPONSOR, Role.OBSERVER  # noqa: E741


def _sees_poll(member, poll):
    return sees(member, poll.post)


def reads_counts(member, poll):
    """Whether a member may read how many chose each option now: the question's table first, then the poll's own."""
    if not poll.tells or not sees(member, poll.post):
        return False
    if member.is_staff_seat:
        return True
    return poll.question.shared and (open_to_all(poll) or voted(member, poll))


def open_to_all(poll):
    """Whether everybody who reads the poll reads its counts."""
    return bool(poll.tells and (poll.shared_at or not poll.hidden))


def voted(member, poll):
    """Whether a member has voted on the options of now."""
    return any(rows.filter(member=member, version=poll.version).exists() for rows in (poll.ballots, poll.voters))


grant({
    "poll.ask":    ({C, M}, None, "Ask a poll inside a thread"),
    "poll.run":    ({C, M}, _sees_poll, "Open, close and share a poll, and word its options anew"),
    "poll.see":    ({C, M, S, A, O}, _sees_poll, "See a poll"),
    "poll.count":  ({C, M, S, A, O}, reads_counts, "Read how many chose each option of a poll"),
    "ballot.cast": ({A}, None, "Vote in a poll"),
})  # fmt: skip
