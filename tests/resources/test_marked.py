"""Watermarks: what a reader takes out says for whom and when, whatever its sort, and the original is out of reach."""

from io import BytesIO

import pypdfium2
import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader, PdfWriter

from advisory.files import stored
from boards.commands.members import end_seat
from resources.commands.details import describe_document
from resources.models import Leaf
from tests.resources.leaves import typeset
from tests.resources.made_media import mp4, picture
from tests.resources.made_office import deck
from tests.resources.made_pdfs import pdf
from tests.resources.shelf import at, published, signed_in, told

pytestmark = [
    pytest.mark.once,
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume asynchronous iterators"),
]
SAYS = f"Dr Samuel Okonjo, {timezone.now():%-d %b %Y}"


def marked(room, content, name):
    """A watermarked document in force."""
    document = published(room, format="pdf", file=SimpleUploadedFile(name, content))
    describe_document(document, by=room.weidmann, watermarked=True)
    return document


def turned(content):
    """The same page upright, and turned each way."""
    writer, out = PdfWriter(), BytesIO()
    for angle in (0, 90, 180, 270):
        writer.add_page(PdfReader(BytesIO(content)).pages[0])
        writer.pages[-1].rotate(angle)
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(("content", "name"), [(turned(typeset()), "a.pdf"), (deck("Baseline"), "a.pptx")])
def test_each_page_of_what_is_taken_names_its_reader_and_the_day(room, client, content, name):
    document = marked(room, content, name)
    answer = signed_in(client, room.okonjo).get(at("document-file", document), headers={"Range": "bytes=0-9"})
    assert (answer.status_code, answer["Content-Type"], answer["Accept-Ranges"]) == (200, "application/pdf", "none")
    assert "no-store" in answer["Cache-Control"]
    taken = b"".join(answer)
    assert int(answer["Content-Length"]) == len(taken)
    assert taken != content
    for page in pypdfium2.PdfDocument(taken):
        assert page.get_textpage().get_text_range().count(SAYS) == 2
    assert [name for _, name in told(document)] == ["Dr Samuel Okonjo"]
    own = reverse("version-file", args=["heart", document.pk, 1])
    assert b"".join(signed_in(client, room.weidmann).get(own)) != content, "nor does the team take it unmarked"
    end_seat(room.okonjo, by=room.lindqvist)
    assert signed_in(client, room.okonjo).get(at("document-file", document)).status_code == 404


def test_what_a_page_leaves_open_moves_no_mark(room, client):
    shifted = pdf(content=b"q .2 0 0 .2 300 300 cm (a \\) Q b) Tj q 0 1 -1 0 9 9 cm")
    taken = b"".join(signed_in(client, room.okonjo).get(at("document-file", marked(room, shifted, "a.pdf"))))
    page = pypdfium2.PdfDocument(taken)[0].get_textpage()
    left, bottom, *_ = page.get_charbox(page.search(SAYS).get_next()[0])
    assert (10 < left < 14, 8 < bottom < 14) == (True, True), "in its lower corner"


def test_pictures_and_pictures_of_pages_are_marked(room, client):
    shown = picture(size=(800, 400))
    document = marked(room, shown, "a.png")
    taken = b"".join(signed_in(client, room.okonjo).get(at("document-file", document)))
    assert differ(shown, taken) > 0.008
    drawn = BytesIO()
    Image.open(BytesIO(shown)).save(drawn, "WEBP", lossless=True)
    kept = stored(ContentFile(drawn.getvalue()), "leaves")
    Leaf.objects.create(version=document.current, number=1, width=800, height=400, picture=kept)
    page = client.get(reverse("leaf-picture", args=["heart", document.pk, 1, 1]))
    assert (page.status_code, page["Content-Type"]) == (200, "image/webp")
    assert differ(shown, page.content) > 0.008


def test_a_film_is_played_and_not_handed_out_where_marks_are_set(room, client):
    document, film = marked(room, mp4(), "talk.mp4"), mp4()
    address = at("document-file", document)
    signed_in(client, room.okonjo)
    assert client.get(address).status_code == 404
    assert client.get(address, headers={"Sec-Fetch-Dest": "document"}).status_code == 404
    played = client.get(address, headers={"Sec-Fetch-Dest": "video", "Range": "bytes=0-9"})
    assert (played.status_code, b"".join(played)) == (206, film[:10])
    page = client.get(at("document", document)).text
    assert "<video" in page
    assert "Download" not in page


def test_a_name_in_other_letters_is_told_by_its_address(room, client):
    type(room.okonjo.user).objects.filter(pk=room.okonjo.user_id).update(name="岡本 太郎")
    taken = b"".join(signed_in(client, room.okonjo).get(at("document-file", marked(room, typeset(), "a.pdf"))))
    assert "okonjo@example.org" in pypdfium2.PdfDocument(taken)[0].get_textpage().get_text_range()


def differ(one, other):
    """The share of dots that are clearly not the same."""
    pair = [Image.open(BytesIO(content)).convert("L").resize((200, 100)) for content in (one, other)]
    pixels = zip(*(one.tobytes() for one in pair), strict=True)
    return sum(abs(before - after) > 8 for before, after in pixels) / 20_000
