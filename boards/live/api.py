"""The line of a live session over the API: one call, which a page makes each time it comes onto it."""

from ninja import Router
from pydantic import BaseModel, Field

from advisory.api.addresses import Number, Slug
from advisory.api.routes import register
from advisory.api.shapes import Stamped, writes
from advisory.refusals import Absent
from boards.commands.stamps import require_current
from boards.decorators import seat_of
from boards.live.signalling import given_to
from boards.models import Session

router = Router(tags=["live sessions"])


class Ticket(BaseModel):
    """What opens the line once, within a minute, and by which servers browsers find each other."""

    ticket: str
    iceServers: list[dict] = Field(description="As RTCPeerConnection takes them")
    iceTransportPolicy: str


@router.post("boards/{slug}/sessions/{number}/tickets", response=writes({200: Ticket}))
def ticket(request, slug: Slug, number: Number, payload: Stamped):
    """A ticket to the line of a session for my own seat; it is spent over the live connection."""
    member = seat_of(request.auth, slug)
    session = Session.objects.filter(board=member.board, number=number).first()
    if session is None:
        raise Absent
    session.board = member.board
    require_current(member, payload.stamp)
    return given_to(member, session)


register("", router)
