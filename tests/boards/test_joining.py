"""Following the link: reading it changes nothing, and it seats whom it was sent to, once."""

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from advisory.accounts.models import User
from advisory.events.models import Event
from boards import guesses
from boards.commands.boards import close_board
from boards.commands.invitations import revoke_invitation
from boards.commands.members import end_seat
from boards.models import Consent, Invitation, Membership
from boards.standing import Standing, standing
from tests.boards.inviting import ABOUT, ADDRESS, TEXTS, invited, link, now, publish, ticked
from tests.live import at_once, browser_of
from tests.make import person, room, soon

pytestmark = pytest.mark.django_db
together = pytest.mark.django_db(transaction=True)
GONE = 410


def counted():
    """How much there is of everything that a link could change."""
    return Event.objects.count(), User.objects.count(), Membership.objects.count(), list(Invitation.objects.values())


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_mail_scanner_that_opens_the_link_changes_and_sets_nothing(client, method):
    heart = room({"due_at": soon(days=5), "minutes": 8}, background="A busy clinic could follow it.")
    sent = invited(heart)
    publish(heart)
    before = counted()
    for _ in range(3):
        answer = getattr(client, method)(link(sent))
        assert (answer.status_code, dict(answer.cookies)) == (200, {})
    for page in ("join-consent", "join-details", "join-decline"):
        assert getattr(client, method)(link(sent, page)).status_code in {200, 302}
    assert counted() == before
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]


def test_the_letter_says_who_asks_for_what_and_how_long_it_takes(client):
    heart = room({"due_at": soon(days=5), "minutes": 8}, background="A busy clinic could follow it.")
    page = client.get(link(invited(heart))).text
    for words in (
        "Helena Marsh",
        "How is the heart watched?",
        "A busy clinic",
        "8 min",
        "1 question in writing",
        "Reply by",
    ):
        assert words in page
    for name in ("Okonjo", "Tanabe", "Brandt"):
        assert name not in page


def test_somebody_new_agrees_says_who_they_are_and_sits_there_signed_in(client):
    heart = room()
    sent = invited(heart)
    publish(heart)
    assert client.get(link(sent, "join-details")).url == link(sent, "join-consent")
    assert "The whole agreement." in client.get(link(sent, "join-consent")).text
    before = counted()
    step = client.post(link(sent, "join-consent"), ticked(heart), HTTP_ACCEPT_LANGUAGE="es-CO,es;q=0.9")
    assert 'value="es" selected' in step.text
    assert counted() == before
    hidden = {field.html_name: field.as_hidden() for field in step.context["consents"]}
    assert set(hidden) == set(ticked(heart))
    done = client.post(link(sent, "join-details"), ticked(heart) | ABOUT | {"specialty": "Electrophysiology"})
    assert done.url == "/boards/heart/"
    assert client.get(done.url).status_code == 200
    reyes = User.objects.get(email=ADDRESS)
    assert (reyes.name, reyes.time_zone, reyes.languages, reyes.specialty) == (
        "Dr Daniel Reyes", "America/Bogota", ["es"], "Electrophysiology",
    )  # fmt: skip
    assert not reyes.has_usable_password()
    kept = Consent.objects.filter(person=reyes).values_list("policy__kind", "choice", "way")
    assert sorted(kept) == [
        ("agreement", "given", "invitation"), ("privacy", "given", "invitation"), ("recording", "audio", "invitation"),
    ]  # fmt: skip
    assert client.get(link(sent)).url == "/boards/heart/"


def test_a_board_without_texts_asks_for_details_alone_and_a_password_may_be_set(client):
    sent = invited(room())
    weak = client.post(link(sent, "join-details"), ABOUT | {"password": "password12"})
    assert (weak.status_code, "too common" in weak.text, "Dr Daniel Reyes" in weak.text) == (422, True, True)
    assert client.post(link(sent, "join-details"), ABOUT | {"password": "seven quiet herons"}).url == "/boards/heart/"
    assert User.objects.get(email=ADDRESS).check_password("seven quiet herons")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "Fill this in."),
        ("name", "Dr Reyes\r\nBcc: all@example.org", "Write the name on one line."),
        ("name", "Dr\u202eReyes", "hidden characters"),
        ("time_zone", "", "Choose your city"),
        ("time_zone", "Mars/Olympus", "Choose a city from the list."),
        ("language", "xx", "xx"),
        ("country", "ZZ", "ZZ"),
        ("specialty", "a" * 121, "121 characters"),
    ],
)
def test_a_detail_that_cannot_be_kept_says_so_and_nothing_typed_is_lost(client, field, value, words):
    heart = room()
    sent = invited(heart)
    publish(heart)
    answer = client.post(
        link(sent, "join-details"), ticked(heart) | ABOUT | {"affiliation": "San Ignacio", field: value}
    )
    assert (answer.status_code, words in answer.text, "San Ignacio" in answer.text) == (422, True, True)
    assert 'name="shown_agreement"' in answer.text
    assert not User.objects.filter(email=ADDRESS).exists()


def test_texts_that_are_missing_or_changed_meanwhile_are_shown_before_anything_is_kept(client):
    heart = room()
    sent = invited(heart)
    publish(heart)
    read = ticked(heart)
    assert client.post(link(sent, "join-consent"), ticked(heart, agreement=None)).status_code == 422
    skipped = client.post(link(sent, "join-details"), ABOUT)
    assert (skipped.status_code, "Accept the agreement to take part." in skipped.text) == (422, True)
    Membership.objects.filter(user=heart.lindqvist.user).update(agreed=9)
    publish(heart, agreement="- Everything is different.")
    changed = client.post(link(sent, "join-details"), read | ABOUT)
    assert (changed.status_code, "Everything is different." in changed.text) == (409, True)
    assert not User.objects.filter(email=ADDRESS).exists()


