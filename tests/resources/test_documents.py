"""What is published on a board: by whom, of which kind, and what is refused without a trace."""

from hashlib import sha256

import pytest
from django.urls import reverse

from advisory.events.models import Event
from advisory.refusals import Denied, Invalid
from boards.commands.members import end_seat
from resources.commands.documents import publish_document
from resources.models import Document, Version
from tests.resources.shelf import at, kept, pdf, published, signed_in, upload

pytestmark = pytest.mark.django_db
OVERRIDE = "harm\u202eless"


@pytest.mark.parametrize("in_memory", [0, 2_500_000])
def test_the_medical_team_publishes_a_pdf_beside_a_question(client, room, shelf, settings, in_memory):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = in_memory
    form = {
        "title": "Monitoring protocol",
        "format": "pdf",
        "question": "1",
        "file": pdf(),
        "stamp": room.weidmann.stamp,
    }
    answer = signed_in(client, room.weidmann).post(reverse("document-new", args=["heart"]), form)
    document = Document.objects.get()
    assert answer.url == at("document", document)
    version = document.current
    assert (version.format, version.number, version.published_by_id) == ("pdf", 1, room.weidmann.pk)
    assert version.sha256 == sha256(pdf().read()).hexdigest()
    assert document.shelves.get().question_number == 1
    event = Event.objects.get(kind="document.published")
    assert (event.stream.name, event.actor.name, event.facts) == ("board.heart", "Dr Jonas Weidmann", {"number": 1})
    assert len(kept(shelf)) == 1
    assert "protocol" not in kept(shelf)[0].name
    assert kept(shelf)[0].stat().st_mode & 0o077 == 0


def test_a_link_and_a_page_are_published_by_moderator_and_chair(client, room):
    address = reverse("document-new", args=["heart"])
    link = {"title": "Guideline", "format": "link", "address": "https://guideline.example/2027"}
    page = {"title": "Summary", "format": "page", "body": "**Read** this first."}
    signed_in(client, room.marsh).post(address, link)
    signed_in(client, room.lindqvist).post(address, page)
    assert Version.objects.get(format="link").address == "https://guideline.example/2027"
    assert Version.objects.get(format="page").html == "<p><strong>Read</strong> this first.</p>"


@pytest.mark.parametrize("who", ["okonjo", "brandt"])
def test_advisors_and_observers_do_not_publish(client, room, shelf, who):
    seat = getattr(room, who)
    signed_in(client, seat)
    form = {"title": "Mine", "format": "pdf", "file": pdf()}
    assert client.get(reverse("document-new", args=["heart"])).status_code == 403
    assert client.post(reverse("document-new", args=["heart"]), form).status_code == 403
    with pytest.raises(Denied):
        publish_document(room.board, by=seat, format="pdf", title="Mine", file=pdf())
    assert b"Publish a document" not in client.get(reverse("library", args=["heart"])).content
    assert not Document.objects.exists()
    assert not kept(shelf)


def test_somebody_who_lost_their_seat_leaves_no_file_behind(room, shelf):
    before = room.weidmann
    end_seat(room.weidmann, by=room.lindqvist)
    with pytest.raises(Denied):
        publish_document(room.board, by=before, format="pdf", title="Late", file=pdf())
    assert not kept(shelf)


def test_a_form_of_another_seat_is_not_taken(client, room):
    form = {"title": "Summary", "format": "page", "body": "My long text.", "stamp": room.marsh.stamp}
    answer = signed_in(client, room.weidmann).post(reverse("document-new", args=["heart"]), form)
    assert answer.status_code == 409
    assert "My long text." in answer.text
    assert not Document.objects.exists()


@pytest.mark.once
@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"<html><script>alert(1)</script></html>", "this is a web page"),
        (b"PK\x03\x04 a slide deck", "this is an archive"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "this is a PNG picture"),
        (b"%PDF-1.7\n" + b"nothing of a PDF " * 100, "damaged"),
        (pdf(pages=0).read(), "damaged"),
        (pdf(password="secret").read(), "password"),
        (pdf().read()[:300], "damaged"),
        (b"", "empty"),
    ],
)
def test_what_is_not_a_readable_pdf_is_refused(client, room, shelf, content, complaint):
    form = {"title": "Kept title", "format": "pdf", "file": upload(content)}
    answer = signed_in(client, room.weidmann).post(reverse("document-new", args=["heart"]), form)
    assert answer.status_code == 422
    assert complaint in answer.text
    assert "Kept title" in answer.text
    assert not Document.objects.exists()
    assert not kept(shelf)


@pytest.mark.once
def test_a_pdf_that_only_forbids_printing_is_taken(room):
    assert published(room, format="pdf", file=pdf(password="")).current.format == "pdf"


@pytest.mark.once
def test_a_form_with_another_mistake_asks_for_the_file_again(client, room):
    form = {"title": "", "format": "pdf", "file": pdf()}
    answer = signed_in(client, room.weidmann).post(reverse("document-new", args=["heart"]), form)
    assert answer.status_code == 422
    assert "Choose the file again" in answer.text


@pytest.mark.once
@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "data:text/html,hello", "ftp://files.example/a", "//elsewhere.example", "guideline",
        "https://hospital.org@elsewhere.example/", "https://a.example/\x00", f"https://a.example/{OVERRIDE}",
        "https://[broken", "https://a.example/" + "a" * 500, "",
    ],
)  # fmt: skip
def test_an_address_that_is_no_web_address_is_refused(client, room, address):
    form = {"title": "Guideline", "format": "link", "address": address}
    answer = signed_in(client, room.weidmann).post(reverse("document-new", args=["heart"]), form)
    assert answer.status_code == 422
    assert not Document.objects.exists()
    with pytest.raises(Invalid) as refusal:
        published(room, format="link", address=address)
    assert "address" in refusal.value.fields


@pytest.mark.once
@pytest.mark.parametrize("words", ["", "with\x00nul", OVERRIDE, "\u2066never closed", "a" * 20_001])
def test_a_page_or_title_that_cannot_be_kept_is_refused(client, room, words):
    signed_in(client, room.weidmann)
    for form in ({"title": words, "body": "Fine."}, {"title": "Fine", "body": words}):
        answer = client.post(reverse("document-new", args=["heart"]), {"format": "page", **form})
        assert answer.status_code == 422
    assert not Document.objects.exists()


@pytest.mark.once
@pytest.mark.parametrize("format", ["", "deck", "pdf\x00"])
def test_an_unknown_format_is_refused(client, room, format):
    form = {"title": "Deck", "format": format, "body": "Words."}
    assert signed_in(client, room.weidmann).post(reverse("document-new", args=["heart"]), form).status_code == 422
    with pytest.raises(Invalid):
        publish_document(room.board, by=room.weidmann, **form)


def test_a_document_stands_only_beside_a_question_of_its_board(client, room, shelf):
    form = {"title": "Summary", "format": "page", "body": "Words.", "question": "7"}
    assert signed_in(client, room.weidmann).post(reverse("document-new", args=["heart"]), form).status_code == 422
    with pytest.raises(Invalid) as refusal:
        published(room, format="pdf", file=pdf(), question_number=7)
    assert "question" in refusal.value.fields
    assert not kept(shelf)
