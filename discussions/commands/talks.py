"""What is written in a live session: questions of the board like all others, opened and steered from the room."""

from django.db import transaction
from django.utils import timezone

from advisory.events.record import lock, record
from advisory.refusals import Conflict, Invalid
from advisory.rights import allow
from boards.blinding import blinds
from boards.commands.boards import add_section
from boards.commands.lobby import require_running
from boards.commands.stamps import require_current
from discussions.commands.acts import require_standing
from discussions.commands.polls import ask_poll
from discussions.commands.posts import tell_alone, touch
from discussions.commands.questions import add_question, open_question, require_alive
from discussions.models import Post, Question

SECTION = "Live sessions"
ASKED = {
    Question.Talk.ASKED: "What do you want to ask the room? What others ask too, you can agree with.",
    Question.Talk.CHAT: "What is written beside what is said.",
}
TEMPERATURE = ("1, not at all", "2", "3, in part", "4", "5, fully")


@transaction.atomic
def open_talk(session, talk, *, by, approved_first=False, stamp=None):
    """Open the chat of a session, or its questions: a question of the board, blinded where the board is.

    With `approved_first` whatever an advisor writes there waits until a moderator lets it in.
    """
    by, session = lock(session.board, by, session)
    require_current(by, stamp)
    allow(by, "talk.open", session.board)
    if talk not in Question.Talk.values:
        raise Invalid(fields={"talk": "Choose the chat or the questions."})
    require_running(session)
    found = session.talks.filter(talk=talk).first()
    if found:
        return found
    title = f"{Question.Talk(talk).label}: {session.title}"
    question = add_question(
        session.board, _section(session.board, by), by=by, title=title[:80].strip(), prompt=ASKED[talk],
        blinded=blinds(session.board), session=session, talk=talk, approved_first=approved_first,
    )  # fmt: skip
    open_question(question, by=by)
    question.refresh_from_db(fields=["state", "opens_at"])
    return question


@transaction.atomic
def stage_post(post, *, by, on, stamp=None):
    """Show a post of a session's talk to everybody in the room, in place of the one before; or nothing any more."""
    by, post = lock(post.board, by, post)
    require_current(by, stamp)
    allow(by, "talk.steer", post.board)
    _require_talk(post)
    if on == bool(post.staged_at):
        return
    if on:
        require_standing(post)
    before = Post.objects.filter(question__session=post.question.session_id).exclude(staged_at=None)
    for other in before.select_related(*Post.together):
        _mark(other, "staged_at", None, "post.unstaged", by)
    if on:
        _mark(post, "staged_at", timezone.now(), "post.staged", by)


@transaction.atomic
def settle_post(post, *, by, on, stamp=None):
    """Mark what was asked in a session as answered, or take the mark away."""
    by, post = lock(post.board, by, post)
    require_current(by, stamp)
    allow(by, "talk.steer", post.board)
    _require_talk(post)
    if on == bool(post.settled_at):
        return
    if on:
        require_standing(post)
    _mark(post, "settled_at", timezone.now() if on else None, "post.settled" if on else "post.unsettled", by)


def ask_room(question, prompt, *, by, **given):
    """Take the temperature of the room: how far people agree, from 1 to 5; a poll like all others.

    `given`: client_id, stamp.
    """
    return ask_poll(question, prompt, TEMPERATURE, by=by, hidden=True, **given)


def _section(board, by):
    """The part of the guide in which the talks of sessions stand, after all others."""
    return board.sections.filter(title=SECTION).first() or add_section(board, SECTION, by=by)


def _require_talk(post):
    require_alive(post.board)
    if not post.question.talk:
        raise Conflict("no_talk", "This was not written in a live session. Nothing was changed.")


def _mark(post, name, at, kind, by):
    setattr(post, name, at)
    touch(post, name)
    if not post.out_of_sight:
        record(kind, post, by=by)
        tell_alone(post, by=by)
