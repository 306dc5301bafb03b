"""Passkeys: made once, then they sign in alone; of another host, or unproved, they do not."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from tests.accounts.doors import Passkey, browser, enter, inside
from tests.make import address, person

pytestmark = [pytest.mark.django_db, pytest.mark.once]
OKONJO = address("Dr Samuel Okonjo")


@pytest.fixture
def okonjo():
    return person("Dr Samuel Okonjo")


@pytest.fixture
def mine(okonjo):
    client = browser()
    enter(client, OKONJO)
    return client


@pytest.fixture
def passkey(mine):
    key = Passkey()
    assert key.add(mine).url == reverse("mfa_view_recovery_codes")
    return key


def test_a_passkey_signs_in_alone_and_counts_as_both_steps(passkey, mailoutbox, settings):
    settings.SECOND_FACTOR = frozenset({"person"})
    client = browser()
    assert passkey.enter(client, next="/boards/").url == "/boards/"
    assert inside(client)
    assert "A passkey was added to your account" in [letter.subject for letter in mailoutbox]


def test_a_passkey_is_the_second_step_of_a_password(passkey):
    client = browser()
    assert enter(client, OKONJO).url == reverse("mfa_authenticate")
    page = client.get(reverse("mfa_authenticate"))
    assert 'data-passkey="use"' in page.content.decode()
    assert not inside(client)


def test_a_passkey_from_another_host_is_refused(passkey):
    passkey.origin = "https://testserver.evil.example"
    client = browser()
    assert passkey.enter(client).url == reverse("account_login")
    assert not inside(client)
    passkey.origin = "https://testserver"
    passkey.enter(client, host="evil.example")
    assert not inside(client)


def test_a_passkey_made_at_another_host_is_not_taken(mine):
    page = Passkey("https://evil.example").add(mine)
    assert page.status_code == 200
    assert not Authenticator.objects.exists()


def test_a_touch_without_face_finger_or_pin_does_not_sign_in_alone(passkey, mine):
    client = browser()
    passkey.enter(client, verified=False)
    assert not inside(client)
    assert Passkey().add(mine, verified=False).status_code == 200


def test_an_answer_counts_once_and_only_where_it_was_asked(passkey):
    client, other = browser(), browser()
    asked = passkey.options(client)["publicKey"]
    passkey.options(other)
    proof = {"credential": json.dumps(passkey.prove(asked))}
    other.post(reverse("mfa_login_webauthn"), proof)
    assert not inside(other)
    client.post(reverse("mfa_login_webauthn"), proof)
    assert inside(client)
    client.post(reverse("account_logout"))
    client.post(reverse("mfa_login_webauthn"), proof)
    assert not inside(client)


@pytest.mark.parametrize("nonsense", ["", "{}", "[]", "1", '{"response": {"userHandle": "AA"}}', "{", '"x"', "null"])
def test_nonsense_instead_of_a_passkey_is_no_error_of_ours(okonjo, nonsense):
    client = browser()
    client.get(reverse("mfa_login_webauthn"), HTTP_ACCEPT="application/json")
    assert client.post(reverse("mfa_login_webauthn"), {"credential": nonsense}).status_code < 500
    assert not inside(client)


def test_a_closed_account_has_no_key(passkey, okonjo):
    okonjo.is_active = False
    okonjo.save()
    client = browser()
    assert passkey.enter(client).url == reverse("account_inactive")
    assert "_auth_user_id" not in client.session


def test_a_passkey_is_renamed_and_removed_by_its_owner_alone(passkey, mine, mailoutbox):
    key = Authenticator.objects.get(type="webauthn")
    person("Helena Marsh")
    stranger = browser()
    enter(stranger, address("Helena Marsh"))
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert stranger.post(reverse(name, args=[key.pk]), {"name": "Mine"}).status_code == 404
    mine.post(reverse("mfa_edit_webauthn", args=[key.pk]), {"name": "Ward <computer>"})
    assert "Ward &lt;computer&gt;" in mine.get(reverse("mfa_list_webauthn")).content.decode()
    too_long = mine.post(reverse("mfa_edit_webauthn", args=[key.pk]), {"name": "a" * 61})
    assert too_long.status_code == 200
    mine.post(reverse("mfa_remove_webauthn", args=[key.pk]))
    assert not Authenticator.objects.exists()
    assert mailoutbox[-1].subject == "A passkey was removed from your account"
