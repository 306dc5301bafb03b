"""The library as its readers find it, what is said of a document, where it is shown, and by which words."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from advisory.events.models import Event
from advisory.refusals import Conflict, Denied, Invalid
from resources.commands.approvals import set_approvals
from resources.commands.details import describe_document, place_document, shelve_document
from resources.commands.versions import add_version
from resources.commands.vocabulary import set_term
from resources.listing import Listing
from resources.models import Document, Term
from tests import make
from tests.resources.shelf import at, published, signed_in
from tests.resources.test_reviews import now, sent

pytestmark = pytest.mark.django_db
LIBRARY = "/boards/heart/library/"


def page(room, title, **about):
    """A page of text that is published and described."""
    made = published(room, format="page", body="Words.", title=title)
    if about:
        describe_document(made, by=room.weidmann, **about)
    return Document.objects.get(pk=made.pk)


def titles(room, name, query=""):
    """What somebody's list shows, in order."""
    seen = Document.objects.visible_to(getattr(room, name))
    listing = Listing(seen, QueryDict(query), board=room.board)
    return [document.title for document in listing.rows(member=getattr(room, name))]


def test_the_list_is_narrowed_by_facets_and_put_in_order(room):
    soon = timezone.now().date() + timedelta(days=9)
    page(room, "Dosing table", kind="Protocol", language="pt")
    page(room, "Atlas", kind="Publication", valid_until=soon)
    placed = page(room, "Basics", kind="Protocol")
    place_document(placed, by=room.weidmann, question_number=1)
    sent(room)
    assert titles(room, "okonjo") == ["Basics", "Atlas", "Dosing table"]
    assert titles(room, "okonjo", "kind=Protocol") == ["Basics", "Dosing table"]
    assert titles(room, "okonjo", "kind=Protocol&language=pt") == ["Dosing table"]
    assert titles(room, "okonjo", "status=soon") == ["Atlas"]
    assert titles(room, "okonjo", "used=1") == ["Basics"]
    assert titles(room, "okonjo", "order=expiring")[0] == "Atlas"
    assert titles(room, "okonjo", "order=title") == ["Atlas", "Basics", "Dosing table"]
    assert titles(room, "okonjo", "status=in_review&page=x") == []
    assert titles(room, "okonjo", f"page={'1' * 5000}") == ["Basics", "Atlas", "Dosing table"]
    assert titles(room, "weidmann", "status=in_review") == ["Monitoring protocol"]
    groups = {name: values for name, _, values in Listing(
        Document.objects.visible_to(room.okonjo), QueryDict(), board=room.board).groups()}  # fmt: skip
    assert [(value, count) for value, _, count, _ in groups["kind"]] == [("Protocol", 2), ("Publication", 1)]
    assert "draft" not in str(groups)


def test_the_page_says_what_changed_since_one_read(client, room):
    document = page(room, "Dosing table", summary="Which dose, and when.")
    signed_in(client, room.okonjo).get(at("document", document))
    add_version(document, by=room.weidmann, format="page", body="Two.", changed="Another dose")
    text = client.get(LIBRARY).text
    assert "New version 2" in text
    assert "What changed since you read version 1" in text
    assert "Which dose, and when." in text
    assert "Another dose" in client.get(at("document", document)).text
    assert "Publish a document" not in text
    assert "Publish a document" in signed_in(client, room.weidmann).get(LIBRARY).text


def test_a_document_is_described_on_its_page(client, room):
    document = page(room, "Dosing table")
    set_term("area", "Cardio-oncology", by=room.marsh)
    form = {
        "title": "Dosing", "kind": "Protocol", "language": "de", "areas": ["Cardio-oncology"], "tags": "dose, heart",
        "roles": ["advisor"], "countries": ["NG"], "confidentiality": "shared", "valid_until": "2031-12-31",
    }  # fmt: skip
    address = reverse("document-edit", args=["heart", document.pk])
    assert signed_in(client, room.weidmann).get(address).status_code == 200
    assert client.post(address, form).status_code == 302
    kept = Document.objects.get(pk=document.pk)
    assert (kept.title, kept.kind.word, kept.tags, kept.roles) == (
        "Dosing",
        "Protocol",
        ("dose", "heart"),
        ("advisor",),
    )
    assert [term.word for term in kept.areas.all()] == ["Cardio-oncology"]
    assert (kept.annotated, str(kept.valid_until)) == (False, "2031-12-31")
    told = Event.objects.get(kind="document.described")
    assert told.stream.name == "board.heart.library"
    assert {"title", "roles", "areas"} <= set(told.facts["changed"])
    refused = client.post(address, form | {"title": "", "summary": "Kept words"})
    assert (refused.status_code, "Kept words" in refused.text) == (422, True)
    assert client.post(address, form | {"countries": ["XX"]}).status_code == 422
    assert client.get(address).text.count("selected") >= 3


