"""Strangers who try and try are held off; the owner of the account is not locked out."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from advisory.accounts import devices
from tests.accounts.doors import ask_code, browser, code_in, enter, inside
from tests.make import address, person

pytestmark = pytest.mark.django_db
MARSH = address("Helena Marsh")


@pytest.fixture
def marsh():
    return person("Helena Marsh")


@pytest.fixture
def hashes(monkeypatch):
    """How often a password was looked at."""
    looked = []

    def looking(password, *_, **__):
        looked.append(password)
        return False

    monkeypatch.setattr("django.contrib.auth.base_user.check_password", looking)
    return looked


def test_a_thousand_attempts_from_fifty_addresses_look_at_five_passwords(marsh, rf, hashes):
    for number in range(1000):
        request = rf.post(reverse("account_login"), REMOTE_ADDR=f"198.51.100.{number % 50}")
        with suppress(ValidationError):
            get_adapter().authenticate(request, email=MARSH, password=f"guess {number}")
    assert len(hashes) == 5
    assert "Too many attempts" in enter(browser(), MARSH).content.decode()
    assert len(hashes) == 5


def test_the_owner_gets_in_from_their_own_browser_while_strangers_try(marsh, mailoutbox):
    mine = browser()
    enter(mine, MARSH)
    mine.post(reverse("account_logout"))
    for number in range(6):
        stranger = browser(f"198.51.100.{number}")
        enter(stranger, MARSH, "a guess")
        ask_code(stranger, MARSH)
    assert "Too many attempts" in enter(browser("192.0.2.1"), MARSH).content.decode()
    assert enter(mine, MARSH).url == "/"
    mine.post(reverse("account_logout"))
    mailoutbox.clear()
    assert ask_code(mine, MARSH).status_code == 302
    assert mine.post(reverse("account_confirm_login_code"), {"code": code_in(mailoutbox[-1])}).url == "/"


def test_anybody_gets_in_again_when_the_strangers_have_stopped(marsh):
    for _ in range(6):
        enter(browser(), MARSH, "a guess")
    assert enter(browser(), MARSH).status_code == 200
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=301)):
        assert enter(browser(), MARSH).status_code == 302


def test_guesses_from_ones_own_browser_are_counted_too(marsh, hashes):
    mine = browser()
    mine.cookies["known"] = known_by(marsh)
    for number in range(7):
        enter(mine, MARSH, f"guess {number}")
    assert len(hashes) == 5


def known_by(person):
    """The cookie of a browser that somebody has signed in with."""
    response = HttpResponse()
    devices.remember(RequestFactory().get("/"), response, person)
    return response.cookies["known"].value


def test_one_address_trying_many_accounts_is_held_off(settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login_failed": "4/m/ip,5/5m/key"}
    spray = [enter(browser(), f"person{number}@example.org", "Summer2026!") for number in range(6)]
    assert ["Too many attempts" in page.content.decode() for page in spray] == [False] * 4 + [True] * 2


def test_a_code_may_be_guessed_three_times(marsh, mailoutbox):
    client = browser()
    ask_code(client, MARSH)
    code = code_in(mailoutbox[0])
    for _ in range(3):
        client.post(reverse("account_confirm_login_code"), {"code": "000000"})
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert not inside(client)


def test_codes_are_not_sent_without_end(marsh, mailoutbox):
    for number in range(6):
        ask_code(browser(f"198.51.100.{number}"), MARSH)
    assert len(mailoutbox) == 3


@pytest.mark.parametrize(
    ("peer", "said", "counted"),
    [
        ("203.0.113.9", "192.0.2.66", "203.0.113.9"),
        ("127.0.0.1", "203.0.113.50", "203.0.113.50"),
        ("127.0.0.1", "192.0.2.66, 203.0.113.50", "203.0.113.50"),
        ("203.0.113.9", "127.0.0.1", "203.0.113.9"),
    ],
)
def test_a_forged_forwarded_for_is_ignored(settings, peer, said, counted):
    """The server that `serve` starts trusts settings.PROXIES; this is its own code between peer and product."""
    seen = []

    async def inner(scope, receive, send):
        seen.append(scope["client"][0])

    scope = {"type": "http", "client": (peer, 1), "headers": [(b"x-forwarded-for", said.encode())]}
    running = ProxyHeadersMiddleware(inner, trusted_hosts=settings.PROXIES)(scope, None, None)
    with pytest.raises(StopIteration):
        running.send(None)
    assert seen == [counted]


def test_the_product_itself_never_reads_forwarded_for(rf):
    request = rf.get("/", REMOTE_ADDR="203.0.113.9", HTTP_X_FORWARDED_FOR="192.0.2.66", HTTP_X_REAL_IP="192.0.2.66")
    assert get_adapter().get_client_ip(request) == "203.0.113.9"
