"""Find the caller's seat before anything else; strangers learn nothing."""

from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.shortcuts import redirect, resolve_url

from advisory.refusals import Absent, SignedOut
from boards.models import Membership


def seat_of(user, slug):
    """A person's seat on a board now, or Absent: a stranger and a missing board look the same."""
    seats = Membership.objects.seated().select_related("board__log", "user")
    seat = seats.filter(board__slug=slug, user=user.pk).first() if user.is_authenticated else None
    if seat is None or not seat.role:
        raise Absent
    return seat


def signed_in(view):
    """Send whoever is not signed in to the sign-in page and back; a form comes back with what was typed."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method == "POST":
            raise SignedOut
        return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.get_full_path()})}")

    return guarded


def member_required(view):
    """Put the caller's seat on the request as `member` and `board`; strangers get 404."""

    @signed_in
    @wraps(view)
    def guarded(request, slug, *args, **kwargs):
        request.member = seat_of(request.user, slug)
        request.board = request.member.board
        return view(request, *args, **kwargs)

    return guarded
