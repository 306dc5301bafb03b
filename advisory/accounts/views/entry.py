"""The first steps of signing in."""

from allauth.account.internal.stagekit import clear_login
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import request_login_code
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from advisory.accounts.forms.entry import AddressForm

ADDRESS = "sign_in_address"


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request):
    """Ask how somebody wants to sign in: the same page for known and unknown addresses.

    Coming here ends a code that was waiting; otherwise a second address would be shown the first one's code page.
    """
    onward = get_next_redirect_url(request)
    if request.user.is_authenticated:
        return redirect(onward or "home")
    clear_login(request)
    if request.method == "POST":
        return _take(request, AddressForm(request.POST), onward)
    if ADDRESS not in request.session:
        return _on("account_login", onward)
    return render(request, "account/choose.html", {"email": request.session[ADDRESS], "onward": onward})


@never_cache
@login_not_required
@require_POST
def code_again(request):
    """Send a new code as if it were asked for the first time, so that known and unknown addresses are treated alike."""
    clear_login(request)
    return request_login_code(request)


def _take(request, form, onward):
    if not form.is_valid():
        return render(request, "account/login.html", {"address_form": form, "redirect_field_value": onward}, status=422)
    request.session[ADDRESS] = form.cleaned_data["email"]
    return _on("sign-in-choose", onward)


def _on(name, onward):
    query = f"?{urlencode({'next': onward})}" if onward else ""
    return redirect(resolve_url(name) + query)
