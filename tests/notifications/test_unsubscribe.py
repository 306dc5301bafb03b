"""The way out of letters, in one click and without signing in (RFC 8058)."""

from urllib.parse import urlsplit

import pytest
from django.test import Client

from advisory.accounts.models import User
from advisory.notifications.models import Preference
from tests.make import room, say
from tests.notifications.post import deliver, hear, mail_server, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(settings):
    """A letter to Dr Okonjo about a question of the team."""
    heart = room()
    hear()
    say(heart.question, heart.marsh, "Which days?", reply_to=say(heart.question, heart.okonjo))
    hear()
    with mail_server(settings) as box:
        deliver()
    return box.letters[0]


def way_out(letter):
    return urlsplit(letter["List-Unsubscribe"].strip(" <>")).path


def off():
    return list(Preference.objects.values_list("person__name", "notice", "email"))


def test_one_click_of_a_mail_program_stops_that_kind_of_letter(letter):
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["List-Unsubscribe"].strip(" <>") in words(letter)
    program = Client(enforce_csrf_checks=True)
    for _ in range(2):
        answer = program.post(way_out(letter), {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    assert off() == [("Dr Samuel Okonjo", "clarify", "off")]


def test_a_scanner_that_follows_the_link_stops_nothing(letter, client):
    for method in (client.get, client.head):
        assert method(way_out(letter)).status_code == 200
    assert "Questions to me" in client.get(way_out(letter)).content.decode()
    assert off() == []


@pytest.mark.parametrize("spoil", [lambda path: path[:-2] + "x/", lambda path: "/notifications/unsubscribe/abc/"])
def test_a_link_that_we_did_not_sign_is_not_here(letter, client, spoil):
    assert client.post(spoil(way_out(letter))).status_code == 404
    assert off() == []


def test_the_link_names_nobody(letter):
    user = User.objects.get(name="Dr Samuel Okonjo")
    for told in (user.pk.hex, str(user.pk), user.email, "clarify"):
        assert told not in way_out(letter)
