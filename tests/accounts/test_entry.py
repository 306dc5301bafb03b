"""The first steps of signing in."""

from datetime import UTC, datetime, timedelta
from queue import Queue
from threading import Event
from unittest.mock import Mock

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse

from advisory.accounts.commands.people import create_person
from advisory.refusals import Invalid
from tests.accounts.doors import ask_code, browser, code_in, inside

pytestmark = pytest.mark.django_db
ADDRESS = "advisor@example.test"
SECRET = "a long enough secret"


@pytest.fixture
def person():
    return create_person(email=ADDRESS, name="Dr Samuel Okonjo", password=SECRET)


def chosen(client, address, **more):
    return client.post(reverse("sign-in-choose"), {"email": address, **more}, follow=True)


def said(page, address):
    lines = page.content.decode().replace(address, "").splitlines()
    return [line for line in lines if "csrfmiddlewaretoken" not in line and "avatar" not in line]


def test_known_and_unknown_addresses_get_the_same_page(client, person):
    assert said(chosen(client, ADDRESS), ADDRESS) == said(chosen(client, "zz" + ADDRESS), "zz" + ADDRESS)


def test_an_address_that_is_none_comes_back_with_its_error(client):
    page = chosen(client, "s.okonjo@")
    assert page.status_code == 422
    assert 'aria-describedby="email-error"' in page.content.decode()
    assert "s.okonjo@" in page.content.decode()


