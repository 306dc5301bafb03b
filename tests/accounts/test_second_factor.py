"""The second step: set up, asked for at every sign-in, required of some roles, and never in the way out."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.urls import reverse

from advisory.accounts.commands.factors import note_factor_added, note_factor_removed, remove_factors
from advisory.api.commands.tokens import create_token
from advisory.events.models import Event
from advisory.refusals import Denied
from tests.accounts.doors import app_number, ask_code, browser, code_in, enter, inside, set_up_app
from tests.make import address, person, room

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MARSH = address("Helena Marsh")


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


@pytest.fixture
def marsh():
    return person("Helena Marsh")


def test_an_app_is_asked_for_after_the_password_and_after_a_code(marsh, mailoutbox, committed):
    mine = browser()
    enter(mine, MARSH)
    with committed(execute=True):
        secret = set_up_app(mine)
    assert [letter.subject for letter in mailoutbox] == ["An authenticator app was added to your account"]
    other = browser()
    assert enter(other, MARSH).url == reverse("mfa_authenticate")
    assert not inside(other)
    assert "That did not match" in other.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    assert other.post(reverse("mfa_authenticate"), {"code": app_number(secret, steps=1)}).url == "/"
    assert inside(other)
    third = browser()
    ask_code(third, MARSH)
    letter = next(one for one in reversed(mailoutbox) if "Your code" in one.subject)
    assert third.post(reverse("account_confirm_login_code"), {"code": code_in(letter)}).url == reverse(
        "mfa_authenticate"
    )
    assert not inside(third)


def test_a_number_counts_once_for_as_long_as_it_is_good(marsh):
    mine = browser()
    enter(mine, MARSH)
    number = app_number(set_up_app(mine), steps=1)
    for seconds, goes in ((0, True), (1, False), (35, False)):
        with time_machine.travel(datetime.now(UTC) + timedelta(seconds=seconds)):
            client = browser()
            enter(client, MARSH)
            client.post(reverse("mfa_authenticate"), {"code": number})
            assert inside(client) is goes, seconds


@pytest.mark.parametrize("change", [note_factor_added, note_factor_removed, remove_factors])
def test_second_steps_are_ones_own_even_for_administrators(marsh, change):
    administrator = person("Dr Jonas Weidmann", is_staff=True)
    with pytest.raises(Denied):
        change(marsh, by=administrator)


def test_numbers_cannot_be_guessed(marsh):
    mine = browser()
    enter(mine, MARSH)
    secret = set_up_app(mine)
    thief = browser("198.51.100.1")
    enter(thief, MARSH)
    for number in range(5):
        thief.post(reverse("mfa_authenticate"), {"code": f"{number:06}"})
    page = thief.post(reverse("mfa_authenticate"), {"code": app_number(secret, steps=1)})
    assert "Too many attempts" in page.content.decode()
    assert not inside(thief)


def test_a_recovery_code_opens_once_and_new_ones_end_the_old(marsh):
    mine = browser()
    enter(mine, MARSH)
    set_up_app(mine)
    page = mine.get(reverse("mfa_view_recovery_codes"))
    first, second = page.context["unused_codes"][:2]
    assert f"{first[:4]} {first[4:]}" in page.content.decode()
    other = browser()
    enter(other, MARSH)
    assert other.post(reverse("mfa_authenticate"), {"code": f"{first[:4]} {first[4:]}"}).url == "/"
    assert "9 of 10 left" in mine.get(reverse("mfa_view_recovery_codes")).content.decode()
    mine.post(reverse("mfa_generate_recovery_codes"))
    third = browser()
    enter(third, MARSH)
    third.post(reverse("mfa_authenticate"), {"code": second})
    assert not inside(third)


def test_secrets_are_sealed_in_the_database(marsh, committed):
    mine = browser()
    enter(mine, MARSH)
    with committed(execute=True):
        secret = set_up_app(mine)
    assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))
    assert set(Event.objects.filter(kind__startswith="factor").values_list("kind", flat=True)) == {"factor.added"}


def test_a_secret_sealed_with_another_key_matches_nothing(marsh, settings):
    mine = browser()
    enter(mine, MARSH)
    secret = set_up_app(mine)
    settings.SECRET_KEY = "another installation's key " * 3
    other = browser()
    enter(other, MARSH)
    assert other.post(reverse("mfa_authenticate"), {"code": app_number(secret, steps=1)}).status_code == 200
    assert not inside(other)


def test_who_lost_everything_is_helped_by_a_command(marsh, capsys):
    mine = browser()
    enter(mine, MARSH)
    set_up_app(mine)
    call_command("remove_factors", MARSH)
    assert "removed" in capsys.readouterr().out
    assert enter(browser(), MARSH).url == "/"
    with pytest.raises(SystemExit):
        call_command("remove_factors", "nobody@example.org")


@pytest.fixture
def asked(settings):
    settings.SECOND_FACTOR = frozenset({"chair", "administrator"})


def signed_in(name):
    client = browser()
    enter(client, address(name))
    return client


def test_a_role_that_asks_for_it_sees_nothing_before(asked):
    heart = room()
    chair, advisor = signed_in("Prof. Marianne Lindqvist"), signed_in("Dr Samuel Okonjo")
    path = f"/boards/{heart.board.slug}/"
    assert chair.get(path).url == f"{reverse('second-factor')}?next=%2Fboards%2Fheart%2F"
    assert "Set up a second step" in chair.get(reverse("second-factor"), {"next": path}).content.decode()
    refused = chair.post(f"{path}questions/1/posts/", {"body": "Kept for later"})
    assert refused.status_code == 403
    call = chair.get("/api/v1/me")
    assert (call.status_code, call.json()["error"]["code"]) == (403, "second_factor")
    assert advisor.get(path).status_code == 200
    for name in ("mfa_activate_totp", "mfa_add_webauthn", "usersessions_list", "account_change_password"):
        assert chair.get(reverse(name)).status_code == 200, name
    set_up_app(chair)
    assert chair.get(reverse("second-factor")).url == path
    assert chair.get(path).status_code == 200
    assert chair.get("/api/v1/me").status_code == 200


def test_who_lacks_it_can_always_leave(asked):
    room()
    chair = signed_in("Prof. Marianne Lindqvist")
    assert chair.post(reverse("account_logout")).status_code == 302
    assert "_auth_user_id" not in chair.session


def test_the_live_socket_asks_for_it_too(asked, network, transactional_db):
    heart = room()
    socket = network.socket(heart.lindqvist, "board.heart:0")
    assert socket.closed() == 4403
    answer = network.poll(heart.lindqvist, "board.heart:0").answer()
    assert (answer.status, answer.lines[0]["error"]["code"]) == (403, "second_factor")
    assert network.poll(heart.okonjo, "board.heart:0").answer().status == 200


def test_an_administrator_without_a_seat_is_asked(asked, marsh):
    marsh.is_staff = True
    marsh.save()
    assert signed_in("Helena Marsh").get("/").url.startswith(reverse("second-factor"))


def test_a_programs_token_is_its_own_sign_in(asked, client):
    heart = room()
    token = create_token(heart.lindqvist.user, by=heart.lindqvist.user)
    assert client.get("/api/v1/me", HTTP_AUTHORIZATION=f"Bearer {token}").status_code == 200


@pytest.mark.parametrize("scheme", ["bearerx y", "Bearer\tq", "bearer-ish"])
def test_what_is_no_token_opens_no_door_beside_a_session(asked, scheme):
    room()
    chair = signed_in("Prof. Marianne Lindqvist")
    assert chair.get("/api/v1/me", HTTP_AUTHORIZATION=scheme).json()["error"]["code"] == "second_factor"
