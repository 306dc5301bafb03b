"""What the frame of every page knows of the person who looks at it."""

from functools import cache
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone

from advisory.notifications.bell import unread_by
from advisory.rights import can
from advisory.zones import zone_of
from boards.decorators import names_of_boards
from discussions.guide import guide_of
from discussions.queue import waiting_on


def shell(request):
    """The seat, the boards and the unread count; nothing is asked of the database unless a template prints it."""
    member = getattr(request, "member", None)
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"me": None, "board": None}
    context = {"me": member, "board": member.board if member else None, "user": member.user if member else user}
    beside = getattr(member, "beside", None)
    context["my_boards"] = cache(lambda: _places(user, beside))
    context["bell"] = cache(lambda: _bell(user, member))
    context["zone_label"] = _zone(user)
    if member:
        steers = context["steers"] = can(member, "board.steer", member.board)
        context["waiting_total"] = cache(lambda: waiting_on(member.board) if steers else 0)
        context["unread_total"] = cache(lambda: sum(guide_of(member).unread.values()))
        context["discuss_url"] = cache(lambda: _discuss(guide_of(member)))
    return context


class Place(NamedTuple):
    """A board as the menu of one's boards names it."""

    slug: str
    title: str


def _places(user, seats):
    named = [(seat.board.slug, seat.board.title) for seat in seats] if seats else names_of_boards(user)
    return tuple(Place(*names) for names in named)


def _bell(user, member):
    """How much is new to somebody; a page that reads its guide has learned it with it."""
    guide = getattr(member, "guide", None)
    return guide.own.bell if guide and "own" in guide.__dict__ else unread_by(user)


def _discuss(guide):
    """Where "Discussion" leads: what waits for me, else the first question with something new."""
    waiting = guide.needs() or [one for one in guide.questions if guide.unread.get(one.pk)] or guide.questions
    return reverse("question", args=[guide.board.slug, waiting[0].number]) if waiting else ""


def _zone(user):
    offset = timezone.now().astimezone(zone_of(user.time_zone)).utcoffset()
    hours = offset.total_seconds() / 3600
    place = user.city or user.time_zone.rpartition("/")[2].replace("_", " ")
    return f"{place} (UTC{hours:+g})" if hours else f"{place} (UTC)" if place != "UTC" else "UTC"