@together
def test_two_people_with_one_link_at_once_make_one_seat_and_the_second_is_told_kindly():
    heart = room()
    sent = invited(heart)
    address = link(sent, "join-details")
    read_before = Invitation.objects.select_related(*Invitation.together).get()
    answers = at_once(*(lambda: Client().post(address, ABOUT) for _ in range(2)))
    assert sorted(answer.status_code for answer in answers) == [302, GONE]
    late = next(answer for answer in answers if answer.status_code == GONE)
    assert "This invitation has been used" in late.text
    assert standing(read_before, AnonymousUser()) == Standing.USED
    assert User.objects.filter(email=ADDRESS).count() == 1
    assert heart.board.seats.filter(user__email=ADDRESS).count() == 1


def test_whoever_has_an_account_signs_in_first_and_comes_back(client):
    heart = room()
    reyes, sent = person("Dr Daniel Reyes"), invited(heart)
    publish(heart)
    for page in ("join-consent", "join-details"):
        answer = client.post(link(sent, page), ticked(heart) | ABOUT | {"name": "Somebody Else"})
        assert "Sign in first" in answer.text
        assert "r…@example.org" in answer.text
    assert not heart.board.seats.filter(user=reyes).exists()
    chosen = client.post(reverse("sign-in-choose"), {"email": ADDRESS, "next": link(sent)})
    assert chosen.url == f"/accounts/choose/?next={link(sent).replace('/', '%2F')}"
    client.force_login(reyes)
    assert "Agree and take my seat" in client.get(link(sent, "join-consent")).text
    assert client.post(link(sent, "join-consent"), ticked(heart)).url == "/boards/heart/"
    assert client.get("/boards/heart/").status_code == 200
    assert User.objects.get(email=ADDRESS).name == "Dr Daniel Reyes"


def test_somebody_else_who_is_signed_in_never_joins_and_may_sign_out_to_go_on(client):
    heart = room()
    ann, sent = person("Dr Ann Other"), invited(heart)
    client.force_login(ann)
    assert "You are signed in here as Dr Ann Other" in client.get(link(sent)).text
    for page in ("join-consent", "join-details", "join-decline"):
        answer = client.post(link(sent, page), ABOUT | {"reason": "time"})
        assert "You are signed in as Dr Ann Other" in answer.text
        assert ADDRESS not in answer.text
    assert not heart.board.seats.filter(user=ann).exists()
    assert now(sent).state == "waiting"
    assert client.post(reverse("account_logout"), {"next": link(sent)}).url == link(sent)
    assert "_auth_user_id" not in client.session


def test_a_link_that_ended_says_how_and_what_to_do(client):
    heart = room()
    lapsed = invited(heart, "lapsed@example.org")
    used, revoked = invited(heart), invited(heart, "ann@example.org")
    revoke_invitation(revoked, by=heart.marsh)
    client.post(link(used, "join-details"), ABOUT)
    others = Client()
    said = {used: "has been used", revoked: "has been withdrawn"}
    for sent, words in said.items():
        for page in ("join", "join-consent", "join-details", "join-decline"):
            answer = others.get(link(sent, page))
            assert (answer.status_code, words in answer.text) == (GONE, True)
    with time_machine.travel(soon(days=15)):
        assert "has lapsed" in others.get(link(lapsed)).text
    end_seat(heart.board.seats.get(user__email=ADDRESS), by=heart.marsh)
    assert "You have left this board" in client.get(link(used)).text
    close_board(heart.board, by=heart.marsh)
    assert "This board is closed" in others.get(link(lapsed)).text


def test_declining_takes_one_reason_and_the_link_goes_on(client):
    heart = room()
    sent = invited(heart)
    assert client.post(link(sent, "join-decline"), {}).status_code == 422
    wrong = client.post(link(sent, "join-decline"), {"reason": "time", "suggestion": "Dr A\nDr B"})
    assert (wrong.status_code, "on one line" in wrong.text) == (422, True)
    done = client.post(link(sent, "join-decline"), {"reason": "field", "suggestion": "Dr Ann Other, Leeds"})
    assert "You have declined" in done.text
    page = browser_of(heart.weidmann).get("/boards/heart/people/").text
    assert "Outside my field. Suggests: Dr Ann Other, Leeds" in page
    assert "You can still accept" in client.get(link(sent)).text
    assert client.post(link(sent, "join-details"), ABOUT).url == "/boards/heart/"
    assert now(sent).state == "accepted"


def test_a_link_that_leads_nowhere_is_told_and_many_are_stopped(client, settings):
    sent = invited(room())
    for token in ("x", "a" * 43, "a" * 5000, "%00"):
        answer = client.get(f"/join/{token}/")
        assert answer.status_code == 404
    assert "Open the latest letter" in answer.text
    for _ in range(guesses.MOST):
        client.get("/join/nowhere/consent/")
    assert client.get("/join/nowhere/").status_code == 429
    assert client.get(link(sent)).status_code == 429
    assert Client(REMOTE_ADDR="192.0.2.7").get(link(sent)).status_code == 200
    cache.clear()
    assert client.get(link(sent)).status_code == 200


def test_markup_in_names_and_texts_is_shown_as_words(client):
    script = "<script>alert('x')</script>"
    heart = room(background=script)
    sent = invited(heart, name=script)
    publish(heart, **dict.fromkeys(TEXTS, f"- {script}\n\n{script}"))
    for page in ("join", "join-consent"):
        text = client.get(link(sent, page)).text
        assert script not in text
        assert "&lt;script&gt;" in text
