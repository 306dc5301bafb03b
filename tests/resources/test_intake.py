"""Good files are known, timed and drawn."""

import io

import docx
import pptx
import pytest

from resources.intake.limits import Limits
from resources.intake.names import clean
from resources.intake.work import examine
from tests.resources import made_media as media
from tests.resources.leaves import drawn, typeset
from tests.resources.made_office import saved
from tests.resources.made_pdfs import pdf


def test_a_pdf_is_known_with_its_title_and_length(put):
    found = examine(put(typeset()), "Protocol.PDF")
    assert (found.refused, found.format, found.pages, found.title) == ("", "pdf", 2, "Monitoring protocol")
    assert (found.words, found.minutes) == (19, 1)
    assert {check.what: check.state for check in found.checks} == dict.fromkeys(("format", "active", "text"), "fine")


def test_each_word_of_a_page_stands_where_it_is_seen(put):
    first, second = drawn(put(typeset()), "pdf")
    assert first.text.startswith("Who is monitored\nAdults with HER2 disease, before")
    assert second.text == "Second page"
    words = [first.text[begin:end] for *_, begin, end in first.boxes]
    assert words == first.text.split()
    left, top, width, height, *_ = first.boxes[0]
    assert 50 < left < 250
    assert 50 < top < 250
    assert 0 < width < 200
    assert 0 < height < 50
    tops = [box[1] for box in first.boxes]
    assert tops[-1] > tops[0]


def test_a_page_turned_on_its_side_has_its_words_where_they_are_seen(put):
    (leaf,) = drawn(put(pdf(page=b" /Rotate 90")), "pdf")
    assert leaf.height > leaf.width
    assert leaf.text == "Hello library"
    first, second = leaf.boxes
    assert first[3] > first[2]  # it runs down the page
    assert second[1] > first[1]


def test_a_word_document_is_typeset_with_all_it_says(put):
    made = docx.Document()
    made.core_properties.title = "Monitoring"
    made.add_heading("Who", 1)
    made.add_paragraph("Adults with HER2 disease.")
    made.add_paragraph("Before each cycle", style="List Bullet")
    made.add_table(1, 2).rows[0].cells[1].text = "LVEF"
    made.add_picture(io.BytesIO(media.picture()))
    path = put(saved(made))
    found = examine(path, "a.docx")
    assert (found.refused, found.title, found.pages) == ("", "Monitoring", 1)
    assert ("pictures", "noted") in [(check.what, check.state) for check in found.checks]
    (leaf,) = drawn(path, "docx")
    assert leaf.text.split() == ["Who", "Adults", "with", "HER2", "disease.", "•", "Before", "each", "cycle", "LVEF"]


def test_each_slide_is_a_page_with_its_notes(put):
    made = pptx.Presentation()
    for number in (1, 2):
        slide = made.slides.add_slide(made.slide_layouts[1])
        slide.shapes.title.text, slide.placeholders[1].text = f"Answers {number}", "One\nTwo"
        slide.notes_slide.notes_text_frame.text = "Say this slowly."
    path = put(saved(made))
    assert examine(path, "a.pptx").pages == 2
    leaves = drawn(path, "pptx")
    assert [leaf.text.splitlines()[0] for leaf in leaves] == ["Answers 1", "Answers 2"]
    assert leaves[1].text.endswith("Say this slowly.")


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_picture_is_one_page(put, form):
    path = put(media.picture(form))
    assert examine(path, f"a.{form.lower()}").refused == ""
    (leaf,) = drawn(path, "image")
    assert (leaf.width, leaf.height, leaf.text) == (160, 120, "")


@pytest.mark.parametrize(
    ("name", "make", "minutes"),
    [
        ("a.mp4", media.mp4, 2),
        ("talk.mp4", lambda: media.fragments(5_400), 90),
        ("a.m4a", lambda: media.mp4(codec=b"mp4a", seconds=240), 4),
        ("a.webm", media.webm, 2),
        ("a.mp3", lambda: media.mp3(9000), 4),
        ("a.ogg", media.ogg, 1),
        ("a.wav", lambda: media.wav(120), 2),
    ],
)
def test_films_and_sound_are_known_by_their_length(put, name, make, minutes):
    found = examine(put(make()), name)
    assert (found.refused, found.minutes) == ("", minutes)


def test_what_is_too_large_is_told_with_its_size(put):
    path = put(b"")
    with path.open("wb") as file:
        file.truncate(60 * 1024**2)
    assert examine(path, "a.pdf").refused == "This file has 60 MB; the most is 50. Make it smaller first."


def test_a_child_that_takes_too_long_is_ended(put):
    found = examine(put(typeset()), "a.pdf", Limits(seconds=0.001))
    assert "too long" in found.refused


def test_a_name_keeps_its_ending():
    assert clean("/home/\u202eÜbersicht \r\n.PDF") == "Übersicht.PDF"
    assert clean("x" * 900 + ".pptx") == "x" * 145 + ".pptx"
