"""What the minutes of a session begin with: facts that everybody may know who will read them.

Nothing is taken up that an advisor whose gate is shut could not read now: one text goes to all.
"""

from django.utils import timezone

from advisory.events.models import Event
from boards.linked import shown_to
from boards.models import Role
from discussions.minutes.decided import decided
from discussions.minutes.quoting import escaped, quoted
from discussions.models import Poll, Post
from discussions.polls.permissions import open_to_all
from discussions.visibility import reads_all

LONGEST = 280  # characters of what somebody wrote


def compiled(session, by):
    """The sections of a first draft: [(title, body)]; who came is no part of it, and drawn for each reader."""
    polls = _polls(session)
    points = list(session.agenda.exclude(opened_at=None))
    for number, item in enumerate(points, start=1):
        item.session = session
        told = [poll for poll in polls if _during(poll, item)]
        polls = [poll for poll in polls if poll not in told]
        yield f"{number}. {item.title}"[:160], "\n\n".join([_spent(item, by), *map(_counted, told)])
    asked = list(_asked(session))
    if asked:
        yield "Questions from the room", "\n".join(asked)
    if polls:
        yield "Polls", "\n\n".join(map(_counted, polls))
    yield "Notes", ""
    yield "Decisions and actions", "\n\n".join(decided(session, by))


def _spent(item, by):
    told = (
        f"{_minutes(((item.closed_at or timezone.now()) - item.opened_at).total_seconds())} of {item.length} planned."
    )
    link = shown_to(by, [item]).get(item.pk) if item.link == "question" else None
    return f"{told} {link[0]}." if link else told


def _minutes(seconds):
    count = round(seconds / 60)
    return f"{count} minute{'' if count == 1 else 's'}"


def open_to_readers(post):
    """Whether an advisor who has answered nothing may read a post now."""
    question = post.question
    standing = post.removed_at is None and not post.out_of_sight
    return standing and reads_all(Role.ADVISOR, question.policy, question.state, False, raw=True)


def _polls(session):
    """The polls that were opened while the session went on, in that order."""
    if session.begun_at is None:
        return []
    found = Poll.objects.select_related(*Poll.together).filter(
        post__question__board=session.board, opened_at__gte=session.begun_at, opened_at__lte=session.ended_at
    )
    return [poll for poll in found.order_by("opened_at") if open_to_readers(poll.post)]


def _during(poll, item):
    return item.opened_at <= poll.opened_at <= (item.closed_at or timezone.now())


def _counted(poll):
    """A poll with its counts, if everybody who reads it reads them."""
    asked = f"**{_said(poll.post)}**"
    if not (poll.question.shared and open_to_all(poll)):
        return f"{asked} A poll; its counts are not open to all."
    rows = (f"- {escaped(words)}: {count}" for words, count in zip(poll.options, poll.counts, strict=True))
    return "\n".join([f"{asked} {poll.voted} vote{'' if poll.voted == 1 else 's'}.", "", *rows])


def _asked(session):
    """What was asked of the room and answered or put on the stage, without who asked; and how much stayed open."""
    found = Post.objects.drawn().filter(question__session=session, question__talk="asked", reply_to=None)
    found = [post for post in found.order_by("order") if open_to_readers(post) and not post.by_staff]
    shown = set(Event.objects.filter(log=session.log_id, kind="post.staged").values_list("subject_id", flat=True))
    taken = [post for post in found if post.settled_at or post.pk in shown]
    for post in taken:
        yield f"- “{_said(post)}” {'Answered.' if post.settled_at else 'Put on the stage.'}"
    left = len(found) - len(taken)
    if left:
        yield f"- {left} question{'' if left == 1 else 's'} stayed open, and can be answered in writing."


def _said(post):
    words = quoted(post.current.html)
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
