"""The administrators' desk: everybody who has an account, and the identifiers that wait to be checked."""

from allauth.account.decorators import reauthentication_required
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advisory.accounts.commands.credentials import lapse_credential, reject_credential, verify_credential
from advisory.accounts.commands.erasure import erase_person
from advisory.accounts.commands.people import deactivate_person
from advisory.accounts.forms.credentials import RejectionForm, VerificationForm
from advisory.accounts.forms.profiles import ErasureForm
from advisory.accounts.models import Credential
from advisory.refusals import Refusal
from advisory.rights import allow, can

ON_A_PAGE = 50
LONGEST = 120


@login_required
@require_safe
def everybody(request):
    """Everybody who has an account, by name."""
    allow(request.user, "person.see")
    asked = request.GET.get("q", "").replace("\x00", "")[:LONGEST].strip()
    people = get_user_model().objects.exclude(email=None).order_by("name", "pk")
    if asked:
        people = people.filter(Q(name__icontains=asked) | Q(email__icontains=asked) | Q(affiliation__icontains=asked))
    waiting = Count("credentials", filter=Q(credentials__state=Credential.State.SUBMITTED))
    page = Paginator(people.annotate(waiting=waiting), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "people/list.html", {"nav": "people", "page": page, "asked": asked})


@login_required
@require_safe
def credentials(request):
    """The identifiers that wait to be checked, longest waiting first."""
    allow(request.user, "person.see")
    waiting = Credential.objects.waiting().select_related("user")
    page = Paginator(waiting, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "people/credentials.html", {"nav": "people", "page": page})


@login_required
@require_safe
def person(request, person_id):
    """One person: their profile, their identifiers, and how each was checked."""
    return _page(request, _person(request, person_id))


@login_required
@require_POST
def verification(request, credential_id):
    """Confirm an identifier on evidence."""
    return _decided(request, credential_id, VerificationForm(request.POST, prefix=f"verify-{credential_id}"))


@login_required
@require_POST
def rejection(request, credential_id):
    """Refuse an identifier with a reason."""
    return _decided(request, credential_id, RejectionForm(request.POST, prefix=f"reject-{credential_id}"))


@login_required
@require_POST
def lapse(request, credential_id):
    """End a confirmed identifier."""
    credential = _credential(request, credential_id)
    lapse_credential(credential, by=request.user)
    return redirect("person", credential.user_id)


@login_required
@require_POST
def deactivation(request, person_id):
    """Close somebody's account."""
    found = _person(request, person_id)
    deactivate_person(found, by=request.user)
    return redirect("person", found.pk)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)
def person_erasure(request, person_id):
    """Erase somebody for good, once their address or name was typed."""
    found = _person(request, person_id)
    form = ErasureForm(request.POST if request.method == "POST" else None, person=found)
    if not form.is_valid():
        context = {"nav": "people", "person": found, "form": form}
        return render(request, "people/erasure.html", context, status=422 if form.is_bound else 200)
    erase_person(found, by=request.user)
    return redirect("person", found.pk)


def _person(request, person_id):
    allow(request.user, "person.see")
    return get_object_or_404(get_user_model(), pk=person_id)


def _credential(request, credential_id):
    allow(request.user, "person.see")
    return get_object_or_404(Credential.objects.select_related("user"), pk=credential_id)


def _decided(request, credential_id, form):
    """The person's page after a decision, or with what is to mend."""
    credential = _credential(request, credential_id)
    decide = verify_credential if isinstance(form, VerificationForm) else reject_credential
    try:
        if form.is_valid():
            decide(credential, by=request.user, **form.cleaned_data)
            return redirect("person", credential.user_id)
    except Refusal as refusal:
        form.refuse(refusal)
    return _page(request, credential.user, sent=(credential.pk, form))


def _page(request, found, sent=(None, None)):
    rows = found.credentials.prefetch_related("checks__by").order_by("submitted_at")
    context = {
        "nav": "people", "person": found, "rows": [_row(credential, *sent) for credential in rows], "sent": sent[1],
        "may_check": found.pk != request.user.pk, "may_close": can(request.user, "person.deactivate", found),
    }  # fmt: skip
    return render(request, "people/detail.html", context, status=422 if sent[1] else 200)


def _row(credential, sent_for, form):
    """An identifier with its two forms; the one that was sent stands as it was typed."""
    forms = {"verify": VerificationForm, "reject": RejectionForm}
    row = {name: shape(prefix=f"{name}-{credential.pk}") for name, shape in forms.items()}
    if credential.pk == sent_for:
        row["verify" if isinstance(form, VerificationForm) else "reject"] = form
    elsewhere = Credential.objects.filter(number=credential.number, register=credential.register)
    others = elsewhere.exclude(user=credential.user_id).select_related("user")
    return row | {"credential": credential, "others": others}
