"""No `next` leads to another site, whichever door carries it."""

import pytest
from allauth.account.adapter import get_adapter
from django.urls import reverse

from tests.accounts.doors import Passkey, app_number, ask_code, browser, code_in, enter, set_up_app
from tests.make import PASSWORD, address, person

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MARSH = address("Helena Marsh")
EVIL = [
    "//evil.example", "https://evil.example/", "https:evil.example", "http:///evil.example", "/\\evil.example",
    "\\\\evil.example", "\t//evil.example", "/\t/evil.example", "///evil.example", "javascript:alert(1)",
    "data:text/html,x", "http://testserver/", "evil.example", " /x", "/\n/evil.example",
]  # fmt: skip


@pytest.mark.parametrize("onward", EVIL)
def test_only_paths_of_this_site_are_safe(onward):
    assert not get_adapter().is_safe_url(onward)
    assert get_adapter().is_safe_url("/boards/heart/?after=1#latest")


@pytest.mark.parametrize("onward", ["//evil.example", "https:evil.example", "/\\evil.example"])
def test_no_door_leads_away(onward, mailoutbox):
    person("Helena Marsh")
    mine = browser()
    assert enter(mine, MARSH, next=onward).url == "/"
    assert mine.get(reverse("account_login"), {"next": onward}).url == "/"
    assert mine.get(reverse("sign-in-choose"), {"next": onward}).url == "/"
    secret, key = set_up_app(mine), Passkey()
    assert mine.get(reverse("second-factor"), {"next": onward}).url == "/"
    key.add(mine)
    assert mine.post(reverse("account_logout"), {"next": onward}).url == reverse("account_login")
    assert key.enter(browser(), next=onward).url == "/"
    other = browser()
    enter(other, MARSH, next=onward)
    assert other.post(reverse("mfa_authenticate"), {"code": app_number(secret, steps=1), "next": onward}).url == "/"
    assert other.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": onward}).url == "/"


@pytest.mark.parametrize("onward", ["//evil.example", "/\\evil.example"])
def test_a_code_leads_nowhere_else(onward, mailoutbox):
    person("Helena Marsh")
    client = browser()
    asked = ask_code(client, MARSH, next=onward)
    assert "evil" not in asked.url
    sent = {"code": code_in(mailoutbox[-1]), "next": onward}
    assert client.post(reverse("account_confirm_login_code"), sent).url == "/"
