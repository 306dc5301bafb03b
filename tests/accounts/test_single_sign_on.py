"""An organisation's own sign-in opens the accounts that are there, for addresses it answers for, and nothing else."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import get_user_model
from django.urls import reverse

from advisory import doors
from tests.accounts.doors import browser, enter, inside
from tests.accounts.organisation import Idp, Provider
from tests.make import address, person

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MARSH = address("Helena Marsh")
LOGIN = reverse("account_login")


@pytest.fixture
def marsh():
    return person("Helena Marsh")


@pytest.fixture
def provider(settings):
    running = Provider()
    known = settings.SOCIALACCOUNT_PROVIDERS
    (app,) = known["openid_connect"]["APPS"]
    app = app | {"settings": {"server_url": running.url, "domains": []}}
    settings.SOCIALACCOUNT_PROVIDERS = known | {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    running.app = app
    yield running
    running.stop()


def led_to(client, **sent):
    """Where the product leads somebody who chooses their organisation."""
    page = client.post(reverse("outside-begin", args=[sent.pop("at", "organisation")]), sent)
    assert page.status_code == 200
    return re.search(r'content="0;url=([^"]+)"', page.content.decode()).group(1).replace("&amp;", "&")


def by_oidc(client, provider, *, says, **sent):
    """Go to the provider and come back."""
    provider.says = {"sub": "norvane-7", **says}
    asked = parse_qs(urlsplit(led_to(client, **sent)).query)
    assert asked["code_challenge_method"] == ["S256"]
    return client.get("/accounts/oidc/organisation/login/callback/", {"code": "c", "state": asked["state"][0]})


def test_somebody_with_that_confirmed_address_is_let_in_and_stays_connected(marsh, provider):
    client = browser()
    assert "Norvane" in client.get(LOGIN).content.decode()
    back = by_oidc(client, provider, says={"email": MARSH.upper(), "email_verified": True}, next="/boards/")
    assert back.url == "/boards/"
    assert inside(client)
    assert SocialAccount.objects.get().user == marsh
    other = browser()
    by_oidc(other, provider, says={"email": "renamed@norvane.example", "email_verified": True})
    assert inside(other)


@pytest.mark.parametrize(
    "says",
    [
        {"email": "nobody@example.org", "email_verified": True},
        {"email": MARSH, "email_verified": False},
        {"email": MARSH},
        {"email": MARSH, "email_verified": "false"},
        {},
    ],
)
def test_everybody_else_reads_a_kind_page_and_no_account_is_made(marsh, provider, says):
    client = browser()
    page = by_oidc(client, provider, says=says)
    assert page.status_code == 403
    assert "no seat for this address yet" in page.content.decode()
    assert not inside(client)
    assert get_user_model().objects.count() == 1
    assert not SocialAccount.objects.exists()


def test_an_address_that_is_not_confirmed_here_opens_nothing(marsh, provider):
    EmailAddress.objects.filter(user=marsh).update(verified=False)
    client = browser()
    assert by_oidc(client, provider, says={"email": MARSH, "email_verified": True}).status_code == 403
    assert not inside(client)


def test_an_organisation_answers_for_its_own_domains_alone(marsh, provider):
    provider.app["settings"]["domains"] = ["norvane.example"]
    client = browser()
    by_oidc(client, provider, says={"email": MARSH, "email_verified": True})
    assert not inside(client)
    weidmann = person("Dr Jonas Weidmann", email="weidmann@norvane.example")
    by_oidc(client, provider, says={"sub": "norvane-9", "email": weidmann.email})
    assert inside(client)


def test_a_closed_account_stays_closed(marsh, provider):
    marsh.is_active = False
    marsh.save()
    client = browser()
    assert by_oidc(client, provider, says={"email": MARSH, "email_verified": True}).url == reverse("account_inactive")
    assert "_auth_user_id" not in client.session


def test_it_never_leads_to_another_site(marsh, provider):
    said = {"email": MARSH, "email_verified": True}
    assert by_oidc(browser(), provider, says=said, next="//evil.example").url == "/"


def test_a_provider_that_is_away_or_talks_nonsense_is_a_page(marsh, provider):
    client = browser()
    provider.broken = True
    page = client.post(reverse("outside-begin", args=["organisation"]))
    assert page.status_code == 503
    assert "organisation’s sign-in did not work" in page.content.decode()
    wrong = client.get("/accounts/oidc/organisation/login/callback/", {"code": "c", "state": "made-up"})
    assert "did not work" in wrong.content.decode()
    assert client.get("/accounts/oidc/elsewhere/login/").status_code == 404
    assert client.post(reverse("outside-begin", args=["elsewhere"])).status_code == 404


def test_an_organisation_is_connected_by_hand_and_disconnected_again(marsh, provider, mailoutbox):
    client = browser()
    enter(client, MARSH)
    back = by_oidc(client, provider, says={"email": "helena@norvane.example"}, process="connect")
    assert back.url == reverse("socialaccount_connections")
    assert "connected to your account" in mailoutbox[-1].subject
    assert "Disconnect" in client.get(back.url).content.decode()
    client.post(back.url, {"account": SocialAccount.objects.get().pk})
    assert not SocialAccount.objects.exists()


@pytest.fixture
def idp(settings, tmp_path):
    made = Idp()
    (tmp_path / "idp.xml").write_text(made.metadata)
    (app,) = settings.SOCIALACCOUNT_PROVIDERS["saml"]["APPS"]
    where = {"metadata_url": (tmp_path / "idp.xml").as_uri(), "entity_id": None}
    app = app | {"settings": app["settings"] | {"idp": where}}
    settings.SOCIALACCOUNT_PROVIDERS = settings.SOCIALACCOUNT_PROVIDERS | {"saml": {"APPS": [app]}}
    return made


def by_saml(client, idp, who, **more):
    """Go to the identity provider and come back."""
    url = led_to(client, at="saml", next="/boards/")
    answer = client.post("/accounts/saml/organisation/acs/", {"SAMLResponse": idp.response(url, who, **more)})
    return client.get(answer.url)


def test_a_signed_answer_lets_in_whom_it_names(marsh, idp):
    client = browser(host="localhost")
    assert by_saml(client, idp, MARSH).url == "/boards/"
    assert inside(client)


def test_answers_unsigned_for_others_or_of_other_keys_are_refused(marsh, idp):
    for forged in (
        lambda client: by_saml(client, idp, MARSH, signed=False),
        lambda client: by_saml(client, idp, MARSH, audience="https://other.example"),
        lambda client: by_saml(client, Idp(), MARSH),
        lambda client: by_saml(client, idp, "marsh@elsewhere.example"),
        lambda client: by_saml(client, idp, "nobody@example.org"),
    ):
        client = browser(host="localhost")
        assert forged(client).status_code in {200, 401, 403}
        assert not inside(client)


def test_an_answer_nobody_asked_for_is_refused(marsh, idp):
    asker, victim = browser(host="localhost"), browser(host="localhost")
    answer = idp.response(led_to(asker, at="saml"), MARSH)
    onward = victim.post("/accounts/saml/organisation/acs/", {"SAMLResponse": answer}).url
    assert victim.get(onward).status_code < 500
    assert not inside(victim)


@pytest.mark.parametrize("sent", [{}, {"SAMLResponse": "x"}, {"SAMLResponse": "PHg+"}])
def test_nonsense_at_the_door_is_no_error_of_ours(idp, sent):
    client = browser(host="localhost")
    onward = client.post("/accounts/saml/organisation/acs/", sent).url
    assert client.get(onward).status_code < 500
    assert client.get("/accounts/saml/organisation/sls/", {"SAMLRequest": "x"}).status_code < 500


def test_it_publishes_who_we_are_for_the_organisation(idp):
    metadata = browser(host="localhost").get("/accounts/saml/organisation/metadata/").content.decode()
    assert "http://localhost/accounts/saml/organisation/acs/" in metadata


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (
            {"OIDC_ISSUER": "http://x.org", "OIDC_CLIENT_ID": "a", "OIDC_CLIENT_SECRET": "b"},
            "OIDC_ISSUER",
        ),
        ({"OIDC_ISSUER": "https://sign-in.example.org"}, "OIDC_CLIENT_ID"),
        ({"OIDC_ISSUER": "https://x.org", "OIDC_CLIENT_ID": "a"}, "OIDC_CLIENT_SECRET"),
        ({"SAML_METADATA_URL": "https://idp.example.org/metadata"}, "SAML_EMAIL_DOMAINS"),
        ({"SAML_METADATA_URL": "https://x.org/", "SAML_EMAIL_DOMAINS": "@"}, "SAML_EMAIL_DOMAINS"),
        ({"SAML_METADATA": "nowhere.xml", "SAML_EMAIL_DOMAINS": "example.org"}, "SAML_METADATA"),
        ({"SECOND_FACTOR": "chair,owner"}, "SECOND_FACTOR"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_its_name(monkeypatch, capsys, given, named):
    for name in ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "SAML_METADATA_URL", "SAML_EMAIL_DOMAINS"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit):
        doors.oidc(), doors.saml(), doors.second_factor("SECOND_FACTOR")
    assert capsys.readouterr().err.startswith(f"{named}: ")


def test_with_nothing_set_there_is_no_door(monkeypatch):
    for name in ("OIDC_ISSUER", "SAML_METADATA_URL", "SECOND_FACTOR"):
        monkeypatch.delenv(name, raising=False)
    assert (doors.oidc(), doors.saml(), doors.second_factor("SECOND_FACTOR")) == ({}, {}, frozenset())
