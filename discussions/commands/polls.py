"""A poll is asked inside a thread, opened, closed, its results shared, its options changed."""

import secrets

from django.db import transaction
from django.utils import timezone

from advisory.events.record import committed, lock, record
from advisory.refusals import Conflict, Invalid
from advisory.rights import allow
from advisory.text import checked
from boards.commands.stamps import require_current
from discussions.commands.acts import log_act
from discussions.commands.poll_ends import end_poll, tell_poll
from discussions.commands.posts import touch
from discussions.commands.questions import require_open
from discussions.commands.threads import create_post
from discussions.models import Poll, PollVersion

FEWEST, MOST, LONGEST = 2, 12, 120


@transaction.atomic
def ask_poll(question, prompt, options, *, by, client_id, **ways):
    """Ask the board in a moment: the prompt is a post in a thread (`reply_to`) or its own, with options under it.

    `ways`: mode, multiple, hidden (counts only for whoever has voted), reply_to, opens (at once), stamp. Returns the
    poll once, however often it is sent.
    """
    reply_to, opens, stamp = ways.pop("reply_to", None), ways.pop("opens", True), ways.pop("stamp", None)
    by, question = lock(question.board, by, question)
    allow(by, "poll.ask", question)
    options, mode = _checked_options(options), _checked_mode(question, ways.pop("mode", Poll.Mode.BLINDED))
    said = {"body": prompt, "client_id": client_id, "reply_to": reply_to, "probe": False}
    post, fresh = create_post(question, by=by, stamp=stamp, **said)
    if not fresh:
        return Poll.objects.get(post=post)
    log_act("polled", by=by, post=post)
    poll = Poll(post=post, mode=mode, options=options, counts=[0] * len(options), **ways)
    poll.save(force_insert=True)
    _keep_version(poll, by, "poll.asked")
    if opens:
        _begin(poll, by)
    return poll


@transaction.atomic
def open_poll(poll, *, by, stamp=None):
    """Let the board vote."""
    by, poll = lock(poll.board, by, poll)
    require_current(by, stamp)
    allow(by, "poll.run", poll)
    _require_in_sight(poll)
    require_open(poll.question)
    if poll.state != Poll.State.DRAFT:
        raise Conflict("closed", "This poll was opened before.")
    _begin(poll, by)


@transaction.atomic
def close_poll(poll, *, by, stamp=None):
    """End the voting; a detached poll tells its counts from now on, if five or more voted."""
    by, poll = lock(poll.board, by, poll)
    require_current(by, stamp)
    allow(by, "poll.run", poll)
    _require_in_sight(poll)
    if poll.state != Poll.State.OPEN:
        raise Conflict("closed", "This poll is not open.")
    end_poll(poll, by=by)


@transaction.atomic
def share_poll(poll, *, by, stamp=None):
    """Show the counts to everybody who reads the question, whether they voted or not."""
    by, poll = lock(poll.board, by, poll)
    require_current(by, stamp)
    allow(by, "poll.run", poll)
    _require_in_sight(poll)
    if poll.board.state == "archived":
        raise Conflict("closed", "This board is archived now. Nothing was changed.")
    if not poll.tells:
        message = "A detached poll tells its counts once it has closed, and only from five ballots."
        raise Conflict("too_few", message)
    if not poll.shared_at:
        poll.shared_at = timezone.now()
        tell_poll(poll, "poll.shared", by, "shared_at")


@transaction.atomic
def change_options(poll, options, *, by, stamp=None):
    """Word the options anew: a new version, in which everybody who voted is asked to vote again."""
    by, poll = lock(poll.board, by, poll)
    require_current(by, stamp)
    allow(by, "poll.run", poll)
    _require_in_sight(poll)
    require_open(poll.question)
    if poll.state == Poll.State.CLOSED:
        raise Conflict("closed", "This poll has closed. Ask a new one.")
    options = _checked_options(options)
    if options == poll.options:
        return
    poll.version += 1
    poll.options, poll.counts, poll.voted = options, [0] * len(options), 0
    poll.save(update_fields=["version", "options", "counts", "voted"])
    touch(poll.post)
    _keep_version(poll, by, "poll.changed")


def _require_in_sight(poll):
    if poll.post.out_of_sight or poll.post.removed_at:
        raise Conflict("held", "The poll’s post is out of sight. Let it back first.")


def _begin(poll, by):
    poll.state, poll.opened_at = Poll.State.OPEN, timezone.now()
    tell_poll(poll, "poll.opened", by, "state", "opened_at")


def _keep_version(poll, by, kind):
    salt = secrets.token_hex(16)
    kept = PollVersion.objects.create(poll=poll, number=poll.version, options=poll.options, salt=salt)
    seal = committed(salt, spoken(kept.options))
    record(kind, poll, by=by, version=poll.version, words=seal, shown=seal)


def spoken(options):
    """The options as one text, to which their event commits."""
    return "\n".join(options)


def _checked_options(options):
    kept = [" ".join(checked(one, "options", longest=LONGEST).split()) for one in options if str(one).strip()]
    if not FEWEST <= len(kept) <= MOST:
        raise Invalid(fields={"options": f"Give {FEWEST} to {MOST} options, each on a line; there are {len(kept)}."})
    if len({one.casefold() for one in kept}) < len(kept):
        raise Invalid(fields={"options": "Two options are the same. Word them apart."})
    return kept


def _checked_mode(question, mode):
    if mode not in Poll.Mode.values:
        raise Invalid(fields={"mode": "Choose named, blinded or detached."})
    if mode == Poll.Mode.NAMED and question.blinded:
        raise Invalid(fields={"mode": "This question is blinded, so its polls cannot be named."})
    return mode
