"""The link of an invitation: a letter to read, texts to agree to, a few details, and the seat.

Opening the link changes and sets nothing, for mail scanners open links too; only a form that is sent does.
"""

from functools import wraps

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from advisory.refusals import Conflict, Invalid
from boards.commands.consents import CHANGED
from boards.commands.invitations import accept_invitation, decline_invitation
from boards.effort import effort_of
from boards.forms.consents import ConsentForm
from boards.forms.joining import DeclineForm, DetailsForm, language_of
from boards.guesses import note_guess, require_patience
from boards.links import Holder, digest_of
from boards.models import Invitation, Policy
from boards.standing import ENDED, Standing, standing

TEXTS = {"text_changed", "agreement", "privacy", "recording"}
OWN_PAGES = {"sign_in"}


def invited(view):
    """Put the invitation behind a link on the request; a link that leads nowhere is told so, and counted.

    No page of another site ever learns the link: addresses are not passed on.
    """

    @wraps(view)
    def guarded(request, token):
        require_patience(request)
        found = Invitation.objects.select_related(*Invitation.together).filter(digest=digest_of(token)).first()
        if found is None:
            note_guess(request)
            answer = render(request, "boards/join/unknown.html", status=404)
        else:
            request.invitation, request.token = found, token
            answer = view(request)
        answer.headers.setdefault("Referrer-Policy", "strict-origin")
        return answer

    return guarded


@require_safe
@invited
def invitation(request):
    """The letter: who invites, to what, for how long."""
    found = standing(request.invitation, request.user)
    if found in ENDED or found == Standing.MINE:
        return _elsewhere(request)
    answer = render(request, "boards/join/invitation.html", _told(request) | {"other": found == Standing.OTHER})
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@invited
def consent(request):
    """The texts of the board; whoever is signed in takes the seat with them, others go on to their details."""
    if answer := _elsewhere(request):
        return answer
    form = _consents(request)
    if not (form.is_bound and form.is_valid()):
        return _texts(request, form)
    if request.user.is_authenticated:
        return _taken(request, request.user, form)
    return _details(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@invited
def details(request):
    """Name, place and language of somebody new; with them the account is made and the seat taken."""
    if answer := _elsewhere(request):
        return answer
    form = _consents(request)
    if request.user.is_authenticated or (form.policies and not form.is_bound):
        return redirect("join-consent", request.token)
    if form.is_bound and not form.is_valid():
        return _texts(request, form)
    about = DetailsForm(request.POST, invitation=request.invitation) if form.is_bound else None
    if about is None or not about.is_valid():
        return _details(request, form, about)
    return _taken(request, Holder(request.invitation.digest), form, about)


@require_http_methods(["GET", "HEAD", "POST"])
@invited
def decline(request):
    """Say no, with one reason."""
    found = standing(request.invitation, request.user)
    if found in ENDED or found in {Standing.MINE, Standing.OTHER}:
        return _elsewhere(request)
    form = DeclineForm(request.POST if request.method == "POST" else None, initial={"reason": Invitation.Reason.TIME})
    if form.is_bound and form.is_valid():
        by = request.user if request.user.is_authenticated else Holder(request.invitation.digest)
        decline_invitation(request.invitation, by=by, **form.cleaned_data)
        return _page(request, "declined")
    return _page(request, "decline", status=422 if form.is_bound else 200, form=form)


def _elsewhere(request):
    """The answer where the seat cannot be taken as things stand, or nothing."""
    found = standing(request.invitation, request.user)
    if found == Standing.OPEN:
        return None
    if found == Standing.MINE:
        return redirect("board", request.invitation.board.slug)
    if found in ENDED:
        return _page(request, "ended", status=410, standing=found)
    return _page(request, "other" if found == Standing.OTHER else "sign_in")


def _consents(request):
    return _fresh(request, request.POST if request.method == "POST" else None)


def _fresh(request, data=None):
    return ConsentForm(data, policies=list(Policy.objects.current(request.invitation.board).values()))


def _texts(request, form, note=""):
    status = 422 if form.is_bound and form.errors else 409 if note else 200
    return _page(request, "consent", status=status, form=form, note=note, last=request.user.is_authenticated)


def _details(request, consents, about=None):
    form = about or DetailsForm(None, invitation=request.invitation, language=language_of(request))
    return _page(request, "details", status=422 if form.is_bound else 200, form=form, consents=consents)


def _taken(request, by, consents, about=None):
    """Take the seat, and say on the page concerned what stands in the way."""
    try:
        seat = accept_invitation(
            request.invitation, by=by, answers=consents.answers(), profile=about.profile() if about else None
        )
    except Conflict as refusal:
        return _refused(request, refusal)
    except Invalid as refusal:
        if about is None or TEXTS & set(refusal.fields):
            return _texts(request, _fresh(request), note=CHANGED)
        about.refuse(refusal)
        return _details(request, consents, about)
    onward = reverse("board", args=[seat.board.slug])
    if isinstance(by, Holder):
        record_authentication(request, seat.user, method="invitation", email=seat.user.email)
        return perform_login(request, seat.user, redirect_url=onward)
    return redirect(onward)


def _refused(request, refusal):
    if refusal.code == "text_changed":
        return _texts(request, _fresh(request), note=CHANGED)
    if refusal.code in OWN_PAGES:
        return _page(request, refusal.code)
    return _page(request, "ended", status=410, said=refusal.message)


def _page(request, name, *, status=200, **told):
    context = {"invitation": request.invitation, "token": request.token, "board": None, **told}
    return render(request, f"boards/join/{name}.html", context, status=status)


def _told(request):
    board = request.invitation.board
    blocks = effort_of(board)
    team = [seat for seat in board.seats.seated().by_name() if seat.is_staff_seat]
    return {
        "invitation": request.invitation, "token": request.token, "room": board, "blocks": blocks,
        "minutes": sum(block.minutes for block in blocks), "most": max([block.minutes for block in blocks], default=0),
        "inviter": request.invitation.invited_by, "team": team,
        "stays": any(seat.user_id == request.invitation.invited_by_id for seat in team),
        "asks": Policy.objects.filter(board=board).exists(),
    }  # fmt: skip
