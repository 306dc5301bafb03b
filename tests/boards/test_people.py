"""The people of a board: everybody sees who sits there, the team alone invites and moves."""

import re

import pytest
from django.urls import reverse

from boards.commands.consents import give_consents
from boards.commands.walls import switch_board
from boards.models import Invitation, Membership
from tests.boards.inviting import ADDRESS, choices, invited, now, publish
from tests.live import browser_of
from tests.make import CAST, person, room, soon

pytestmark = pytest.mark.django_db
PEOPLE = "/boards/heart/people/"
STAFF = ("lindqvist", "marsh", "weidmann")


def acted(heart, who, view, key, **sent):
    """What comes back when somebody sends one of the page's forms, from a page that is up to date."""
    seat = getattr(heart, who)
    path = reverse(view, args=["heart", key] if key else ["heart"])
    return browser_of(seat).post(path, {"stamp": seat.stamp, **sent})


def test_everybody_sees_who_sits_there_and_the_team_alone_who_is_invited():
    heart = room({"blinded": True})
    invited(heart)
    for name in CAST:
        page = browser_of(getattr(heart, name)).get(PEOPLE).text
        assert all(told in page for told, _ in CAST.values())
        team = name in STAFF
        assert [words in page for words in (ADDRESS, "Deciding", "/resending/", "/ending/", "Invite")] == [team] * 5


def test_a_peer_s_alias_stands_beside_no_name_and_no_date_tells_the_order_of_seats():
    heart = room({"blinded": True})
    page = browser_of(heart.okonjo).get(PEOPLE).text
    listed = page[page.index('class="roster') :]
    assert not re.search("Advisor [0-9]", listed)
    assert str(heart.tanabe.alias_id) not in page
    assert "datetime" not in listed[: listed.index("</ul>")]


def test_an_invitation_is_sent_sent_again_and_withdrawn_from_the_page(client):
    heart = room()
    sent = acted(heart, "marsh", "invitations", None, address=ADDRESS, name="Dr Daniel Reyes", role="advisor")
    assert sent.url == PEOPLE
    found = Invitation.objects.get()
    assert (found.invited_by, found.role, found.state) == (heart.marsh.user, "advisor", "waiting")
    page = browser_of(heart.lindqvist).get(PEOPLE)
    assert "Eight have joined, one is deciding" in page.text
    again = acted(heart, "lindqvist", "resending", found.pk)
    assert "A letter has just been sent" in browser_after(heart.lindqvist, again)
    Invitation.objects.update(sent_at=soon(hours=-1))
    acted(heart, "lindqvist", "resending", found.pk)
    assert now(found).digest != found.digest
    assert acted(heart, "weidmann", "revocation", found.pk).url == PEOPLE
    assert now(found).state == "revoked"
    assert ADDRESS not in browser_of(heart.lindqvist).get(PEOPLE).text


def browser_after(seat, answer):
    """The page to which an answer leads, as the same browser shows it."""
    return answer.client.get(answer.url).text


def test_what_cannot_be_sent_comes_back_with_what_was_typed():
    heart = room()
    row = {"address": "reyes", "name": "Dr Daniel Reyes", "role": "observer", "patient_expert": "on"}
    answer = acted(heart, "marsh", "invitations", None, **row)
    assert answer.status_code == 422
    for words in ("Write a whole address", "A patient expert takes an advisor&#x27;s seat.", "Dr Daniel Reyes"):
        assert words in answer.text
    taken = acted(heart, "marsh", "invitations", None, address=heart.okonjo.user.email, role="advisor")
    assert (taken.status_code, "already has a seat" in taken.text) == (422, True)
    stale = browser_of(heart.marsh).post(
        f"{PEOPLE}invitations/", {"address": ADDRESS, "role": "advisor", "stamp": "a-b"}
    )
    assert (stale.status_code, ADDRESS in stale.text) == (409, True)
    assert not Invitation.objects.exists()


