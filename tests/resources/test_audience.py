"""Who may read a document: in pages, in the search, through its file, and in the stream that tells of it."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from advisory.events.models import Event
from advisory.events.readers import seats
from boards.commands.members import end_seat
from boards.commands.walls import set_sight
from resources.models import Document, Review, Shelf, Version
from tests import make
from tests.resources.shelf import at, pdf, published, signed_in, told
from tests.searching import search

pytestmark = pytest.mark.django_db
CAST = tuple(make.CAST)
TEAM = {"lindqvist", "marsh", "weidmann"}


def meant(document, **audience):
    """The document with another audience."""
    Document.objects.filter(pk=document.pk).update(**audience)
    return Document.objects.get(pk=document.pk)


def readers(room, document):
    """Who of the cast may read it, asked in five ways that must agree."""
    people = {name: getattr(room, name) for name in CAST}
    streams = seats("heart", {seat.user_id for seat in people.values()})
    found = set()
    for name, seat in people.items():
        reads = Document.objects.visible_to(seat).filter(pk=document.pk).exists()
        assert reads == Document.objects.of(seat.user).filter(pk=document.pk).exists(), name
        assert reads == (document.stream in streams[seat.user_id].streams), name
        in_force = document.versions.published().exists()
        hits = search(seat.user, document.title)
        assert (reads and in_force) == any(hit.title == document.title for hit in hits), name
        found |= {name} if reads else set()
    return found


def test_an_audience_of_roles_and_countries_is_one_everywhere(room):
    document = published(room, format="page", body="Words.", title="Dosing table")
    assert readers(room, document) == set(CAST)
    get_user_model().objects.filter(email__startswith="okonjo").update(country="NG")
    assert readers(room, meant(document, roles=("observer",))) == {*TEAM, "brandt"}
    assert readers(room, meant(document, roles=("advisor", "observer"), countries=("NG", "GB"))) == {*TEAM, "okonjo"}
    assert readers(room, meant(document, roles=(), countries=("FR",))) == TEAM


def test_outside_its_audience_a_document_is_not_there(client, room):
    document = meant(
        published(room, title="Dosing table", format="pdf", file=pdf(), question_number=1), roles=("observer",)
    )
    signed_in(client, room.okonjo)
    for page in (at("document", document), at("document-file", document)):
        assert client.get(page).status_code == 404
    listing = (reverse("library", args=["heart"]), reverse("all-documents"), reverse("board", args=["heart"]))
    for page in (*listing, reverse("question", args=["heart", 1]), reverse("search") + "?q=Dosing"):
        answer = client.get(page).text
        assert "Dosing table" not in answer.replace('value="Dosing', "")
    assert told(document) == []
    assert "Dosing table" in signed_in(client, room.brandt).get(listing[0]).text


def test_a_draft_is_read_by_the_team_and_by_whom_it_asks_to_review(room):
    document = published(room, format="page", body="Words.", title="Dosing table")
    Version.objects.filter(document=document).update(state="in_review")
    assert readers(room, document) == TEAM
    review = Review.objects.create(version=document.versions.get(), function="legal", reviewer=room.brandt)
    assert readers(room, document) == {*TEAM, "brandt"}
    assert "board.heart.library" in seats("heart", {room.brandt.user_id})[room.brandt.user_id].streams
    Review.objects.filter(pk=review.pk).update(voided_at=make.soon())
    assert readers(room, document) == TEAM
    assert "board.heart.library" not in seats("heart", {room.brandt.user_id})[room.brandt.user_id].streams


def test_whoever_reads_the_report_alone_reads_documents_but_hears_no_notes_on_them(room):
    document = published(room, format="page", body="Words.")
    set_sight(room.weidmann, "report", by=room.lindqvist)
    assert Document.objects.visible_to(room.weidmann).get() == document
    assert document.stream not in seats("heart", {room.weidmann.user_id})[room.weidmann.user_id].streams


def test_a_document_on_the_shelf_of_another_board_is_read_there(client, room):
    document = published(room, format="page", body="Words.", title="Dosing table")
    other = make.room(slug="lung", cast={name: make.CAST[name] for name in ("okonjo", "lindqvist")})
    Shelf.objects.create(document=document, board=other.board)
    signed_in(client, other.okonjo)
    assert at("document", document, "lung") in client.get(reverse("library", args=["lung"])).text
    assert client.get(at("document", document, "lung")).status_code == 200
    assert at("document", document) in client.get(reverse("all-documents")).text


def test_a_first_version_is_told_to_the_board_unless_only_some_may_read_it(room):
    published(room, format="page", body="Words.")
    lines = [(one.kind, one.stream.name) for one in Event.objects.filter(kind__contains="publish").order_by("number")]
    assert lines == [("document.version_published", "board.heart.d1"), ("document.published", "board.heart")]


def test_on_another_boards_shelf_a_page_says_that_notes_stay_at_home_and_names_that_board_to_its_members_alone(
    client, room
):
    document = published(room, format="page", body="Words.", title="Dosing table")
    other = make.room(slug="lung", cast={name: make.CAST[name] for name in ("okonjo", "solheim", "lindqvist")})
    Shelf.objects.create(document=document, board=other.board)
    end_seat(room.solheim, by=room.marsh)
    at_home = signed_in(client, other.okonjo).get(at("document", document, "lung")).text
    assert (at("document", document) in at_home, room.board.title in at_home) == (True, True)
    outside = signed_in(client, other.solheim).get(at("document", document, "lung")).text
    assert "whose notes stay with its members" in outside
    assert at("document", document) not in outside
    assert "notes stay" not in signed_in(client, room.tanabe).get(at("document", document)).text.lower()
    Document.objects.update(annotated=False)
    assert "notes stay" not in client.get(at("document", document)).text
