"""The page about oneself, and the forms on it."""

from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from advisory.accounts.commands.credentials import submit_credential, withdraw_credential
from advisory.accounts.commands.profiles import change_photo, change_profile, change_reading, remove_photo
from advisory.accounts.forms.profiles import IdentifierForm, PhotoForm, ProfileForm, ReadingForm
from advisory.accounts.models import Credential
from advisory.accounts.photos import TYPE
from advisory.accounts.views.security import security_of
from advisory.http import file_answer
from advisory.refusals import Absent, Invalid
from advisory.rights import can

READER = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"


@login_required
@require_safe
def account(request):
    """Show what is known about oneself, how one gets in, and what reaches one."""
    return _page(request)


@login_required
@require_POST
def profile(request):
    """Change what one tells of oneself."""
    form = ProfileForm(request.POST, person=request.user)
    return _done(request, "profile", form, lambda given: change_profile(request.user, by=request.user, **given))


@login_required
@require_POST
def own_photo(request):
    """Put a photo in the place of the initials."""
    form = PhotoForm(request.POST, request.FILES)
    return _done(request, "photo", form, lambda given: change_photo(request.user, given["photo"], by=request.user))


@login_required
@require_POST
def photo_removal(request):
    """Take the photo away."""
    remove_photo(request.user, by=request.user)
    return _back("profile")


@login_required
@require_POST
def reading(request):
    """Keep how one wants to read."""
    form = ReadingForm(request.POST, person=request.user)
    return _done(request, "reading", form, lambda given: change_reading(request.user, by=request.user, **given))


@login_required
@require_POST
def identifiers(request):
    """Give an identifier to be checked."""
    form = IdentifierForm(request.POST)
    return _done(request, "identifier", form, lambda given: submit_credential(request.user, by=request.user, **given))


@login_required
@require_POST
def identifier_withdrawal(request, credential_id):
    """Take an identifier back."""
    found = get_object_or_404(Credential, pk=credential_id, user=request.user.pk)
    withdraw_credential(found, by=request.user)
    return _back("ids")


@login_required
@require_safe
def photo(request, person_id):
    """Somebody's photo, for whoever may know them by name."""
    person = get_user_model().objects.filter(pk=person_id).first()
    if person is None or not person.photo or not can(request.user, "photo.see", person):
        raise Absent
    try:
        answer = file_answer(request, person.photo.name, TYPE, "photo.webp")
    except FileNotFoundError as missing:
        raise Absent from missing
    answer["Content-Security-Policy"] = READER
    return answer


PLACES = {"photo": "profile", "identifier": "ids"}


def _done(request, name, form, change):
    """Back to the page once a form was taken; else the page with what was typed and what to mend."""
    try:
        if form.is_valid():
            change(form.cleaned_data)
            return _back(PLACES.get(name, name))
    except Invalid as refusal:
        form.refuse(refusal)
    return _page(request, **{name: form})


def _page(request, **sent):
    """The account page; a form that was sent stands in it as it was typed."""
    person, checks = request.user, can(request.user, "person.see")
    fresh = {
        "profile": ProfileForm(person=person), "photo": PhotoForm(), "identifier": IdentifierForm(),
        "reading": ReadingForm(person=person),
    }  # fmt: skip
    context = {
        "nav": "account", "forms": fresh | sent, "sent": next(iter(sent.values()), None),
        "credentials": person.credentials.prefetch_related("checks").order_by("submitted_at"),
        "may_check": checks, "waiting": Credential.objects.waiting().count() if checks else 0, **security_of(request),
    }  # fmt: skip
    return render(request, "account/account.html", context, status=422 if sent else 200)


def _back(place):
    response = redirect("account")
    response["Location"] += f"#{place}"
    return response
