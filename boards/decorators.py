"""Find the caller's seat before anything else; strangers learn nothing."""

from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import UUIDField
from django.shortcuts import redirect, resolve_url
from django.urls import reverse

from advisory.accounts.backend import ahead_of_person
from advisory.events.seals import SITE_SEAL, Reading
from advisory.prepared import Guesses, foresee, prepared
from advisory.refusals import Absent, Denied, SignedOut
from boards.models import Membership

SAFE = {"GET", "HEAD"}
_whose = Guesses()  # sessions and the people who were last seen with them


class ConsentNeeded(Denied):
    """A member has a text to agree to before they read or write on the board."""

    code = "consent_needed"
    message = "This board asks you to agree to a new text first. Open its page to read it."


def seats_of(user):
    """A person's seats now, each with its board and that board's log, in the order of the boards' titles."""
    if not user.is_authenticated:
        return []
    return _seats(user=user.pk)


def ahead_of_seat(person):
    """What finding the seat of somebody who is signed in asks."""
    return _seats.of(user=person)


@prepared(user=UUIDField())
def _seats(user):
    seats = Membership.objects.seated().filter(user=user).select_related("board__log", "user")
    return seats.annotate(site=SITE_SEAL).order_by("board__title")


def names_of_boards(user):
    """The slug and the title of each board on which a person sits, in the order of their titles."""
    return _names(user=user.pk)


@prepared(user=UUIDField())
def _names(user):
    seats = Membership.objects.seated().filter(user=user).order_by("board__title")
    return seats.values_list("board__slug", "board__title")


def taken_seat(user, slug):
    """A person's seat on a board now, or Absent: a stranger and a missing board look the same."""
    seats = seats_of(user)
    seat = next((one for one in seats if one.board.slug == slug), None)
    if seat is None or not seat.is_taken:
        raise Absent
    seat.beside = seats
    seat.reading = Reading(seat.board.log_id, (seat.board.log.digest, seat.site))
    return seat


def seat_of(user, slug):
    """A person's seat from which they may read and write, or ConsentNeeded while they have a text to agree to."""
    seat = taken_seat(user, slug)
    if seat.must_agree:
        raise ConsentNeeded
    return seat


def signed_in(view):
    """Send whoever is not signed in to the sign-in page and back; a form comes back with what was typed."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        _foresee(request.session)
        if request.user.is_authenticated:
            _whose[request.session.session_key] = request.user.pk
            return view(request, *args, **kwargs)
        if request.method == "POST":
            raise SignedOut
        return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.get_full_path()})}")

    return guarded


def _foresee(session):
    """Ask in one turn for a session, its person and their seats, where it is known whose the session was.

    That is a guess: the session itself says whose it is, and of anybody else nothing that was foreseen is taken.
    """
    person = _whose.get(session.session_key)
    if person and not session.accessed:
        foresee(session.ahead(), ahead_of_person(person), ahead_of_seat(person))


def member_required(view):
    """Put the caller's seat on the request as `member` and `board`; strangers get 404.

    Whoever has a text to agree to first is led to it, and from there on.
    """

    @signed_in
    @wraps(view)
    def guarded(request, slug, *args, **kwargs):
        try:
            request.member = seat_of(request.user, slug)
        except ConsentNeeded:
            if request.method not in SAFE:
                raise
            return redirect(f"{reverse('consent', args=[slug])}?{urlencode({'next': request.get_full_path()})}")
        request.board = request.member.board
        return view(request, *args, **kwargs)

    return guarded
