"""A document as it is read: its pages as text and as pictures, found words, and who may see which page."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from advisory.files import stored
from boards.commands.members import end_seat
from resources import reading
from resources.commands.versions import add_version, withdraw_document
from resources.comparing import changed, compared
from resources.models import Document, Leaf, Reading
from tests.resources.leaves import drawn, typeset
from tests.resources.shelf import at, published, signed_in, upload

pytestmark = pytest.mark.django_db
WORDS = """#set page(width: 15cm, height: 20cm)
#set text(font: "Source Sans Pro")
= Before the first dose
Measure blood pressure on both arms and record an ECG on the same day, as Müller does.

Ask about fainting.
- Alcohol
- Medicines
#pagebreak()
Refer the same day for a new irregular pulse. Ask about alcohol again.
"""


def brought(room, put, words=WORDS):
    """A published PDF whose pages have been drawn."""
    content = typeset(words)
    version = published(room, format="pdf", file=upload(content)).current
    path = put(content)
    for leaf in drawn(path, "pdf"):
        picture = stored(ContentFile((path.parent / "leaves" / leaf.picture).read_bytes()), "leaves")
        told = {name: getattr(leaf, name) for name in ("number", "width", "height", "text", "boxes")}
        Leaf.objects.create(version=version, picture=picture, **told)
    return version


def picture_of(version, page, slug="heart"):
    return reverse("leaf-picture", args=[slug, version.document_id, version.number, page])


def read(client, version, **asked):
    """The page of a document as it comes to a browser."""
    return client.get(at("document", version.document), asked).content.decode()


@pytest.mark.once
def test_the_first_page_comes_as_text_with_ids_that_stay(room, put, client):
    version = brought(room, put)
    shown = read(signed_in(client, room.okonjo), version)
    assert '<h2 id="p1-1" data-begin="0" dir="auto">Before the first dose</h2>' in shown
    assert '<li id="p1-4"' in shown
    assert "• Alcohol" in shown
    assert "Page 1 of 2" in shown
    assert 'rel="next"' in shown
    assert "Refer the same day" not in shown
    assert Reading.objects.filter(version=version, member=room.okonjo).exists(), "seeing it is opening it"


def test_the_text_of_all_pages_is_read_in_one_go_and_where_marked_names_its_reader(room, put, client, monkeypatch):
    version = brought(room, put, f"{WORDS}\n#pagebreak()\n#rect()\n#pagebreak()\nThe end.")
    assert "?page=1&amp;view=text&amp;whole=1" in read(signed_in(client, room.okonjo), version)
    whole = read(client, version, whole="1", page="1")
    said = [whole.index(words) for words in ("Before the first dose", "Refer the same day", "The end.")]
    assert (said == sorted(said), whole.count("data-leaf")) == (True, 4)
    assert whole.count(picture_of(version, 3)) == 1, "a page without words is shown as its picture"
    assert ("For Dr Samuel Okonjo" in whole, 'id="notes"' in whole) == (False, False)
    Document.objects.update(watermarked=True)
    assert read(client, version, whole="1", page="1").count(f"For Dr Samuel Okonjo, {timezone.now():%-d}") == 4
    monkeypatch.setattr(reading, "AT_ONCE", 3)
    begun = read(client, version, whole="1", page="1")
    assert (begun.count("data-leaf"), "?page=4&amp;whole=1" in begun) == (3, True)


@pytest.mark.once
def test_a_page_is_asked_for_by_its_number_and_nonsense_shows_one_that_there_is(room, put, client):
    version = brought(room, put)
    signed_in(client, room.okonjo)
    for page, says in {"2": 2, "900": 2, "0": 1, "x": 1, "²": 1, "9" * 400: 1}.items():
        assert f'data-leaf="{says}"' in read(client, version, page=page), page


@pytest.mark.once
def test_a_table_stays_a_table_and_a_numbered_heading_is_no_item(room, put, client):
    words = """#set page(width: 15cm, height: 20cm)
#set text(font: "Source Sans Pro")
= 2. Before the first dose
+ Ask about fainting, and about a pulse that is not regular.
+ Measure
#table(columns: 3, [Week], [Where], [Who acts],
  [0], [Clinic], [Ward], [4], [Home, and once more in the clinic a week later], [Reader])
