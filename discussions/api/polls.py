"""Polls over the API: asked in a thread, read, voted in and run."""

from typing import Literal
from uuid import UUID

from ninja import Router
from ninja.responses import Status
from pydantic import Field, StrictInt

from advisory.api.addresses import Id, Number, Slug
from advisory.api.shapes import Stamped, reads, writes
from advisory.api.steady import steady
from advisory.prepared import prepared
from advisory.refusals import Absent
from advisory.rights import can
from boards.decorators import seat_of
from discussions.api.seen import asked
from discussions.api.shapes import PollTold
from discussions.commands.ballots import cast_ballot
from discussions.commands.polls import ask_poll, change_options, close_poll, open_poll, share_poll
from discussions.models import Poll
from discussions.polls.telling import Standing

router = Router(tags=["polls"])


class Asking(Stamped):
    """A poll; sent again with the same `client_id` it is asked once."""

    prompt: str = Field(description="1 to 20,000 characters of Markdown")
    options: list[str] = Field(description="2 to 12 options")
    mode: Literal["named", "blinded", "detached"] = "blinded"
    multiple: bool = Field(False, description="Whether several options may be chosen")
    hidden: bool = Field(False, description="Whether advisors read the counts only once they have voted")
    opens: bool = Field(True, description="Whether it takes votes at once")
    reply_to: UUID | None = Field(None, description="The post under which it stands; without one, a thread of its own")
    client_id: UUID


class Vote(Stamped):
    """What is chosen, counted from 0; in a detached poll it is final."""

    picks: list[StrictInt]
    client_id: UUID
    version: int | None = Field(None, description="The version of the options that was read")


class Worded(Stamped):
    """The options in other words."""

    options: list[str]


ANSWER = writes({200: PollTold})


@router.post("boards/{slug}/questions/{number}/polls", response=writes({(200, 201): PollTold}))
def ask(request, slug: Slug, number: Number, payload: Asking):
    """Ask the board in a moment; the prompt is a post with the options under it."""
    member, question = asked(request.auth, slug, number)
    given = vars(payload)
    before = Poll.objects.filter(post__client_id=payload.client_id, post__author__user=member.user_id).exists()
    poll = ask_poll(question, given.pop("prompt"), given.pop("options"), by=member, **given)
    return Status(200 if before else 201, _told(request.auth, poll.pk))


@router.get("polls/{poll_id}", response=reads(PollTold))
def poll(request, poll_id: Id):
    """A poll as I may know it now."""
    return _told(request.auth, poll_id)


@router.put("polls/{poll_id}/ballot", response=ANSWER)
def vote(request, poll_id: Id, payload: Vote):
    """Vote, or vote otherwise; in a detached poll once, for good."""
    found, member = _seen(request.auth, poll_id)
    found = cast_ballot(found, by=member, **vars(payload))
    return Standing(member, [found]).told(found)


@router.post("polls/{poll_id}/opening", response=ANSWER)
def opening(request, poll_id: Id, payload: Stamped | None = None):
    """Let the board vote."""
    return _run(request, poll_id, open_poll, payload)


@router.post("polls/{poll_id}/closing", response=ANSWER)
def closing(request, poll_id: Id, payload: Stamped | None = None):
    """End the voting."""
    return _run(request, poll_id, close_poll, payload)


@router.post("polls/{poll_id}/sharing", response=ANSWER)
def sharing(request, poll_id: Id, payload: Stamped | None = None):
    """Show the counts to everybody who reads the question."""
    return _run(request, poll_id, share_poll, payload)


@router.put("polls/{poll_id}/options", response=ANSWER)
def options(request, poll_id: Id, payload: Worded):
    """Word the options anew; whoever voted is asked to vote again."""
    return _run(request, poll_id, change_options, payload)


def _run(request, poll_id, command, payload):
    found, member = _seen(request.auth, poll_id)
    command(found, by=member, **(vars(payload) if payload else {}))
    return _told(request.auth, poll_id)


@prepared(key=Poll._meta.pk)
def _standing(key):
    return Poll.objects.select_related(*Poll.together).filter(pk=key, post__removed_at=None)


def _seen(user, poll_id):
    found = _standing.first(key=poll_id)
    if found is None:
        raise Absent
    member = seat_of(user, found.board.slug)
    if not can(member, "poll.see", found):
        raise Absent
    return found, member


@steady
def _told(user, poll_id):
    found, member = _seen(user, poll_id)
    return Standing(member, [found]).told(found)
