"""A document on paper with its notes: its pages as they look, numbered marks on them, and the notes below."""

import threading
from uuid import uuid4

import pytest
from django.urls import reverse
from pypdfium2 import PdfDocument
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from resources.anchoring import Chosen
from resources.commands.annotations import annotate
from resources.intake.lettering import legible
from resources.models import Document
from resources.reception import Reception
from tests.resources.leaves import typeset
from tests.resources.shelf import published, signed_in, upload


def looks(page):
    """What a page of the paper says, how many pictures it has, and whether anything on it is marked in yellow."""
    seen = page.render(scale=1).to_pil().convert("RGB")
    pictures = list(page.get_objects([FPDF_PAGEOBJ_IMAGE]))
    return (
        page.get_textpage().get_text_range(),
        len(pictures),
        any(red > 250 and blue < 205 < green for _, (red, green, blue) in seen.getcolors(1 << 20)),
    )


@pytest.mark.once
@pytest.mark.django_db
def test_pages_stand_on_paper_with_marks_and_their_notes_and_a_region_with_its_picture(client, room):
    published(room, format="pdf", file=upload(typeset(), "protocol.pdf"))
    Reception(threading.Event()).round()
    document = Document.objects.get()
    for chosen in (Chosen(exact="Adults with HER2 disease", leaf=1), Chosen(fragment="xywh=percent:5,5,50,30", leaf=2)):
        annotate(document, f"On page {chosen.leaf}.", by=room.okonjo, client_id=uuid4(), at=chosen, shared=True)
    answer = signed_in(client, room.tanabe).get(reverse("annotations-taken", args=["heart", document.pk, "pdf"]))
    with PdfDocument(answer.content) as paper:
        seen = list(map(looks, paper))
    (first, _, marked), *_ = [one for one in seen if "Page 1\r\n" in one[0]]
    assert ("On page 1." in first, "On page 2." in first, marked) == (True, False, True)
    assert sum(marked for _, _, marked in seen) == 3, "on both pages, and in the words at the end"
    assert sum(pictures for _, pictures, _ in seen) == 3, "a part of a page is shown by itself too"


def test_letters_that_no_font_has_are_said_to_be_missing():
    told = {"words": ["QRS café Ωμέγα", "心電図 in Zürich 🙂"], "leaves": 2, "missing": False}
    assert legible(told) == ({"words": ["QRS café Ωμέγα", "[?] in Zürich [?]"], "leaves": 2, "missing": True}, True)
    assert legible({"words": "café", "missing": False}) == ({"words": "café", "missing": False}, False)
