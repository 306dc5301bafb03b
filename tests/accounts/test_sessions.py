"""Where one is signed in, ending a place, and the letter about a browser not seen before."""

import pytest
from allauth.usersessions.models import UserSession
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse

from advisory.accounts import middleware
from advisory.accounts.commands.people import deactivate_person
from advisory.accounts.commands.sessions import close_sessions
from advisory.events.models import Event
from advisory.refusals import Denied
from advisory.rights import SYSTEM
from tests.accounts.doors import FIREFOX, Passkey, ask_code, browser, code_in, enter, inside
from tests.make import address, person, room

OKONJO = address("Dr Samuel Okonjo")


def end(client, session):
    return client.post(reverse("session-end", args=[session.pk]))


@pytest.mark.django_db
def test_the_places_are_listed_with_browser_address_and_this_one():
    person("Dr Samuel Okonjo")
    mine, other = browser("203.0.113.7"), browser("198.51.100.9", FIREFOX)
    enter(mine, OKONJO)
    enter(other, OKONJO)
    page = mine.get(reverse("usersessions_list")).content.decode()
    for words in ("Chrome on Linux", "203.0.113.7", "Firefox on Windows", "198.51.100.9", "This one", "Two places"):
        assert words in page, words


@pytest.mark.django_db
def test_a_place_is_ended_by_its_owner_alone():
    person("Dr Samuel Okonjo"), person("Helena Marsh")
    mine, other, stranger = browser(), browser(agent=FIREFOX), browser()
    enter(mine, OKONJO), enter(other, OKONJO), enter(stranger, address("Helena Marsh"))
    place = UserSession.objects.get(user_agent=FIREFOX)
    assert end(stranger, place).status_code == 404
    assert mine.get(reverse("session-end", args=[place.pk])).status_code == 405
    assert inside(other)
    assert end(mine, place).url == reverse("usersessions_list")
    assert (inside(mine), inside(other)) == (True, False)
    assert Event.objects.filter(kind="session.ended").count() == 1
    assert end(mine, place).status_code == 404


@pytest.mark.django_db
def test_nobody_ends_a_place_of_somebody_else_by_the_command():
    okonjo, marsh = person("Dr Samuel Okonjo"), person("Helena Marsh")
    mine = browser()
    enter(mine, OKONJO)
    with pytest.raises(Denied):
        close_sessions(okonjo, UserSession.objects.all(), by=marsh)
    close_sessions(marsh, UserSession.objects.all(), by=marsh)
    assert inside(mine)


@pytest.mark.django_db
def test_all_others_are_ended_at_once():
    person("Dr Samuel Okonjo")
    clients = [browser() for _ in range(3)]
    for client in clients:
        enter(client, OKONJO)
    clients[0].post(reverse("usersessions_list"))
    assert [inside(client) for client in clients] == [True, False, False]


@pytest.mark.django_db(transaction=True)
def test_the_live_pages_of_an_ended_place_end(network):
    heart = room()
    mine, other = browser(host="localhost:8000"), browser(host="localhost:8000", agent=FIREFOX)
    enter(mine, OKONJO), enter(other, OKONJO)
    here, there = (network.socket(client, "board.heart:0") for client in (mine, other))
    end(mine, UserSession.objects.get(user=heart.okonjo.user, user_agent=FIREFOX))
    assert there.closed() == 4401
    assert here.code is None


@pytest.mark.django_db
def test_when_a_place_was_last_used_is_kept_but_not_at_every_page():
    person("Dr Samuel Okonjo")
    mine = browser()
    enter(mine, OKONJO)
    mine.get(reverse("account_change_password"))
    before = UserSession.objects.get().last_seen_at
    mine.get(reverse("account_change_password"), REMOTE_ADDR="198.51.100.4")
    assert UserSession.objects.get().last_seen_at == before
    middleware._seen.clear()
    mine.get(reverse("account_change_password"), REMOTE_ADDR="198.51.100.4")
    seen = UserSession.objects.get()
    assert seen.last_seen_at > before
    assert seen.ip == "198.51.100.4"


@pytest.mark.django_db
def test_a_new_browser_is_told_by_letter_but_not_the_first_nor_a_known_one(mailoutbox):
    person("Dr Samuel Okonjo")
    mine = browser()
    enter(mine, OKONJO)
    assert mailoutbox == []
    mine.post(reverse("account_logout"))
    enter(mine, OKONJO)
    assert mailoutbox == []
    enter(browser("198.51.100.9", FIREFOX), OKONJO)
    (letter,) = mailoutbox
    assert letter.subject == "You signed in from a new browser"
    assert letter.to == [f"Dr Samuel Okonjo <{OKONJO}>"]
    for words in ("Firefox on Windows", "198.51.100.9", reverse("usersessions_list")):
        assert words in letter.body
        assert words in letter.alternatives[0][0]


@pytest.mark.django_db
def test_every_way_in_tells_of_a_new_browser(mailoutbox):
    person("Dr Samuel Okonjo")
    mine, key = browser(), Passkey()
    enter(mine, OKONJO)
    by_code = browser()
    ask_code(by_code, OKONJO)
    by_code.post(reverse("account_confirm_login_code"), {"code": code_in(mailoutbox[-1])})
    assert mailoutbox[-1].subject == "You signed in from a new browser"
    key.add(mine)
    mailoutbox.clear()
    key.enter(browser())
    assert [letter.subject for letter in mailoutbox] == ["You signed in from a new browser"]


@pytest.mark.django_db
def test_a_ward_computer_knows_each_of_its_people_and_no_other(mailoutbox):
    person("Dr Samuel Okonjo"), person("Helena Marsh")
    for name in (OKONJO, address("Helena Marsh")):
        enter(browser(), name)
    mailoutbox.clear()
    ward = browser()
    for name in (OKONJO, address("Helena Marsh"), OKONJO):
        enter(ward, name)
        ward.post(reverse("account_logout"))
    assert len(mailoutbox) == 2


@pytest.mark.django_db
def test_a_forged_cookie_is_an_unknown_browser(mailoutbox):
    person("Dr Samuel Okonjo")
    mine, thief = browser(), browser()
    enter(mine, OKONJO)
    thief.cookies["known"] = mine.cookies["known"].value[:-2] + "xx"
    enter(thief, OKONJO)
    assert len(mailoutbox) == 1


@pytest.mark.django_db
def test_a_name_cannot_write_headers(mailoutbox):
    okonjo = person("Dr Samuel Okonjo")
    okonjo.name = "Dr Okonjo\r\nBcc: evil@example.com"
    okonjo.save()
    enter(browser(), OKONJO)
    enter(browser(), OKONJO)
    message = mailoutbox[0].message()
    assert message["Bcc"] is None
    assert OKONJO in message["To"]


@pytest.mark.django_db
def test_a_mail_server_that_is_away_changes_no_answer(monkeypatch):
    def away(*_):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", away)
    person("Dr Samuel Okonjo")
    for _ in range(2):
        client = browser()
        assert enter(client, OKONJO).url == "/"
        assert inside(client)
    assert ask_code(browser(), OKONJO).status_code == 302


@pytest.mark.django_db
def test_a_closed_account_is_out_at_its_next_page():
    okonjo, mine = person("Dr Samuel Okonjo"), browser()
    enter(mine, OKONJO)
    assert inside(mine)
    deactivate_person(okonjo, by=SYSTEM)
    assert not inside(mine)