@pytest.mark.parametrize(
    "wrong",
    [{"roles": ["chair"]}, {"countries": ["XX"]}, {"kind": "Poem"}, {"language": "xx"}, {"tags": ["a|b"]},
     {"tags": [str(n) for n in range(20)]}, {"title": "\u202eharm"}],
)  # fmt: skip
def test_what_is_not_on_the_lists_is_refused(room, wrong):
    document = page(room, "Dosing table")
    with pytest.raises(Invalid):
        describe_document(document, by=room.weidmann, **wrong)
    with pytest.raises(Denied):
        describe_document(document, by=room.okonjo, title="Mine")


def test_other_readers_void_what_reviewers_looked_at(room):
    version = sent(room)
    describe_document(version.document, by=room.weidmann, tags=["dose"])
    assert now(version).state == "in_review"
    describe_document(version.document, by=room.weidmann, roles=["observer"])
    assert now(version).state == "draft"
    assert not version.reviews.standing().exists()


def test_a_document_is_shown_on_another_board_by_whoever_publishes_on_both(client, room):
    document = page(room, "Dosing table")
    cast = {name: make.CAST[name] for name in ("weidmann", "okonjo", "lindqvist")}
    other = make.room(slug="lung", cast=cast)
    with pytest.raises(Invalid):
        shelve_document(document, other.board, by=room.marsh)
    address = reverse("document-places", args=["heart", document.pk])
    form = {"question": "1", "preread": "on", "minutes": "9", "boards": [str(other.board.pk)]}
    assert signed_in(client, room.weidmann).post(address, form).status_code == 302
    assert document.shelves.get(board=room.board).minutes == 9
    assert at("document", document, "lung") in signed_in(client, other.okonjo).get("/boards/lung/library/").text
    assert Event.objects.get(kind="shelf.added").stream.name == "board.lung.library"
    signed_in(client, room.weidmann).post(address, form | {"boards": []})
    assert signed_in(client, other.okonjo).get(at("document", document, "lung")).status_code == 404
    assert client.post(address, form).status_code == 403


def test_the_vocabulary_grows_and_retires_words_that_stay_where_they_are_used(client, room):
    document = page(room, "Dosing table", kind="Protocol")
    address = reverse("library-words", args=["heart"])
    signed_in(client, room.marsh)
    assert client.post(address, {"facet": "kind", "word": "Infographic"}).status_code == 302
    assert client.post(address, {"facet": "kind", "word": "infographic"}).status_code == 422
    assert client.post(address, {"facet": "kind", "word": "Protocol", "on": "0"}).status_code == 302
    assert "Infographic" in Term.objects.words("kind")
    assert "Protocol" not in Term.objects.words("kind")
    assert "Protocol" in client.get(LIBRARY).text
    describe_document(document, by=room.weidmann, title="Another", kind="Protocol")
    with pytest.raises(Denied):
        set_term("kind", "Mine", by=room.okonjo)


def test_chair_and_team_say_who_approves(client, room):
    address = reverse("library-approvals", args=["heart"])
    steps = {"medical": "1", "legal": "2", "regulatory": "2"}
    assert signed_in(client, room.lindqvist).post(address, steps).status_code == 302
    room.board.refresh_from_db()
    assert room.board.approvals == {"medical": 1, "legal": 2, "regulatory": 2}
    assert client.post(address, {"medical": "7"}).status_code == 422
    setup = reverse("library-setup", args=["heart"])
    assert "Who approves" in client.get(setup).text
    assert "Who approves" not in signed_in(client, room.marsh).get(setup).text
    assert client.post(address, steps).status_code == 403
    with pytest.raises(Invalid):
        set_approvals(room.board, {"medical": 9}, by=room.lindqvist)


def test_a_changed_seat_loses_no_words(client, room):
    document = page(room, "Dosing table")
    form = {"title": "Other words", "stamp": room.marsh.stamp}
    answer = signed_in(client, room.weidmann).post(reverse("document-edit", args=["heart", document.pk]), form)
    assert (answer.status_code, "Other words" in answer.text) == (409, True)
    with pytest.raises(Conflict):
        describe_document(document, by=room.weidmann, stamp=room.marsh.stamp, title="No")
