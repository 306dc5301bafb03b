"""Slides in a live session: put on the stage, turned and taken off by whoever presents."""

from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from advisory.refusals import Absent
from boards.decorators import member_required
from boards.views.sessions import session_of
from resources.commands.decks import close_deck, show_deck, turn_slide


@require_POST
@member_required
def deck(request, session_id, document_id):
    """Put a document on the stage."""
    found = session_of(request, session_id)
    show_deck(found, document_id, **_given(request))
    return _back(found)


@require_POST
@member_required
def slide(request, session_id):
    """Turn to a page of what is on the stage."""
    found, asked = session_of(request, session_id), request.POST.get("slide", "")
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 9):
        raise Absent
    turn_slide(found, request.POST.get("version"), int(asked), **_given(request))
    return _back(found)


@require_POST
@member_required
def closing(request, session_id):
    """Take the slides off the stage."""
    found = session_of(request, session_id)
    close_deck(found, **_given(request))
    return _back(found)


def _given(request):
    return {"by": request.member, "stamp": request.POST.get("stamp")}


def _back(session):
    return redirect("session", session.board.slug, session.pk)
