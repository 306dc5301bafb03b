"""The addresses of signing in and out: allauth's and ours; an organisation's sign-in only where it is set."""

from allauth.account.decorators import reauthentication_required
from allauth.account.views import password_set
from allauth.urls import build_provider_urlpatterns
from django.conf import settings
from django.urls import include, path

from advisory.accounts.views import entry, outside, security, sessions

CONFIRMED = reauthentication_required(app="allauth.account")
urlpatterns = [
    path("choose/", entry.choose, name="sign-in-choose"),
    path("code/again/", entry.code_again, name="code-again"),
    path("second-factor/", security.second_factor, name="second-factor"),
    path("confirm/code/", security.ConfirmByCode.as_view(), name="account_confirm_by_code"),
    path("sessions/<int:pk>/end/", sessions.end, name="session-end"),
    path("password/set/", CONFIRMED(password_set), name="account_set_password"),
    path("", include("allauth.account.urls")),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
]
if settings.SOCIALACCOUNT_PROVIDERS:
    urlpatterns += [
        path("with/<slug:provider>/", outside.begin, name="outside-begin"),
        path("3rdparty/", include("allauth.socialaccount.urls")),
        *build_provider_urlpatterns(),
    ]
