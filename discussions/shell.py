"""What the frame of every page knows of the person who looks at it."""

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from advisory.rights import can
from advisory.zones import zone_of
from boards.decorators import seats_of
from discussions.guide import guide_of
from discussions.queue import waiting_on


def shell(request):
    """The seat, the boards and the unread count; nothing is asked of the database unless a template prints it."""
    member = getattr(request, "member", None)
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"me": None, "board": None}
    context = {"me": member, "board": member.board if member else None}
    beside = getattr(member, "beside", None)
    context["my_boards"] = SimpleLazyObject(lambda: [seat.board for seat in beside or seats_of(user)])
    context["zone_label"] = _zone(user)
    if member:
        guide = SimpleLazyObject(lambda: guide_of(member))
        context["unread_total"] = SimpleLazyObject(lambda: sum(guide.unread.values()))
        context["steers"] = can(member, "board.steer", member.board)
        context["waiting_total"] = SimpleLazyObject(lambda: waiting_on(member.board))
        context["discuss_url"] = SimpleLazyObject(lambda: _discuss(guide))
    return context


def _discuss(guide):
    """Where "Discussion" leads: what waits for me, else the first question with something new."""
    waiting = guide.needs() or [one for one in guide.questions if guide.unread.get(one.pk)] or guide.questions
    return reverse("question", args=[guide.board.slug, waiting[0].number]) if waiting else ""


def _zone(user):
    offset = timezone.now().astimezone(zone_of(user.time_zone)).utcoffset()
    hours = offset.total_seconds() / 3600
    place = user.city or user.time_zone.rpartition("/")[2].replace("_", " ")
    return f"{place} (UTC{hours:+g})" if hours else f"{place} (UTC)" if place != "UTC" else "UTC"