def test_the_team_changes_roles_and_ends_seats_but_nobody_their_own():
    heart = room()
    assert acted(heart, "marsh", "role", heart.okonjo.pk, role="observer").url == PEOPLE
    assert heart.okonjo.seat == "observer"
    acted(heart, "marsh", "role", heart.okonjo.pk, role="owner")
    assert heart.okonjo.seat == "observer"
    acted(heart, "marsh", "ending", heart.okonjo.pk)
    assert heart.okonjo.left_at
    assert acted(heart, "marsh", "ending", heart.marsh.pk).status_code == 403
    assert acted(heart, "marsh", "role", heart.marsh.pk, role="chair").status_code == 403


@pytest.mark.parametrize("name", ["okonjo", "brandt"])
def test_others_cannot_manage_anything(name):
    heart = room()
    sent = invited(heart)
    assert acted(heart, name, "invitations", None, address="ann@example.org", role="advisor").status_code == 403
    assert acted(heart, name, "resending", sent.pk).status_code == 403
    assert acted(heart, name, "revocation", sent.pk).status_code == 403
    assert acted(heart, name, "role", heart.tanabe.pk, role="chair").status_code == 403
    assert acted(heart, name, "ending", heart.tanabe.pk).status_code == 403
    assert (now(sent).state, heart.tanabe.seat, heart.tanabe.left_at) == ("waiting", "advisor", None)


def test_ids_of_another_board_lead_nowhere(client):
    heart, lung = room(), room(slug="lung")
    sent = invited(lung)
    for view, key in (
        ("resending", sent.pk),
        ("revocation", sent.pk),
        ("role", lung.okonjo.pk),
        ("ending", lung.okonjo.pk),
    ):
        assert acted(heart, "marsh", view, key, role="observer").status_code == 404
    client.force_login(person("Dr Ann Other"))
    assert client.get(PEOPLE).status_code == 404
    assert (now(sent).state, lung.okonjo.seat) == ("waiting", "advisor")


def test_the_team_sees_what_each_agreed_to_and_who_has_not():
    heart = room()
    publish(heart)
    for name in ("marsh", "okonjo"):
        give_consents(getattr(heart, name), choices(heart), by=getattr(heart, name).user)
    page = browser_of(heart.marsh).get(PEOPLE).text
    assert page.count("Has a text to agree to") == len(CAST) - 2
    assert "Agreement 1, privacy 1, audio only" in page
    assert "6 people have a text to agree to" in page
    only = browser_of(heart.marsh).get(f"{PEOPLE}?show=team").text
    assert ("Helena Marsh" in only, "Dr Samuel Okonjo" in only[only.index('class="roster') :]) == (True, False)


def seat_of(member):
    """A seat as it is now."""
    return Membership.objects.select_related("user", "board").get(pk=member.pk)


def test_a_member_who_wrote_nothing_is_bound_and_freed_from_the_page_without_a_word_to_others():
    heart = room()
    assert "/restriction/" not in browser_of(heart.weidmann).get(PEOPLE).text
    assert f"/people/{heart.okonjo.pk}/restriction/" in browser_of(heart.marsh).get(PEOPLE).text
    until = f"{soon(days=2):%Y-%m-%dT%H:%M}"
    late = acted(heart, "marsh", "restriction", heart.okonjo.pk, until="2020-01-01T10:00", reason="Tone")
    assert (late.status_code, "still to come" in late.text, "Tone" in late.text) == (422, True, True)
    told = acted(heart, "marsh", "restriction", heart.okonjo.pk, until=until, reason="Tone")
    assert "can read, and writes again" in browser_after(heart.marsh, told)
    assert seat_of(heart.okonjo).restricted
    assert "Only reads until" in browser_of(heart.marsh).get(PEOPLE).text
    assert "Only reads until" not in browser_of(heart.tanabe).get(PEOPLE).text
    acted(heart, "marsh", "freeing", heart.okonjo.pk)
    assert not seat_of(heart.okonjo).restricted


def test_where_aliases_are_kept_from_a_moderator_the_page_offers_no_restriction():
    heart = room({"blinded": True})
    switch_board(heart.board, {"moderators_blinded": True}, by=heart.lindqvist)
    assert "/restriction/" not in browser_of(seat_of(heart.marsh)).get(PEOPLE).text
    assert "/restriction/" in browser_of(heart.lindqvist).get(PEOPLE).text