Refer the same day."""
    shown = read(signed_in(client, room.okonjo), brought(room, put, words))
    assert '<h2 id="p1-1" data-begin="0" dir="auto">2. Before the first dose</h2>' in shown
    assert '<li id="p1-2"' in shown
    assert '<li id="p1-3"' in shown
    cells = [part.partition("</td>")[0] for part in shown.split('<td dir="auto">')[1:]]
    assert cells[:6] == ["Week", "Where", "Who acts", "0", "Clinic", "Ward"]
    assert cells[6:] == ["4", "Home, and once more in the clinic a week later", "Reader"]
    assert '<p id="p1-5"' in shown


@pytest.mark.once
def test_as_a_picture_its_words_stand_above_it_in_reading_order(room, put, client):
    version = brought(room, put)
    shown = read(signed_in(client, room.okonjo), version, view="pages", zoom="150")
    assert picture_of(version, 1) in shown
    assert 'data-zoom="150"' in shown
    words = [part.partition("</tspan>")[0].rpartition(">")[2] for part in shown.split("<tspan")[1:]]
    assert " ".join(words).split()[:6] == ["Before", "the", "first", "dose", "Measure", "blood"]
    assert "style=" not in shown


def test_words_are_found_whatever_their_case_accents_and_lines(room, put, client):
    version = brought(room, put)
    signed_in(client, room.okonjo)
    shown = read(client, version, q="ALCOHOL")
    assert "2 places" in shown
    assert '<mark id="hit-1">Alcohol</mark>' in shown
    assert "?page=2&amp;q=ALCOHOL#hit-1" in shown
    assert '<mark id="hit-1">Müller</mark>' in read(client, version, q="muller")
    assert "<rect" in read(client, version, q="same   DAY, as", view="pages")
    assert "Nothing in this document says" in read(client, version, q="&quot;'%<script>" + "x" * 10_000)


def test_a_picture_of_a_page_comes_to_those_who_may_read_it_now(room, put, client):
    version = brought(room, put)
    first = picture_of(version, 1)
    answer = signed_in(client, room.okonjo).get(first)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert "no-store" in answer["Cache-Control"]
    small = client.get(first, {"size": "small"}).content
    assert small[8:12] == b"WEBP"
    assert len(small) < 20_000
    assert client.get(picture_of(version, 3)).status_code == 404
    assert client.get(first, headers={"Range": "bytes=0-99"}).status_code == 206
    end_seat(room.okonjo, by=room.lindqvist)
    assert client.get(first, headers={"Range": "bytes=100-199"}).status_code == 404


def test_a_page_takes_the_same_few_queries_whatever_the_length(room, put, client, django_assert_max_num_queries):
    version = brought(room, put)
    signed_in(client, room.okonjo)
    read(client, version)
    for number in range(3, 60):
        Leaf.objects.create(version=version, number=number, width=10, height=10, text="Words", boxes=[])
    read(client, version, page=40)
    with django_assert_max_num_queries(17):
        read(client, version, page=40)
    with django_assert_max_num_queries(14):
        client.get(picture_of(version, 1))


def test_what_changed_since_somebody_read_is_told_to_whoever_read_it(room, client):
    document = published(room, format="page", body="Ask about fainting.\n\nAsk about alcohol.\n\nThe end")
    shown = client.get
    signed_in(client, room.okonjo).get(at("document", document))
    words = "Ask about fainting.\n\nAsk about alcohol and tea.\n\nThe end"
    add_version(document, by=room.weidmann, format="page", changed="Tea", body=words)
    changes = reverse("version-changes", args=["heart", document.pk, 1])
    assert changes in shown(at("document", document)).content.decode()
    told = shown(changes).content.decode()
    assert "1 passage changed" in told
    assert "<del>alcohol.</del><ins>alcohol and tea.</ins>" in told
    assert "fainting" not in told
    assert signed_in(client, room.solheim).get(changes).status_code == 404, "who never met version 1 sees none of it"
    assert changes not in shown(at("document", document)).content.decode()
    withdraw_document(document, by=room.weidmann, reason="Wrong")
    assert signed_in(client, room.okonjo).get(changes).status_code == 404


@pytest.mark.parametrize(("before", "after", "kinds"), [
    (["One two three."], ["One two\nthree."], []),
    (["One two three."], ["One two four."], ["changed"]),
    (["One two three.", "Last"], ["Last"], ["gone"]),
    (["Last"], ["Wholly other words", "Last"], ["added"]),
    ([], ["Last"], ["added"]),
])  # fmt: skip
def test_paragraphs_are_paired_with_what_they_became(before, after, kinds):
    assert [one.kind for one in changed(compared(before, after))] == kinds
