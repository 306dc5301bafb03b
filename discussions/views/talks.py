"""What the room of a live session sends to the questions that are written in it, by plain forms."""

from uuid import uuid4

from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from boards.decorators import member_required
from boards.views.sessions import session_of
from discussions.commands.talks import ask_room, open_talk
from discussions.views.page import is_id
from discussions.views.questions import page_of
from discussions.views.returning import back_to


@require_POST
@member_required
def talks(request, session_id):
    """Open the chat, or the questions for the room."""
    typed, found = request.POST, session_of(request, session_id)
    given = {"approved_first": "approved_first" in typed, "stamp": typed.get("stamp")}
    open_talk(found, typed.get("talk"), by=request.member, **given)
    return redirect("session", request.board.slug, found.pk)


@require_POST
@member_required
def scales(request, number):
    """Ask the room how far it agrees."""
    typed, question = request.POST, page_of(request, number).question
    key = typed.get("client_id", "")
    given = {"client_id": key if is_id(key) else uuid4(), "stamp": typed.get("stamp")}
    ask_room(question, typed.get("prompt"), by=request.member, **given)
    return back_to(request, reverse("question", args=[request.board.slug, number]))
