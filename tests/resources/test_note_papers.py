"""A document on paper with its notes: its pages as they look, numbered marks on them, and the notes below."""

import threading
from pathlib import Path
from uuid import uuid4

import pytest
from django.urls import reverse
from pypdfium2 import PdfDocument

from discussions import note_papers
from resources.anchoring import Chosen
from resources.commands.annotations import annotate
from resources.intake.lettering import legible
from resources.models import Document
from resources.reception import Reception
from tests.resources.leaves import typeset
from tests.resources.shelf import published, signed_in, upload


def looks(page):
    """What a page of the paper says, and whether anything on it is marked in yellow."""
    seen = page.render(scale=1).to_pil().convert("RGB")
    marked = any(red > 250 and blue < 205 < green for _, (red, green, blue) in seen.getcolors(1 << 20))
    return page.get_textpage().get_text_range(), marked


@pytest.fixture
def noted(room):
    """A document of two pages with a note on a passage of the first, and on a part of the second."""
    published(room, format="pdf", file=upload(typeset(), "protocol.pdf"))
    Reception(threading.Event()).round()
    document = Document.objects.get()
    for chosen in (Chosen(exact="Adults with HER2 disease", leaf=1), Chosen(fragment="xywh=percent:5,5,50,30", leaf=2)):
        annotate(document, f"On page {chosen.leaf}.", by=room.okonjo, client_id=uuid4(), at=chosen, shared=True)
    return document


def taken(client, seat, document):
    """The pages of the paper as somebody takes it out."""
    answer = signed_in(client, seat).get(reverse("annotations-taken", args=["heart", document.pk, "pdf"]))
    with PdfDocument(answer.content) as paper:
        return list(map(looks, paper))


@pytest.mark.once
@pytest.mark.django_db
def test_pages_stand_on_paper_as_they_are_with_marks_and_their_notes(client, room, noted):
    seen = taken(client, room.tanabe, noted)
    (first, marked), *_ = [one for one in seen if "Page 1\r\n" in one[0]]
    assert ("On page 1." in first, "On page 2." in first, marked) == (True, False, True)
    assert first.count("Adults with HER2 disease") == 2, "in the page itself, and where its note quotes it"
    assert sum(marked for _, marked in seen) == 3, "on both pages, and in the words at the end"


@pytest.mark.once
@pytest.mark.django_db
def test_where_a_file_cannot_be_put_in_its_pages_come_as_pictures_and_what_is_left_out_is_said(
    client, room, noted, monkeypatch
):
    Path(noted.current.file.path).unlink()
    monkeypatch.setattr(note_papers, "MOST_PICTURES", 1)
    monkeypatch.setattr(note_papers, "MOST_LETTERS", 0)
    seen = taken(client, room.tanabe, noted)
    said = "".join(words for words, _ in seen)
    assert "1 of its 2 pages are shown" in said
    assert "the words of 2 of its pages" in said
    (first, marked), *_ = [one for one in seen if "Page 1\r\n" in one[0]]
    assert (first.count("Adults with HER2 disease"), marked) == (1, True)
    assert "On page 2." in said, "a note stands there though its page does not"


def test_letters_that_no_font_has_are_said_to_be_missing():
    told = {"words": ["QRS café Ωμέγα", "心電図 in Zürich 🙂"], "leaves": 2, "missing": False}
    assert legible(told) == ({"words": ["QRS café Ωμέγα", "[?] in Zürich [?]"], "leaves": 2, "missing": True}, True)
    assert legible({"words": "café", "missing": False}) == ({"words": "café", "missing": False}, False)
