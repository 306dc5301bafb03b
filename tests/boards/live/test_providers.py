"""By which way people meet: what a browser is given to find the others, and which links lead elsewhere."""

import base64
import hmac
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine

from boards.live import external, mesh
from boards.live.providers import PROVIDERS, provider_of

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
SECRET = "shared with the server alone"
SESSION = SimpleNamespace(provider="mesh")


def test_credentials_of_the_turn_server_are_as_it_works_them_out_itself():
    told = mesh.credential("north", datetime.fromtimestamp(1_500_000_000, UTC), "ninefingers")
    assert told["username"] == "1500000000:ninefingers"
    signed = hmac.digest(b"north", b"1500000000:ninefingers", "sha1")
    assert base64.b64decode(told["credential"]) == signed


@time_machine.travel(NOON, tick=False)
def test_what_a_browser_is_given_lasts_for_minutes_and_holds_no_secret(settings):
    settings.STUN_URLS, settings.TURN_URLS = ["stun:stun.example.org:3478"], ["turn:turn.example.org:3478"]
    settings.TURN_SECRET, settings.TURN_ONLY = SECRET, True
    given, again = mesh.joining(), mesh.joining()
    assert given["iceServers"][0] == {"urls": ["stun:stun.example.org:3478"]}
    until, whose = given["iceServers"][1]["username"].split(":")
    assert int(until) == (NOON + timedelta(minutes=10)).timestamp()
    assert whose != again["iceServers"][1]["username"].split(":")[1]
    assert given["iceTransportPolicy"] == "relay"
    assert SECRET not in str(given)


def test_without_servers_browsers_find_each_other_by_themselves():
    assert mesh.joining() == {"iceServers": [], "iceTransportPolicy": "all"}


def test_every_way_says_what_it_does_and_what_not():
    for provider in PROVIDERS.values():
        assert provider.told
        assert provider.records is False
    assert provider_of(SESSION).has_line
    assert not PROVIDERS["external"].has_line


@pytest.mark.parametrize(("url", "words"), [
    ("", "Paste"), ("http://zoom.us/j/1", "https"), ("javascript:alert(1)", "https"), ("https://", "not a link"),
    ("https://localhost/x", "not a link"), ("https://zoom.us:x/", "not a link"), ("https://zo om.us/", "not a link"),
    ("https://me:pw@zoom.us/j/1", "no name"), ("https://zoom.us:8443/j/1", "no name"),
    ("https://zoom.us/" + "x" * 500, "longer"), ("https://[::1", "not a link"),
])  # fmt: skip
def test_a_link_that_leads_nowhere_safe_is_refused_in_words(url, words):
    assert words in external.wrong(url)


@pytest.mark.parametrize(("url", "name"), [
    ("https://us02web.zoom.us/j/123?pwd=abc", "Zoom"), ("https://teams.microsoft.com/l/meetup-join/1", "Teams"),
    ("https://www.example.org/meet", "example.org"), ("https://notzoom.us/j/1", "notzoom.us"),
])  # fmt: skip
def test_the_button_names_where_a_link_leads(url, name):
    assert external.wrong(url) == ""
    assert external.service(url) == name
