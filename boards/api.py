"""Boards over the API: who I am, which boards I sit on, and what I may follow there now."""

from typing import Literal

from ninja import Query, Router
from pydantic import BaseModel

from advisory.api.addresses import Slug
from advisory.api.lists import Window
from advisory.api.routes import register
from advisory.api.shapes import reads
from advisory.api.steady import steady
from advisory.events.models import Stream
from advisory.events.readers import seats
from advisory.refusals import Absent
from boards.decorators import ConsentNeeded, seat_of
from boards.models import Board, Membership

Role = Literal["chair", "moderator", "advisor", "observer", "sponsor"]
router = Router(tags=["boards"])


class Seat(BaseModel):
    """A seat of mine."""

    slug: str
    role: Role


class Me(BaseModel):
    """Whoever asks."""

    email: str
    name: str
    boards: list[Seat]


class Followed(BaseModel):
    """A stream that I may follow, and the number of its last event."""

    name: str
    head: int


class Room(BaseModel):
    """A board as I see it now; its heads were read before everything else."""

    slug: str
    title: str
    objective: str
    state: Literal["draft", "open", "closed", "archived"]
    role: Role
    stamp: str
    streams: list[Followed]


class Rooms(BaseModel):
    """A page of boards."""

    items: list[Room]
    next: str | None


@router.get("me", response=reads(Me))
def me(request):
    """Who I am, and where I sit, having agreed to what is asked there."""
    seated = Membership.objects.seated().agreed().filter(user=request.auth).select_related("board", "user")
    mine = [{"slug": seat.board.slug, "role": seat.role} for seat in seated.order_by("board__slug")]
    return {"email": request.auth.email, "name": request.auth.name, "boards": mine}


@router.get("boards", response=reads(Rooms))
def boards(request, window: Query[Window]):
    """The boards on which I have a seat, by title."""
    slugs = Board.objects.of(request.auth).order_by("title", "slug").values_list("slug", flat=True)
    page = window.listed(window.of(list(slugs), str), str)
    return page | {"items": [room for slug in page["items"] if (room := _kept(request.auth, slug))]}


@router.get("boards/{slug}", response=reads(Room))
def board(request, slug: Slug):
    """One board, my stamp for writing there, and the streams that I may follow now."""
    return _room(request.auth, slug)


@steady
def _room(user, slug):
    heads = dict(Stream.objects.filter(log__name=f"board.{slug}").values_list("name", "head"))
    board = seat_of(user, slug).board
    if not (seat := seats(slug, {user.pk}).get(user.pk)):
        raise Absent
    return {
        "slug": slug,
        "title": board.title,
        "objective": board.objective,
        "state": board.state,
        "role": seat.role,
        "stamp": seat.stamp,
        "streams": [{"name": name, "head": heads.get(stored, 0)} for name, stored in seat.streams.items()],
    }


def _kept(user, slug):
    """A board that I may have left, or whose texts may have changed, between one question and the next."""
    try:
        return _room(user, slug)
    except (Absent, ConsentNeeded):
        return None


register("", router)
