"""One's own data: a copy of it, and its erasure."""

from allauth.account.decorators import reauthentication_required
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from advisory.accounts.commands.erasure import erase_person
from advisory.accounts.commands.export import export_person
from advisory.accounts.forms.profiles import ErasureForm


@login_required
@require_POST
def copy(request):
    """Everything that one gave or that is about one, as a ZIP."""
    answer = HttpResponse(export_person(request.user, by=request.user), content_type="application/zip")
    name = f"advisory-copy-{timezone.now():%Y-%m-%d}.zip"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)
def erasure(request):
    """Say what goes and what stays, and erase the account once its address was typed."""
    form = ErasureForm(request.POST if request.method == "POST" else None, person=request.user)
    if not form.is_valid():
        context = {"nav": "account", "form": form}
        return render(request, "account/erasure.html", context, status=422 if form.is_bound else 200)
    erase_person(request.user, by=request.user)
    logout(request)
    return render(request, "account/erased.html")