@pytest.mark.once
@pytest.mark.parametrize(
    "onward", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_sign_in_never_leads_to_another_site(client, person, onward):
    page = chosen(client, ADDRESS, next=onward)
    assert "evil" not in page.content.decode()
    page = client.post(reverse("account_login"), {"login": ADDRESS, "password": SECRET, "next": onward})
    assert page.url == "/"


def test_where_one_was_going_is_carried_to_the_end(client, person):
    page = chosen(client, ADDRESS, next="/account/")
    assert page.redirect_chain[-1][0] == f"{reverse('sign-in-choose')}?next=%2Faccount%2F"
    page = client.post(reverse("account_login"), {"login": ADDRESS, "password": SECRET, "next": "/account/"})
    assert page.url == "/account/"


def test_a_wrong_password_is_said_under_the_field_with_the_box_open(client, person):
    page = client.post(reverse("account_login"), {"login": ADDRESS, "password": "wrong"}).content.decode()
    assert '<details class="waybox" open>' in page
    assert 'id="password-error"' in page
    assert ADDRESS in page


def test_another_address_never_sees_the_first_ones_code_page(client, person):
    chosen(client, "typo@example.test")
    client.post(reverse("account_request_login_code"), {"email": "typo@example.test"})
    page = chosen(client, ADDRESS)
    assert page.redirect_chain[-1][0] == reverse("sign-in-choose")
    page = client.post(reverse("account_request_login_code"), {"email": ADDRESS}, follow=True)
    assert ADDRESS in page.content.decode()


def test_the_code_page_asks_for_what_the_letter_holds(client, person, mailoutbox):
    chosen(client, ADDRESS)
    client.post(reverse("account_request_login_code"), {"email": ADDRESS})
    code = next(line.strip() for line in mailoutbox[0].body.splitlines() if line.strip().isdigit())
    assert len(code) == 6
    page = client.post(reverse("account_confirm_login_code"), {"code": f"{code[:3]} {code[3:]}"})
    assert page.url == "/"


@pytest.mark.once
@pytest.mark.parametrize(("field", "words"), [("name", "a" * 121), ("name", "Dr\x00"), ("specialty", "a" * 121)])
def test_words_about_a_person_that_cannot_be_kept_are_named(field, words):
    with pytest.raises(Invalid) as refusal:
        create_person(**{"email": ADDRESS, "name": "Dr Samuel Okonjo", field: words})
    assert list(refusal.value.fields) == [field]
    assert not get_user_model().objects.exists()


WAYS = {
    "password": lambda client, who: client.post(reverse("account_login"), {"login": who, "password": "wrong"}),
    "code": lambda client, who: client.post(reverse("account_request_login_code"), {"email": who}, follow=True),
    "code again": lambda client, who: client.post(reverse("code-again"), {"email": who}, follow=True),
    "reset": lambda client, who: client.post(reverse("account_reset_password"), {"email": who}, follow=True),
}


@pytest.mark.parametrize("way", WAYS)
def test_known_and_unknown_addresses_get_the_same_answer_and_as_many_letters(person, mailoutbox, way):
    pages, letters = [], []
    for who in (ADDRESS, "zz" + ADDRESS):
        page = WAYS[way](browser(), who)
        pages.append((page.status_code, [step for step, _ in page.redirect_chain] if way != "password" else []))
        pages[-1] += (said(page, who), sorted(page.headers), sorted(page.cookies))
        letters.append(len(mailoutbox))
    assert pages[0] == pages[1]
    assert letters == ([0, 0] if way == "password" else [1, 2])


@pytest.mark.once
@pytest.mark.parametrize("password", [SECRET, None])
def test_a_wrong_password_costs_as_much_work_for_nobody_as_for_somebody(monkeypatch, password):
    create_person(email=ADDRESS, name="Dr Samuel Okonjo", password=password)
    worked = []
    for who in (ADDRESS, "zz" + ADDRESS):
        counted = Mock(side_effect=MD5PasswordHasher().encode)
        with monkeypatch.context() as patch:
            patch.setattr(MD5PasswordHasher, "encode", counted)
            WAYS["password"](browser(), who)
        worked.append(counted.call_count)
    assert worked == [1, 1]


@pytest.mark.once
def test_no_answer_waits_for_the_mail_server(person, settings, monkeypatch):
    settings.LETTERS_BESIDE = True
    slow, sent = Event(), Queue()

    def send(backend, letters):
        assert slow.wait(10)
        sent.put(letters[0].to)

    monkeypatch.setattr(EmailBackend, "send_messages", send)
    for who in (ADDRESS, "zz" + ADDRESS):
        WAYS["code"](browser(), who)
    assert sent.empty()
    slow.set()
    assert sorted(sent.get(timeout=10) for _ in range(2)) == [[ADDRESS], ["zz" + ADDRESS]]


@pytest.mark.once
def test_letters_are_html_and_text_with_the_address_of_the_settings(person, mailoutbox, settings):
    settings.SITE_URL = "https://boards.example.org"
    ask_code(browser(host="localhost"), ADDRESS)
    (letter,) = mailoutbox
    (html, kind), code = letter.alternatives[0], code_in(letter)
    assert kind == "text/html"
    assert code in html
    assert "localhost" not in letter.body + html
    assert "https://boards.example.org" in letter.body
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"


def test_a_new_code_ends_the_earlier_one(person, mailoutbox):
    client = browser()
    WAYS["code"](client, ADDRESS)
    WAYS["code again"](client, ADDRESS)
    old, new = map(code_in, mailoutbox)
    client.post(reverse("account_confirm_login_code"), {"code": old})
    assert not inside(client)
    assert client.post(reverse("account_confirm_login_code"), {"code": new}).url == "/"


def test_who_has_just_signed_in_is_not_asked_again_but_later_is(mailoutbox):
    create_person(email=ADDRESS, name="Dr Samuel Okonjo")
    client = browser()
    ask_code(client, ADDRESS)
    client.post(reverse("account_confirm_login_code"), {"code": code_in(mailoutbox[-1])})
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=16)):
        onward = client.get(reverse("mfa_activate_totp")).url
        assert onward == f"{reverse('account_confirm_by_code')}?next=%2Faccounts%2F2fa%2Ftotp%2Factivate%2F"
        client.post(onward, {"action": "send"})
        assert client.post(onward, {"code": "000000"}).status_code == 200
        assert client.post(onward, {"code": code_in(mailoutbox[-1])}).url == reverse("mfa_activate_totp")
        assert client.get(reverse("mfa_activate_totp")).status_code == 200
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=40)):
        assert client.get(reverse("account_set_password")).url.startswith(reverse("account_confirm_by_code"))


def test_a_code_to_confirm_may_be_guessed_three_times(mailoutbox):
    create_person(email=ADDRESS, name="Dr Samuel Okonjo")
    client, url = browser(), reverse("account_confirm_by_code")
    ask_code(client, ADDRESS)
    client.post(reverse("account_confirm_login_code"), {"code": code_in(mailoutbox[-1])})
    client.post(url, {"action": "send"})
    for _ in range(3):
        client.post(url, {"code": "000000"})
    page = client.post(url, {"code": code_in(mailoutbox[-1])})
    assert "no longer counts" in page.content.decode()


def test_nobody_signs_up(client):
    assert "Boards are by invitation" in client.get(reverse("account_signup")).content.decode()
    client.post(reverse("account_signup"), {"email": "new@example.org", "password1": SECRET})
    assert not get_user_model().objects.exists()
