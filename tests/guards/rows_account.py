"""Rows of signing in and of one's account, of people, notifications and what everybody may have."""

from tests.guards.rows import Row

CREDENTIAL, PERSON = {"credential_id": "{credential}"}, {"person_id": "{person}"}
OWNER = "404 404 404 302 404"  # of what is the advisor's


def page(address, members="200", **more):
    """A page that is read."""
    return Row("GET", address, members, **more)


def form(address, members="302", **more):
    """A form that is sent; whoever is not signed in is led to sign in."""
    return Row("POST", address, members, **{"form": {}, "anonymous": "in", **more})


def door(address, members, **more):
    """An address of allauth's that shows a form and takes it."""
    return [page(address, members, **more), form(address, members, **more)]


def nowhere(address, **more):
    """An address that leads nowhere without a provider of sign-ins, for nobody."""
    return door(address, "404", anonymous="404", **more)


PUBLIC = ["healthz", "readyz", "metrics", "manifest.webmanifest", "sw.js", "offline/", "accounts/inactive/",
          "accounts/password/reset/done/", "accounts/3rdparty/login/cancelled/"]  # fmt: skip
ENTRANCES = ["accounts/login/", "accounts/signup/", "accounts/login/code/"]
UNDERWAY = ["accounts/confirm-email/", "accounts/login/code/confirm/", "accounts/password/reset/confirm/",
            "accounts/password/reset/complete/", "accounts/2fa/authenticate/", "accounts/2fa/webauthn/login/",
            "accounts/3rdparty/signup/", "accounts/saml/<organization_slug>/acs/"]  # fmt: skip
ASK_AGAIN = ["accounts/confirm/code/", "accounts/password/set/", "accounts/2fa/reauthenticate/",
             "accounts/2fa/totp/activate/", "accounts/2fa/recovery-codes/generate/", "accounts/2fa/webauthn/add/",
             "accounts/2fa/webauthn/reauthenticate/", "accounts/2fa/webauthn/keys/<pk>/remove/",
             "accounts/2fa/webauthn/keys/<pk>/edit/"]  # fmt: skip
NOT_SET_UP = ["accounts/2fa/totp/deactivate/", "accounts/2fa/recovery-codes/download/"]
PROVIDERS = [f"accounts/saml/<organization_slug>/{part}/" for part in ("acs/finish", "sls", "metadata", "login")]
PROVIDERS += [f"accounts/oidc/<provider_id>/login/{part}" for part in ("", "callback/")]

ACCOUNT = [
    *(page(address, anonymous="200") for address in PUBLIC),
    *(row for address in ENTRANCES for row in door(address, "302", anonymous="200")),
    *(row for address in UNDERWAY for row in door(address, "302", anonymous="302")),
    *(row for address in ASK_AGAIN for row in door(address, "302")),
    *(row for address in NOT_SET_UP for row in door(address, "404")),
    *(row for address in PROVIDERS for row in nowhere(address)),
    *door("accounts/choose/", "302", anonymous="302")[:1],
    form("accounts/choose/", anonymous="422"),
    form("accounts/code/again/", anonymous="200"),
    page("accounts/second-factor/"),
    page("accounts/logout/", anonymous="302"),
    form("accounts/logout/", anonymous="302"),
    *door("accounts/reauthenticate/", "200"),
    page("accounts/email/"),
    form("accounts/email/"),
    *door("accounts/password/change/", "200"),
    *door("accounts/password/reset/", "200", anonymous="200"),
    page("accounts/2fa/"),
    page("accounts/2fa/recovery-codes/", "404"),
    page("accounts/2fa/webauthn/"),
    page("accounts/sessions/"),
    form("accounts/sessions/"),
    form("accounts/sessions/<pk>/end/", OWNER, outside="404", at={"pk": "{session}"}),
    form("accounts/with/<provider>/", "404", anonymous="404"),
    page("accounts/3rdparty/login/error/", "401", anonymous="401"),
    *door("accounts/3rdparty/", "200"),
    page("account/"),
    form("account/profile/", "422"),
    form("account/photo/", "422"),
    form("account/photo/removal/"),
    form("account/reading/"),
    form("account/identifiers/", "422"),
    form("account/identifiers/<credential_id>/withdrawal/", OWNER, outside="404", at=CREDENTIAL),
    form("account/copy/", "200"),
    page("account/erasure/"),
    form("account/erasure/"),
    page("account/consents/"),
    page("people/", "403"),
    page("people/credentials/", "403"),
    *(
        form(f"people/credentials/<credential_id>/{verdict}/", "403", at=CREDENTIAL)
        for verdict in ("verification", "rejection", "lapse")
    ),
    page("people/<person_id>/", "403", at=PERSON),
    page("people/<person_id>/photo/", "404", at=PERSON),
    page("people/<person_id>/photo/", outside="404", at={"person_id": "{pictured}"}),
    form("people/<person_id>/deactivation/", "403", at=PERSON),
    page("people/<person_id>/erasure/", "403", at=PERSON),
    form("people/<person_id>/erasure/", at=PERSON),
    page("notifications/"),
    page("notifications/count/", anonymous="401"),
    page("notifications/<key>/", OWNER, outside="404", at={"key": "{heard}"}),
    page("notifications/<key>/", "404", at={"key": "{unheard}"}),
    form("notifications/reading/"),
    form("notifications/preferences/", "422"),
    *door("notifications/unsubscribe/<token>/", "404", anonymous="404"),
    page("search/"),
]
