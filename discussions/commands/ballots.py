"""A member votes in a poll: once, and the last ballot counts; in a detached poll the first, for good."""

from django.db import transaction
from django.utils import timezone

from advisory.events.record import lock, record
from advisory.prepared import prepared
from advisory.refusals import Absent, Conflict, Invalid
from advisory.rights import allow, can
from advisory.rows import insert, update
from boards.commands.stamps import require_current
from discussions.commands.posts import touch
from discussions.commands.questions import require_read, takes_words
from discussions.commands.writing import require_free
from discussions.models import Ballot, Poll, Voter

CAST = "Your ballot was cast before and is final. Nobody can tell what it says, so nobody can change it."


@transaction.atomic
def cast_ballot(poll, picks, *, by, client_id, version=None, stamp=None):  # noqa: PLR0913 - as one ballot is sent
    """Vote for one option, or for several where the poll takes several; options are counted from 0."""
    by, poll = lock(poll.board, by, poll)
    if not can(by, "post.see", poll.post):
        raise Absent
    require_current(by, stamp)
    require_free(by)
    allow(by, "ballot.cast", poll)
    _require_open(poll, version)
    require_read(poll.question, by)
    picks = _checked(poll, picks)
    cast = _detach if poll.mode == Poll.Mode.DETACHED else _attach
    if cast(poll, picks, by, client_id):
        update(poll, "counts", "voted")
        touch(poll.post)
        record("ballot.cast", poll, by=by, version=poll.version)
    return poll


def _attach(poll, picks, by, client_id):
    """Keep a ballot in place of an earlier one; says whether anything changed."""
    ballot = _cast_before.first(poll=poll.pk, version=poll.version, member=by.pk)
    if ballot and ballot.picks == picks:
        return False
    poll.voted += ballot is None
    before, ballot = ballot, ballot or Ballot(poll=poll, version=poll.version, member=by, picks=[])
    _count(poll, ballot.picks, -1)
    _count(poll, picks, 1)
    ballot.picks, ballot.at = picks, timezone.now()
    if before:
        update(ballot, "picks", "at")
    else:
        insert(ballot)
    return True


@prepared(poll=Poll._meta.pk, version=Ballot._meta.get_field("version"), member=Poll._meta.pk)
def _cast_before(poll, version, member):
    return Ballot.objects.filter(poll=poll, version=version, member=member)


def _detach(poll, picks, by, client_id):
    """Count an answer and forget it; the same sending again is no second vote, another one is told that it is late."""
    voter = _voted_before.first(poll=poll.pk, version=poll.version, member=by.pk)
    if voter:
        if voter.client_id == client_id:
            return False
        raise Conflict("already_cast", CAST)
    insert(Voter(poll=poll, version=poll.version, member=by, client_id=client_id))
    poll.voted += 1
    _count(poll, picks, 1)
    return True


@prepared(poll=Poll._meta.pk, version=Voter._meta.get_field("version"), member=Poll._meta.pk)
def _voted_before(poll, version, member):
    return Voter.objects.filter(poll=poll, version=version, member=member)


def _count(poll, picks, by):
    for pick in picks:
        poll.counts[pick] += by


def _require_open(poll, version):
    if poll.state != Poll.State.OPEN or not takes_words(poll.question):
        word = "is not open yet" if poll.state == Poll.State.DRAFT else "has closed"
        raise Conflict("closed", f"This poll {word}. Your vote was not counted.")
    if version is not None and version != poll.version:
        raise Conflict("stale_version", "The options have changed. Read them again and vote.")


def _checked(poll, picks):
    picks = sorted(set(picks)) if all(isinstance(pick, int) and not isinstance(pick, bool) for pick in picks) else []
    if not picks or not all(0 <= pick < len(poll.options) for pick in picks):
        raise Invalid(fields={"picks": "Choose one of the options."})
    if len(picks) > 1 and not poll.multiple:
        raise Invalid(fields={"picks": "Choose one option; this poll takes no more."})
    return picks
