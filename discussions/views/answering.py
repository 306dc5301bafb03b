"""Where a survey is answered: from a seat of the board, or by the link of a letter, which leads nowhere else."""

from functools import wraps

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from advisory.refusals import Absent
from advisory.rights import can
from boards.decorators import member_required
from boards.guesses import note_guess, require_patience
from discussions.models import Survey
from discussions.surveys.links import holder_of
from discussions.views import sheets

FORM = require_http_methods(["GET", "HEAD", "POST"])


def survey_of(request, number):
    """A survey of the caller's board that they may see, or 404."""
    found = Survey.objects.filter(board=request.board, number=number).first()
    if found is None:
        raise Absent
    found.board = request.board
    if not can(request.member, "survey.see", found):
        raise Absent
    return found


def asked(view):
    """Give a page its place at the survey of the caller's board."""

    @wraps(view)
    @member_required
    def guarded(request, number, **keys):
        survey = survey_of(request, number)
        return view(sheets.Place(request, survey, request.member, (request.board.slug, number)), **keys)

    return guarded


def linked(view):
    """Give a page its place at the survey behind a link; a link that leads nowhere is told so, and counted.

    No page of another site ever learns the link: addresses are not passed on.
    """

    @wraps(view)
    def guarded(request, token, **keys):
        require_patience(request)
        by, survey = holder_of(token)
        if by is None:
            note_guess(request)
            answer = render(request, "discussions/surveys/nowhere.html", {"board": None}, status=404)
        else:
            answer = view(sheets.Place(request, survey, by, (token,), outside=True), **keys)
        answer.headers.setdefault("Referrer-Policy", "strict-origin")
        return answer

    return guarded


@FORM
@asked
def survey(place):
    """The door of a survey; whoever is not asked is led to what they may read of it."""
    return sheets.door(place) if place.fills else sheets.elsewhere(place)


@FORM
@asked
def section(place, key):
    """One section."""
    return sheets.section(place, key)


@FORM
@asked
def review(place):
    """All answers before they are handed in."""
    return sheets.review(place)


@FORM
@linked
def outside(place):
    """The door of a survey for whoever holds a link."""
    return sheets.door(place)


@FORM
@linked
def outside_section(place, key):
    """One section, by a link."""
    return sheets.section(place, key)


@FORM
@linked
def outside_review(place):
    """All answers before they are handed in, by a link."""
    return sheets.review(place)
