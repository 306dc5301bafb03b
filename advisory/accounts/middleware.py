"""What a request of somebody signed in passes: the second step their role asks for, and when they were seen."""

import logging
import time
from collections import OrderedDict
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.db import DatabaseError
from django.shortcuts import redirect, render, resolve_url

from advisory.accounts.commands.sessions import note_seen
from advisory.accounts.factors import SecondFactorMissing, lacks_factor
from advisory.http import refused

log = logging.getLogger("advisory.accounts")
ALLOWED = {
    "second-factor",
    "account_logout",
    "account_reauthenticate",
    "account_confirm_by_code",
    "account_change_password",
    "usersessions_list",
    "session-end",
    "session-state",
    "healthz",
    "readyz",
}
SAFE = {"GET", "HEAD"}
EVERY, MOST = 300, 10_000
TROUBLES = (OSError, ValueError, KeyError, SyntaxError)
_seen = OrderedDict()


def second_factor(get_response):
    """Lead whoever lacks the second step that their role asks for to setting one up, before anything else."""

    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        if not settings.SECOND_FACTOR or _open(request) or not request.user.is_authenticated:
            return None
        if not lacks_factor(request.user):
            return None
        if request.path.startswith("/api/") or request.method not in SAFE:
            return refused(request, SecondFactorMissing())
        return redirect(f"{resolve_url('second-factor')}?{urlencode({'next': request.get_full_path()})}")

    middleware.process_view = process_view
    return middleware


def _open(request):
    name = request.resolver_match.url_name or ""
    scheme = request.headers.get("Authorization", "").partition(" ")[0].lower()
    by_token = request.path.startswith("/api/") and scheme == "bearer"
    return name in ALLOWED or name.startswith("mfa_") or by_token


def seen(get_response):
    """Keep when each sign-in was last used, every five minutes at most; it never costs an answer."""

    def middleware(request):
        response = get_response(request)
        key = request.session.session_key
        if key and "_auth_user_id" in request.session and _due(key):
            try:
                agent = request.META.get("HTTP_USER_AGENT", "")
                note_seen(key, ip=get_adapter().get_client_ip(request), user_agent=agent)
            except DatabaseError as trouble:
                log.warning("when a session was last used could not be kept: %s", type(trouble).__name__)
        return response

    return middleware


def _due(key):
    now = time.monotonic()
    if now - _seen.get(key, -EVERY) < EVERY:
        return False
    _seen[key] = now
    _seen.move_to_end(key)
    while len(_seen) > MOST:
        _seen.popitem(last=False)
    return True


def outside(get_response):
    """An organisation's sign-in that does not answer, or answers nonsense, ends in a page that says so."""

    def middleware(request):
        return get_response(request)

    def process_exception(request, trouble):
        name = (request.resolver_match.url_name or "") if request.resolver_match else ""
        if not name.startswith(("openid_connect_", "saml_", "outside-")) or not isinstance(trouble, TROUBLES):
            return None
        log.error("the organisation's sign-in failed: %s", type(trouble).__name__)
        status = 503 if isinstance(trouble, OSError) else 400
        return render(request, "socialaccount/authentication_error.html", status=status)

    middleware.process_exception = process_exception
    return middleware
