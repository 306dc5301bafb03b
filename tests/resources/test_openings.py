"""What is read on a board: who opens it, in which parts, and what the desk hears of that."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from advisory.refusals import Denied
from boards.commands.members import end_seat
from resources.commands.documents import open_document
from resources.models import Reading
from tests import make
from tests.resources.shelf import at, kept, pdf, published, signed_in, told

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume asynchronous iterators"),
]
SCRIPT = "<script>alert(1)</script>"


def test_every_member_finds_documents_in_library_board_and_question(client, room):
    document = published(room, format="page", body="Words.", question_number=1)
    for seat in (room.okonjo, room.brandt, room.marsh):
        signed_in(client, seat)
        pages = reverse("library", args=["heart"]), reverse("board", args=["heart"]), reverse("all-documents")
        for page in (*pages, reverse("question", args=["heart", 1])):
            assert at("document", document) in client.get(page).text


def test_strangers_and_former_members_find_nothing(client, room):
    document = published(room)
    make.person("Dr Otto Stranger")
    end_seat(room.tanabe, by=room.lindqvist)
    for name in ("stranger", "tanabe"):
        client.force_login(get_user_model().objects.get(email=f"{name}@example.org"))
        for page in (at("document", document), at("document-file", document), reverse("library", args=["heart"])):
            assert client.get(page).status_code == 404
        assert client.get(reverse("document-new", args=["heart"])).status_code == 404
        assert "Monitoring protocol" not in client.get(reverse("all-documents")).text
    assert told(document) == []


def test_whoever_is_signed_out_is_asked_to_sign_in(client, room):
    document = published(room)
    for page in (at("document", document), at("document-file", document), reverse("all-documents")):
        assert "/accounts/" in client.get(page).url
    assert told(document) == []


def test_a_document_is_found_on_its_own_board_alone(client, room):
    document = published(room)
    other = make.room(slug="lung", cast={name: make.CAST[name] for name in ("okonjo", "lindqvist")})
    signed_in(client, other.okonjo)
    assert client.get(at("document", document)).status_code == 200
    assert client.get(at("document", document, "lung")).status_code == 404
    assert client.get(at("document-file", document, "lung")).status_code == 404
    assert client.get(reverse("document", args=["heart", uuid4()])).status_code == 404
    assert client.get("/boards/heart/library/one/").status_code == 404


def test_a_pdf_is_sent_whole_privately_and_in_a_sandbox(client, room):
    document = published(room, title="Protokoll für Ärzte", format="pdf", file=pdf())
    answer = signed_in(client, room.okonjo).get(at("document-file", document))
    assert answer.status_code == 200
    assert b"".join(answer) == pdf().read()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == "inline; filename*=UTF-8''Protokoll%20f%C3%BCr%20%C3%84rzte.pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Security-Policy"].startswith("default-src 'none';")
    assert answer["Content-Security-Policy"].endswith("; sandbox")


@pytest.mark.once
@pytest.mark.parametrize(
    ("asked", "begin", "end"),
    [("bytes=0-3", 0, 4), ("bytes=10-", 10, None), ("bytes=-5", -5, None), ("bytes=5-99999999", 5, None)],
)
def test_a_range_is_answered(client, room, asked, begin, end):
    document, whole = published(room), pdf().read()
    answer = signed_in(client, room.okonjo).get(at("document-file", document), headers={"Range": asked})
    assert answer.status_code == 206
    part = whole[begin:end]
    assert b"".join(answer) == part
    first = begin % len(whole)
    assert answer["Content-Range"] == f"bytes {first}-{first + len(part) - 1}/{len(whole)}"


@pytest.mark.once
@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0"])
def test_a_range_beyond_the_file_is_416_and_no_opening(client, room, asked):
    document, size = published(room), len(pdf().read())
    answer = signed_in(client, room.okonjo).get(at("document-file", document), headers={"Range": asked})
    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{size}")
    assert told(document) == []


@pytest.mark.once
@pytest.mark.parametrize(
    "asked", ["lines=1-2", "bytes=", "bytes=-", "bytes=0-1,4-5", f"bytes={'9' * 5000}-", "bytes=٣-"]
)
def test_a_range_that_nobody_understands_gets_the_whole_file(client, room, asked):
    document = published(room)
    signed_in(client, room.okonjo)
    answer = client.get(at("document-file", document), headers={"Range": asked})
    assert (answer.status_code, b"".join(answer)) == (200, pdf().read())
    changed = client.get(at("document-file", document), headers={"Range": "bytes=5-", "If-Range": '"an older one"'})
    assert changed.status_code == 200


@pytest.mark.once
def test_the_file_of_a_page_or_a_lost_file_is_404(client, room, shelf):
    page, lost = published(room, format="page", body="Words."), published(room)
    for path in kept(shelf):
        path.unlink()
    signed_in(client, room.okonjo)
    assert client.get(at("document-file", page)).status_code == 404
    assert client.get(at("document-file", lost)).status_code == 404
    assert told(lost) == []


@pytest.mark.once
def test_words_of_documents_are_drawn_as_words(client, room):
    body = f"{SCRIPT} <img src=x onerror=alert(1)> [go](javascript:alert(1)) **bold**"
    page = published(room, format="page", title=SCRIPT, body=body, question_number=1)
    link = published(room, format="link", title='"><b>x', address="https://a.example/?a=1&b=<b>'")
    signed_in(client, room.okonjo)
    pages = [at("document", page), at("document", link), reverse("library", args=["heart"]), reverse("all-documents")]
    for address in [*pages, reverse("board", args=["heart"]), reverse("question", args=["heart", 1])]:
        html = client.get(address).text
        assert SCRIPT not in html
        assert "<b>x" not in html
        assert "b=<b>" not in html
        assert "<img" not in html
        assert 'href="javascript:' not in html
    assert "<strong>bold</strong>" in client.get(at("document", page)).text
    assert 'rel="noopener noreferrer"' in client.get(at("document", link)).text


def test_opening_is_told_at_the_desk_and_is_not_yet_reading(client, room):
    document = published(room, format="page", body="Words.")
    signed_in(client, room.okonjo)
    assert "New to you" in client.get(reverse("library", args=["heart"])).text
    client.get(at("document", document))
    assert told(document) == [("board.heart.desk", "Dr Samuel Okonjo")]
    for library in (reverse("library", args=["heart"]), reverse("all-documents")):
        assert "Opened, not marked as read" in client.get(library).text
    client.post(reverse("document-reading", args=["heart", document.pk]), {"version": "1"})
    for library in (reverse("library", args=["heart"]), reverse("all-documents")):
        assert "You read this" in client.get(library).text
    assert "New to you" in signed_in(client, room.solheim).get(reverse("library", args=["heart"])).text


@pytest.mark.parametrize("part", ["bytes=0-9", "bytes=20-"])
def test_a_pdf_is_opened_by_the_first_bytes_that_are_read_of_it(client, room, part):
    document = published(room)
    signed_in(client, room.okonjo)
    client.get(at("document", document))
    client.head(at("document-file", document))
    assert told(document) == []
    client.get(at("document-file", document), headers={"Range": part})
    assert told(document) == [("board.heart.desk", "Dr Samuel Okonjo")]


def test_the_desk_hears_of_a_reader_once_an_hour(client, room):
    document = published(room, format="link", address="https://guideline.example/")
    signed_in(client, room.okonjo)
    for _ in range(3):
        client.get(at("document", document))
    assert len(told(document)) == 1
    first = Reading.objects.get().opened_at
    signed_in(client, room.solheim).get(at("document", document))
    assert [name for _, name in told(document)] == ["Dr Samuel Okonjo", "Prof. Ingrid Solheim"]
    Reading.objects.update(told_at=timezone.now() - timedelta(minutes=61))
    signed_in(client, room.okonjo).get(at("document", document))
    assert len(told(document)) == 3
    assert Reading.objects.get(member=room.okonjo).opened_at == first


def test_a_former_member_opens_nothing(room):
    document, before = published(room), room.okonjo
    end_seat(room.okonjo, by=room.lindqvist)
    with pytest.raises(Denied):
        open_document(document, by=before)
    assert told(document) == []
