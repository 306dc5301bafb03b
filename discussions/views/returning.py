"""Where a form leads back to: the room of the live session from which it was sent, or the page of the thing."""

from uuid import UUID

from django.shortcuts import redirect

from discussions.views.page import is_id


def back_to(request, page):
    """The room that the form names as its own, else the page."""
    room = request.POST.get("room", "")
    return redirect("session", request.board.slug, UUID(room)) if is_id(room) else redirect(page)
