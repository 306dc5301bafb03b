"""The doors through which a sign-in ends or changes; each is written down so that live pages end with it."""

import logging
from smtplib import SMTPException
from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from django.shortcuts import redirect

from advisory.accounts.backend import may_sign_in
from advisory.accounts.commands.people import change_password, end_sessions

log = logging.getLogger("advisory.accounts")


class Adapter(DefaultAccountAdapter):
    """Accounts in the product's way: no open sign-up, and no sign-out that a socket does not notice."""

    error_messages: ClassVar = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The address and the password do not belong together. Try again, or use a code.",
        "incorrect_code": "That is not the code we sent. Look at the latest letter and type its six digits.",
        "too_many_login_attempts": "Too many attempts. Wait a few minutes, then try again.",
    }

    def is_open_for_signup(self, request):
        return False

    def send_mail(self, template_prefix, email, context):
        """A mail server that is away changes no answer; who runs the product reads of it in the log."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as trouble:
            log.error("a letter could not be sent: %s", type(trouble).__name__)

    def pre_login(self, request, user, **facts):
        if not may_sign_in(user):
            raise ImmediateHttpResponse(redirect("account_inactive"))
        return super().pre_login(request, user, **facts)

    def logout(self, request):
        person, key = request.user, request.session.session_key
        super().logout(request)
        if person.is_authenticated:
            end_sessions(person, [key], by=person)

    def set_password(self, user, password):
        change_password(user, password, by=user)


class SessionsAdapter(DefaultUserSessionsAdapter):
    """Ending other sessions from the list of one's own."""

    def end_sessions(self, sessions):
        super().end_sessions(sessions)
        for session in sessions:
            end_sessions(session.user, [session.session_key], by=session.user)
