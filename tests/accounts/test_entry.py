"""The first steps of signing in."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from advisory.accounts.commands.people import create_person
from advisory.refusals import Invalid

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


@pytest.mark.parametrize(("field", "words"), [("name", "a" * 121), ("name", "Dr\x00"), ("specialty", "a" * 121)])
def test_words_about_a_person_that_cannot_be_kept_are_named(field, words):
    with pytest.raises(Invalid) as refusal:
        create_person(**{"email": ADDRESS, "name": "Dr Samuel Okonjo", field: words})
    assert list(refusal.value.fields) == [field]
    assert not get_user_model().objects.exists()
