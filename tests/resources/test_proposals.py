"""What was signed of a document in force stays as it is until a signed version brings something else."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from advisory.refusals import Conflict, Invalid
from boards.commands.members import end_seat
from resources.commands.approvals import set_approvals
from resources.commands.details import describe_document, shelve_document
from resources.commands.reviews import send_for_review
from resources.commands.versions import add_version, publish_version
from resources.models import Document
from tests import make
from tests.resources.shelf import published, signed_in
from tests.resources.test_reviews import IN_TURN, draft, now, sent, sign

pytestmark = pytest.mark.django_db
LATER = date(2031, 5, 31)
OTHERWISE = [{"title": "Cures everything"}, {"summary": "No risk"}, {"confidentiality": "public"}]


def read(document):
    """A document as it is now."""
    return Document.objects.select_related(*Document.together).get(pk=document.pk)


@pytest.fixture
def signed(room):
    """A document that the moderator has signed, in force."""
    return read(publish_version(sign(sent(room), room.marsh), by=room.weidmann).document)


@pytest.mark.parametrize("details", OTHERWISE)
def test_nobody_says_anew_what_was_signed_of_a_document_in_force(room, signed, details):
    with pytest.raises(Conflict, match="approved first"):
        describe_document(signed, by=room.weidmann, **details)
    assert read(signed).title == "Monitoring protocol"


def test_fewer_readers_and_an_earlier_last_day_hold_at_once_and_more_do_not(room, signed):
    soon = timezone.now().date() + timedelta(days=9)
    describe_document(signed, by=room.weidmann, roles=["advisor"], valid_until=soon, tags=["dose"])
    assert (read(signed).roles, read(signed).valid_until, read(signed).tags) == (("advisor",), soon, ("dose",))
    assert not Document.objects.visible_to(room.brandt).filter(pk=signed.pk).exists()
    for more in ({"roles": []}, {"valid_until": LATER}, {"valid_until": None}):
        with pytest.raises(Conflict):
            describe_document(read(signed), by=room.weidmann, **more)


def test_the_next_version_brings_another_title_and_more_readers_once_it_is_signed(client, room, signed):
    describe_document(signed, by=room.weidmann, roles=["advisor"], valid_until=date(2030, 5, 31))
    version = add_version(read(signed), by=room.weidmann, format="page", body="Watch it daily.", changed="Daily")
    send_for_review(now(version), {"medical": room.marsh.pk}, by=room.weidmann)
    sign(version, room.marsh)
    describe_document(
        read(signed), by=room.weidmann, title="Daily protocol", summary="Once a day", roles=[], valid_until=LATER
    )
    assert now(version).state == "draft", "what was signed had another title"
    assert (read(signed).title, read(signed).roles) == ("Monitoring protocol", ("advisor",))
    page = signed_in(client, room.weidmann).get(reverse("document-edit", args=["heart", signed.pk])).text
    assert 'value="Daily protocol"' in page
    review = client.get(reverse("version-review", args=["heart", signed.pk, 2])).text
    assert "Review: Daily protocol" in review
    assert "31 May 2031" in review
    assert "Once a day" in review, "reviewers sign for the summary too"
    assert "Readers, summary, title, last day" in review
    send_for_review(now(version), {"medical": room.marsh.pk}, by=room.weidmann)
    publish_version(sign(version, room.marsh), by=room.weidmann)
    assert (read(signed).title, read(signed).roles, read(signed).valid_until) == ("Daily protocol", (), LATER)
    assert Document.objects.visible_to(room.brandt).filter(pk=signed.pk).exists()


def test_what_was_proposed_is_taken_back_by_saying_it_as_it_is(room, signed):
    version = add_version(signed, by=room.weidmann, format="page", body="Watch it daily.", changed="Daily")
    describe_document(read(signed), by=room.weidmann, title="Daily protocol")
    describe_document(read(signed), by=room.weidmann, title="Monitoring protocol")
    assert now(version).details == {}


def test_showing_it_on_another_board_voids_what_was_signed_for_one(room):
    version = sign(sent(room), room.marsh)
    other = make.room(slug="lung", cast={name: make.CAST[name] for name in ("weidmann", "lindqvist")})
    shelve_document(version.document, other.board, by=room.weidmann)
    assert now(version).state == "draft"


@pytest.fixture
def lung():
    """Another board of the medical team, with an advisor of its own."""
    return make.room(slug="lung", cast={name: make.CAST[name] for name in ("weidmann", "lindqvist", "okonjo")})


def test_a_board_where_reviewers_sign_shows_nothing_that_nobody_signed(client, room, lung):
    paper = published(room)
    set_approvals(lung.board, {"medical": 1}, by=lung.lindqvist)
    chosen = {"boards": [str(lung.board.pk)], "stamp": room.weidmann.stamp}
    refused = signed_in(client, room.weidmann).post(reverse("document-places", args=["heart", paper.pk]), chosen)
    assert "shows only what its reviewers signed" in refused.text
    assert not Document.objects.visible_to(lung.okonjo).exists()


def test_another_board_waits_for_a_version_that_is_signed_for_it(client, room, signed, lung):
    places = reverse("document-places", args=["heart", signed.pk])
    chosen = {"boards": [str(lung.board.pk)], "stamp": room.weidmann.stamp}
    refused = signed_in(client, room.weidmann).post(places, chosen)
    assert "On which boards it is read is approved first" in refused.text
    version = add_version(read(signed), by=room.weidmann, format="page", body="Watch it daily.", changed="Daily")
    send_for_review(now(version), {"medical": room.marsh.pk}, by=room.weidmann)
    sign(version, room.marsh)
    assert client.post(places, chosen).status_code == 302
    assert now(version).state == "draft", "what was signed stood on one board"
    assert f'value="{lung.board.pk}" id="id_boards_0" checked' in client.get(places).text
    assert not Document.objects.visible_to(lung.okonjo).exists()
    assert lung.board.title in client.get(reverse("version-review", args=["heart", signed.pk, 2])).text
    send_for_review(now(version), {"medical": room.marsh.pk}, by=room.weidmann)
    publish_version(sign(version, room.marsh), by=room.weidmann)
    assert Document.objects.visible_to(lung.okonjo).get() == signed
    shelve_document(read(signed), lung.board, by=room.weidmann, on=False)
    assert not Document.objects.visible_to(lung.okonjo).exists(), "fewer readers hold at once"


def test_another_board_is_taken_back_before_it_comes_and_is_no_others_to_bring(room, signed, lung):
    version = add_version(signed, by=room.weidmann, format="page", body="Watch it daily.", changed="Daily")
    for on in (True, False, True):
        shelve_document(read(signed), lung.board, by=room.weidmann, on=on)
        assert bool(now(version).details) == on
    send_for_review(now(version), {"medical": room.marsh.pk}, by=room.weidmann)
    sign(version, room.marsh)
    end_seat(lung.weidmann, by=lung.lindqvist)
    with pytest.raises(Conflict, match="Say anew where it is shown"):
        publish_version(now(version), by=room.weidmann)
    assert not Document.objects.visible_to(lung.okonjo).exists()


def test_a_day_that_is_over_is_no_last_day_and_nothing_comes_into_force_after_it(room):
    document = published(room, format="page", body="Words.")
    with pytest.raises(Invalid) as refused:
        describe_document(document, by=room.weidmann, valid_until=timezone.now().date() - timedelta(days=1))
    assert "This day is over" in refused.value.fields["valid_until"]
    set_approvals(room.board, {}, by=room.lindqvist)
    version = sent(room)
    describe_document(version.document, by=room.weidmann, valid_until=timezone.now().date())
    send_for_review(now(version), {"medical": room.marsh.pk}, by=room.weidmann)
    version = sign(version, room.marsh)
    with time_machine.travel(timezone.now() + timedelta(days=2)), pytest.raises(Conflict, match="is over"):
        publish_version(version, by=room.weidmann)
    assert now(version).state == "approved"


def test_nobody_is_asked_for_two_functions(room):
    version = draft(room, IN_TURN)
    people = {"medical": room.marsh.pk, "legal": room.brandt.pk, "regulatory": room.marsh.pk}
    with pytest.raises(Invalid) as refused:
        send_for_review(version, people, by=room.weidmann)
    assert list(refused.value.fields) == ["regulatory"]
    assert "is asked already" in refused.value.fields["regulatory"]
