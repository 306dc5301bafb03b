"""How one gets in: what is set up, setting up what a role asks for, and confirming once more by a code."""

import time

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import BaseReauthenticateView
from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from advisory.accounts.factors import asks_factor, has_factor
from advisory.accounts.forms.factors import ConfirmCodeForm
from advisory.accounts.outside import ways_outside

ASKED, ONWARD, GOOD_FOR, MOST_TRIES = "confirm_by_code", "second_factor_onward", 10 * 60, 3


def security_of(request):
    """What the account page shows of how somebody signs in, and where they are signed in."""
    person = request.user
    mine = [one.wrap() for one in Authenticator.objects.filter(user_id=person.pk).order_by("created_at")]
    by_type = {one.instance.type: one for one in mine}
    codes = by_type.get(Authenticator.Type.RECOVERY_CODES)
    sessions = sorted(UserSession.objects.purge_and_list(person), key=lambda one: one.last_seen_at, reverse=True)
    return {
        "passkeys": [one for one in mine if one.instance.type == Authenticator.Type.WEBAUTHN],
        "app": by_type.get(Authenticator.Type.TOTP),
        "recovery_codes": codes,
        "codes_left": len(codes.get_unused_codes()) if codes else 0,
        "factor_asked": asks_factor(person),
        "sessions": sessions,
        "outside": ways_outside(request),
        "connected": SocialAccount.objects.filter(user_id=person.pk),
    }


@never_cache
@login_required
@require_safe
def second_factor(request):
    """Say why a second step is asked for, and lead to setting one up; then on to where one was going."""
    if has_factor(request.user):
        return redirect(request.session.pop(ONWARD, None) or "home")
    if onward := get_next_redirect_url(request):
        request.session[ONWARD] = onward
    return render(request, "mfa/asked.html")


@method_decorator([never_cache, login_required], name="dispatch")
class ConfirmByCode(BaseReauthenticateView):
    """Confirm who one is by six digits sent to one's main address, for whoever has no other way."""

    form_class = ConfirmCodeForm
    template_name = "account/confirm_by_code.html"

    def post(self, request, *args, **kwargs):
        """Send a code, or take the one that was typed."""
        return self._send() if request.POST.get("action") == "send" else super().post(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "expected": self._waiting().get("code", "")}

    def get_context_data(self, **kwargs):
        address = EmailAddress.objects.get_primary_email(self.request.user)
        return super().get_context_data(**kwargs) | {"address": address, "waiting": bool(self._waiting())}

    def form_valid(self, form):
        del self.request.session[ASKED]
        record_authentication(self.request, self.request.user, "code", reauthenticated=True)
        return super().form_valid(form)

    def form_invalid(self, form):
        waiting = self._waiting()
        if waiting:
            waiting["tries"] += 1
            self.request.session[ASKED] = waiting if waiting["tries"] < MOST_TRIES else {}
        return super().form_invalid(form)

    def _waiting(self):
        asked = self.request.session.get(ASKED) or {}
        return asked if time.time() - asked.get("at", 0) < GOOD_FOR else {}

    def _send(self):
        adapter, address = get_adapter(self.request), EmailAddress.objects.get_primary_email(self.request.user)
        key = f"confirm:{self.request.user.pk}"
        if limited := ratelimit.consume_or_429(self.request, action="request_login_code", key=key):
            return limited
        code = adapter.generate_login_code()
        self.request.session[ASKED] = {"code": code, "at": time.time(), "tries": 0}
        if address:
            adapter.send_mail("account/email/confirm_code", address, {"code": code})
        return redirect(self.request.get_full_path())
