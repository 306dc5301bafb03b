"""The doors through which a sign-in begins, ends or changes; each is written down so that live pages end with it."""

from functools import partial
from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import context as current
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from advisory.accounts import devices
from advisory.accounts.backend import may_sign_in
from advisory.accounts.commands.factors import note_factor_added, note_factor_removed
from advisory.accounts.commands.people import change_password, end_sessions
from advisory.accounts.commands.sessions import close_sessions
from advisory.accounts.letterbox import post
from advisory.accounts.reauthentication import asked_again, by_code
from advisory.letters import one_line, send_letter

NOTED = {
    "mfa/email/totp_activated": note_factor_added,
    "mfa/email/webauthn_added": note_factor_added,
    "mfa/email/totp_deactivated": note_factor_removed,
    "mfa/email/webauthn_removed": note_factor_removed,
}


class Letters(DefaultAccountAdapter):
    """Letters about one's account: in the product's look, and never in the way of an answer."""

    def render_mail(self, template_prefix, email, context, headers=None):
        """A letter as plain words, and as HTML made from the same words."""
        told = {"site": settings.SITE_URL, **context}
        subject = one_line(render_to_string(f"{template_prefix}_subject.txt", told))
        text = render_to_string(f"{template_prefix}_message.txt", told).strip() + "\n"
        letter = EmailMultiAlternatives(subject, text, to=[email], headers={"Auto-Submitted": "auto-generated"})
        parts = [{"text": part.strip(), "code": part.strip().isdigit()} for part in _words(text).split("\n\n")]
        told |= {"subject": subject, "parts": parts}
        letter.attach_alternative(render_to_string("letters/account.html", told), "text/html")
        return letter

    def send_mail(self, template_prefix, email, context):
        """Write the letter now, for known and unknown addresses alike, and let it leave beside the answer."""
        told = {"request": current.request, "email": email, **context}
        post(self.render_mail(template_prefix, email, told).send)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Tell somebody that how they sign in has changed, and write down what concerns the second step."""
        super().send_notification_mail(template_prefix, user, context, email)
        if template_prefix in NOTED:
            NOTED[template_prefix](user, by=user)

    def tell_of_browser(self, request, person):
        """Tell somebody of a sign-in from a browser that they have not used before."""
        address = EmailAddress.objects.get_primary_email(person)
        told = {"at": timezone.now(), "ip": self.get_client_ip(request), "agent": self.get_http_user_agent(request)}
        if address:
            post(partial(send_letter, address, "new_device", told, name=person.name))


class Adapter(Letters):
    """Accounts in the product's way: no open sign-up, and no sign-out that a socket does not notice."""

    error_messages: ClassVar = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The address and the password do not belong together. Try again, or use a code.",
        "incorrect_code": "That is not the code we sent. Look at the latest letter and type its six digits.",
        "incorrect_password": "That is not your password. Try again.",
        "too_many_login_attempts": "Too many attempts. Wait a few minutes, then try again.",
        "rate_limited": "Too many attempts. Wait a few minutes, then try again.",
    }

    def is_open_for_signup(self, request):
        return False

    def is_safe_url(self, url):
        """Whether a page of this very site is meant: a path, and nothing a browser could read as another host."""
        return bool(url) and url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_client_ip(self, request):
        """The address at the other end; the server believes X-Forwarded-For of settings.PROXIES alone, we never."""
        return super().get_client_ip(request) if request.META.get("REMOTE_ADDR") else "::"

    def _get_login_attempts_cache_key(self, request, **credentials):
        return devices.attempts_key(request, credentials.get("email", ""))

    def pre_login(self, request, user, **facts):
        if not may_sign_in(user):
            raise ImmediateHttpResponse(redirect("account_inactive"))
        return super().pre_login(request, user, **facts)

    def login(self, request, user):
        """Sign in, and remember whether this is a browser that they have not used before."""
        request.unknown_browser = user.last_login is not None and not devices.knows(request, user)
        super().login(request, user)

    def post_login(self, request, user, **facts):
        response = super().post_login(request, user, **facts)
        if request.unknown_browser:
            self.tell_of_browser(request, user)
        devices.remember(request, response, user)
        return response

    def logout(self, request):
        person, key = request.user, request.session.session_key
        super().logout(request)
        if person.is_authenticated:
            end_sessions(person, [key], by=person)

    def set_password(self, user, password):
        change_password(user, password, by=user)

    def is_reauthentication_required(self, *, app, **facts):
        """Whoever has just signed in is not asked again."""
        return asked_again(current.request)

    def get_reauthentication_methods(self, user):
        """The ways to confirm who one is; a code by e-mail for whoever has nothing else."""
        return super().get_reauthentication_methods(user) or ([by_code()] if user.is_authenticated else [])


class SessionsAdapter(DefaultUserSessionsAdapter):
    """Ending other sessions from the list of one's own."""

    def end_sessions(self, sessions):
        if sessions:
            close_sessions(sessions[0].user, sessions, by=sessions[0].user)


def _words(text):
    """A letter without its last lines, which the HTML says in its own way."""
    return text.rpartition("\n\n--\n")[0] or text
