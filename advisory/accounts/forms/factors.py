"""Forms of the second step, and of confirming by code."""

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.forms import RequestLoginCodeForm
from allauth.account.internal.userkit import filter_users_by_email
from allauth.core import context as current
from allauth.core import ratelimit
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.core.cache import cache

from advisory.accounts.devices import attempts_key

LONGEST_NAME = 60
USED_FOR = 150  # seconds: longer than a number of an authenticator app is good for


class RequestCodeForm(RequestLoginCodeForm):
    """Asks for a code; a browser that its person knows has a count of its own, so strangers cannot use it up."""

    def clean_email(self):
        """The same answer, and the same count, for known and unknown addresses."""
        email = self.cleaned_data["email"]
        users = filter_users_by_email(email, is_active=True, prefer_verified=True, for_login=True)
        key = attempts_key(current.request, email)
        if not ratelimit.consume(current.request, action="request_login_code", key=key):
            raise get_account_adapter().validation_error("too_many_login_attempts")
        self._user = users[0] if users else None
        return email


class _Once:
    """A number counts once, for as long as it is good."""

    def clean_code(self):
        code = super().clean_code()
        if not cache.add(f"second-step:{self.user.pk}:{code.replace(' ', '')}", 1, USED_FOR):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondStepForm(_Once, AuthenticateForm):
    """The number of an authenticator app, or a recovery code, while signing in."""


class SecondStepAgainForm(_Once, ReauthenticateForm):
    """The same, before a change of how one signs in."""


class AddPasskeyForm(AddWebAuthnForm):
    """What a new passkey is called, and what the browser made."""

    name = forms.CharField(label="What to call it", required=False, max_length=LONGEST_NAME)


class RenamePasskeyForm(EditWebAuthnForm):
    """What a passkey is called."""

    name = forms.CharField(label="What to call it", max_length=LONGEST_NAME)


class ConfirmCodeForm(forms.Form):
    """Six digits from the letter."""

    code = forms.CharField(label="Six-digit code", max_length=12)

    def __init__(self, *args, expected="", **kwargs):
        super().__init__(*args, **kwargs)
        self.expected = expected

    def clean_code(self):
        """The code of the latest letter, whatever its spaces."""
        code = self.cleaned_data["code"]
        if not self.expected or not compare_user_code(actual=code, expected=self.expected):
            raise get_account_adapter().validation_error("incorrect_code")
        return code
