"""The library of all boards: collections in their order, topics one follows, and what is new since one was here."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from advisory.events.models import Event
from advisory.notifications.models import Notification
from advisory.refusals import Invalid
from boards.commands.members import end_seat, seat_member
from resources.commands.collections import gather_documents
from resources.commands.details import describe_document, shelve_document
from resources.commands.versions import add_version, withdraw_document
from resources.models import Collection, Following
from tests import make
from tests.notifications.post import hear, heard_by
from tests.resources.shelf import at, published, signed_in
from tests.resources.test_library import page

pytestmark = pytest.mark.django_db
EVERYWHERE = "/library/"


def test_a_collection_shows_each_reader_what_they_may_read_in_its_order(client, room):
    first, second = page(room, "Basics"), page(room, "Dosing table")
    hidden = page(room, "For observers", roles=["observer"])
    address, place = reverse("collection-new", args=["heart"]), "place_{}".format
    form = {"title": "To begin with", place(first.pk.hex): "2", place(second.pk.hex): "1", place(hidden.pk.hex): "3"}
    refused = signed_in(client, room.weidmann).post(address, {"title": "Kept words"})
    assert (refused.status_code, "Kept words" in refused.text) == (422, True)
    assert client.post(address, form | {place(first.pk.hex): "x"}).status_code == 422
    assert client.post(address, form).status_code == 302
    made = Collection.objects.get()
    assert Event.objects.get(kind="collection.made").stream.name == "board.heart.library"
    url = reverse("collection", args=[made.pk])
    seen = signed_in(client, room.okonjo).get(url).text
    assert 0 < seen.index("Dosing table") < seen.index("Basics")
    assert "For observers" not in seen
    assert "Change</a>" not in seen
    for library in (EVERYWHERE, "/boards/heart/library/"):
        assert "To begin with" in client.get(library).text
    edit = reverse("collection-edit", args=["heart", made.pk])
    only = {"title": "Observers", place(hidden.pk.hex): "1"}
    assert signed_in(client, room.marsh).post(edit, only).status_code == 302
    assert signed_in(client, room.okonjo).get(url).status_code == 404
    assert "Observers" not in client.get(EVERYWHERE).text
    assert signed_in(client, room.brandt).get(url).status_code == 200
    assert signed_in(client, room.marsh).get(edit).text.count('value="1"') == 1
    assert client.post(reverse("collection-removal", args=["heart", made.pk])).status_code == 302
    assert not Collection.objects.exists()


def test_a_collection_holds_nothing_of_other_boards(client, room):
    other = make.room(slug="lung", cast={name: make.CAST[name] for name in ("weidmann", "okonjo", "lindqvist")})
    theirs, ours = published(other, format="page", body="Words."), page(room, "Basics")
    for documents in ([theirs], [], [ours, ours]):
        with pytest.raises(Invalid):
            gather_documents(room.board, by=room.weidmann, title="Mine", documents=documents)
    made = gather_documents(room.board, by=room.weidmann, title="To begin with", documents=[ours])
    shelve_document(ours, other.board, by=room.weidmann)
    signed_in(client, other.okonjo)
    end_seat(room.okonjo, by=room.marsh)
    assert at("document", ours, "lung") in client.get(reverse("collection", args=[made.pk])).text
    shelve_document(ours, other.board, by=room.weidmann, on=False)
    assert client.get(reverse("collection", args=[made.pk])).status_code == 404


def test_whoever_follows_a_topic_hears_of_it_once_and_of_nothing_they_may_not_read(client, room):
    told = page(room, "Basics", kind="Protocol")
    hear()
    (term,) = {told.kind}
    follow = reverse("library-topic", args=[term.pk])
    for name in ("okonjo", "brandt"):
        assert signed_in(client, getattr(room, name)).post(follow, {"on": "1"}).status_code == 302
    assert "Unfollow Protocol" in client.get(EVERYWHERE).text
    describe_document(told, by=room.weidmann, roles=["advisor"])
    assert client.post(follow, {"on": "0"}).status_code == 302
    assert client.post(follow, {"on": "1"}).status_code == 404
    Following.objects.create(person=room.brandt.user, term=term)
    add_version(told, by=room.weidmann, format="page", body="Two.", changed="Another dose")
    hear()
    assert (heard_by(room.okonjo).count("topics"), heard_by(room.okonjo).count("documents")) == (1, 0)
    assert "topics" not in heard_by(room.brandt)
    assert "documents" in heard_by(room.tanabe)
    assert "Basics is now version 2" in signed_in(client, room.okonjo).get("/notifications/").text
    assert 'value="daily"' in client.get("/account/").text
    withdraw_document(told, by=room.weidmann, reason="Outdated")
    hear()
    assert "topics" not in heard_by(room.okonjo)


def test_a_document_that_comes_onto_a_shelf_is_news_to_those_who_had_it_not(client, room):
    lung = make.room(slug="lung", cast={name: make.CAST[name] for name in ("weidmann", "okonjo", "lindqvist")})
    guest = seat_member(lung.board, make.person("Dr Guest"), "advisor", by=lung.lindqvist)
    told = page(room, "Basics")
    hear()
    before = heard_by(room.okonjo).count("documents")
    shelve_document(told, lung.board, by=room.weidmann)
    hear()
    assert (heard_by(guest).count("documents"), heard_by(room.okonjo).count("documents")) == (1, before)
    assert "Basics is there to read" in signed_in(client, guest).get("/notifications/").text
    add_version(told, by=room.weidmann, format="page", body="Two.", changed="Another dose")
    hear()
    assert (heard_by(guest).count("documents"), heard_by(room.okonjo).count("documents")) == (2, before + 1)
    client.force_login(guest.user)
    client.get(at("document", told, "lung"))
    hear()
    assert not Notification.objects.filter(person=guest.user, notice="documents", read_at=None).exists(), (
        "it was opened"
    )


def test_what_is_new_is_told_since_the_visit_before(client, room):
    page(room, "Basics")
    signed_in(client, room.okonjo)
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        assert "new since you were here" not in client.get(EVERYWHERE).text
        assert "No documents have all of this" not in client.get(f"{EVERYWHERE}?status=new").text
    with time_machine.travel(start + timedelta(days=2), tick=False):
        page(room, "Dosing table")
    with time_machine.travel(start + timedelta(days=3), tick=False):
        client.force_login(room.okonjo.user)
        assert "One document is new since you were here" in client.get(EVERYWHERE).text
        again = client.get(f"{EVERYWHERE}?status=new").text
        assert ("Dosing table" in again, "Basics" in again) == (True, False)
    with time_machine.travel(start + timedelta(days=4), tick=False):
        client.force_login(room.okonjo.user)
        assert "new since you were here" not in client.get(EVERYWHERE).text


def test_the_library_of_all_boards_is_drawn_in_a_bounded_number_of_turns(client, room, django_assert_max_num_queries):
    for number in range(3):
        page(room, f"Page {number}", kind="Protocol")
    gather_documents(room.board, by=room.weidmann, title="All", documents=[published(room, format="page", body="A")])
    signed_in(client, room.okonjo).get(EVERYWHERE)
    with django_assert_max_num_queries(24):
        client.get(EVERYWHERE)
    for number in range(9):
        page(room, f"More {number}", kind="Slides")
    with django_assert_max_num_queries(24):
        client.get(EVERYWHERE)
    with django_assert_max_num_queries(24):
        client.get("/boards/heart/library/")


def test_a_document_described_after_publishing_is_told_to_who_follows_the_topic_it_got_and_to_no_reader_again(room):
    told = page(room, "Basics")
    (term,) = {page(room, "Elsewhere", kind="Protocol").kind}
    for name in ("okonjo", "weidmann"):
        Following.objects.create(person=getattr(room, name).user, term=term)
    hear()
    before = heard_by(room.tanabe)
    describe_document(told, by=room.weidmann, kind="Protocol")
    describe_document(told, by=room.weidmann, summary="In short")
    hear()
    assert (heard_by(room.okonjo).count("topics"), heard_by(room.weidmann).count("topics")) == (1, 0)
    assert heard_by(room.tanabe) == before


def test_a_wider_audience_makes_a_document_new_to_those_who_see_it_now_and_to_nobody_else(client, room):
    told = page(room, "Basics", roles=["observer"])
    hear()
    start = timezone.now()
    heard = {name: heard_by(getattr(room, name)).count("documents") for name in ("okonjo", "brandt")}
    for name in ("okonjo", "brandt"):
        signed_in(client, getattr(room, name)).get(EVERYWHERE)
    with time_machine.travel(start + timedelta(days=2), tick=False):
        describe_document(told, by=room.weidmann, roles=["observer", "advisor"])
        hear()
    told = {name: heard_by(getattr(room, name)).count("documents") - heard[name] for name in heard}
    assert told == {"okonjo": 1, "brandt": 0}
    with time_machine.travel(start + timedelta(days=3), tick=False):
        seen = {name: signed_in(client, getattr(room, name)).get(EVERYWHERE).text for name in heard}
    assert {name: "One document is new since" in text for name, text in seen.items()} == {
        "okonjo": True,
        "brandt": False,
    }
