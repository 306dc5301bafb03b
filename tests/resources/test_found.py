"""Documents, their pages and the notes on them are found by whoever may read them now, and where the words stand."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model

from advisory.accounts.commands.erasure import erase_person
from advisory.search import finding
from advisory.search.asking import Asked
from advisory.search.finding import find
from advisory.search.models import SearchEntry
from advisory.search.refiling import reindex
from advisory.search.sources import drawn, reader
from boards.commands.walls import set_sight
from resources.anchoring import Chosen
from resources.commands.annotations import annotate, edit_annotation, remove_annotation, share_annotation
from resources.commands.details import describe_document, place_document, shelve_document
from resources.commands.versions import add_version, withdraw_document
from resources.models import Document, Leaf
from tests import make
from tests.resources.shelf import at, published, signed_in

pytestmark = pytest.mark.django_db
TEAM = ("lindqvist", "marsh", "weidmann")


def finders(room, words):
    """Who of the cast finds something by words; what is counted is what is shown, but for words of their own."""
    found = set()
    for name in make.CAST:
        who = reader(getattr(room, name).user)
        hits, _ = find(who, Asked(words))
        assert len(drawn(who, hits)) == len(hits) or {hit.owner for hit in hits} == {getattr(room, name).pk}, name
        found |= {name} if hits else set()
    return found


def now(thing):
    """A document or a note as it is now."""
    return type(thing).objects.get(pk=thing.pk)


def test_whoever_is_no_longer_meant_does_not_find_a_document_and_its_notes_from_that_moment(room):
    paper = published(room, format="page", body="Dexrazoxane is not discussed.", title="Dosing table")
    place = Chosen(exact="Dexrazoxane", leaf=0)
    annotate(paper, "A canary.", by=room.okonjo, client_id=uuid4(), at=place, shared=True)
    for words in ("dosing", "dexrazoxane", "canary"):
        assert finders(room, words) == set(make.CAST)
    describe_document(paper, by=room.weidmann, title="Treatment table", roles=("observer",))
    assert finders(room, "dosing") == set()
    assert finders(room, "treatment") == finders(room, "dexrazoxane") == {*TEAM, "brandt"}
    assert finders(room, "canary") - {"okonjo"} == {*TEAM, "brandt"}
    get_user_model().objects.filter(pk=room.brandt.user_id).update(country="NG")
    describe_document(now(paper), by=room.weidmann, countries=("GB",))
    assert finders(room, "treatment") == set(TEAM)
    describe_document(now(paper), by=room.weidmann, roles=(), countries=())
    place_document(now(paper), by=room.weidmann, question_number=1)
    assert finders(room, "treatment q:1") == finders(room, "canary") == set(make.CAST)
    add_version(now(paper), by=room.weidmann, format="page", body="Other words.", changed="All of it.")
    assert finders(room, "dexrazoxane") == set()
    assert finders(room, "canary") == set(make.CAST)
    withdraw_document(now(paper), by=room.weidmann, reason="An error in it.")
    assert finders(room, "treatment") == finders(room, "other words") == set()
    assert finders(room, "canary") - {"okonjo"} == set(TEAM)


def test_on_another_shelf_it_is_found_there_and_no_more_once_it_is_taken_off(room):
    paper = published(room, format="page", body="Dexrazoxane.", title="Dosing table")
    cast = {name: make.CAST[name] for name in ("okonjo", "weidmann", "lindqvist")} | {
        "rossi": ("Dr Ada Rossi", "advisor")
    }
    other = make.room(slug="lung", cast=cast)
    assert find(reader(other.rossi.user), Asked("dexrazoxane")) == ([], False)
    shelve_document(paper, other.board, by=room.weidmann)
    assert len(find(reader(other.rossi.user), Asked("dexrazoxane"))[0]) == 1
    shelve_document(now(paper), other.board, by=room.weidmann, on=False)
    assert find(reader(other.rossi.user), Asked("dexrazoxane")) == ([], False)


def test_a_note_is_found_by_its_writer_alone_until_it_is_shared_and_by_nobody_once_it_is_gone(room):
    paper = published(room, format="page", body="Dexrazoxane is not discussed.")
    note, _ = annotate(
        paper, "A canary sings.", by=room.okonjo, client_id=uuid4(), at=Chosen(exact="Dexrazoxane", leaf=0)
    )
    assert finders(room, "canary") == {"okonjo"}
    who = reader(room.okonjo.user)
    [hit] = drawn(who, find(who, Asked("by:me sings"))[0])
    assert (hit.label, hit.title) == ("Your private note", "On “Dexrazoxane”")
    share_annotation(note, by=room.okonjo)
    assert finders(room, "canary") == set(make.CAST)
    edit_annotation(now(note), "A robin sings.", by=room.okonjo, version=1)
    assert finders(room, "canary") == set()
    set_sight(room.weidmann, "report", by=room.lindqvist)
    assert finders(room, "robin") == set(make.CAST) - {"weidmann"}
    before = set(SearchEntry.objects.values_list("thing", "audience", "owner"))
    reindex()
    assert set(SearchEntry.objects.values_list("thing", "audience", "owner")) == before
    annotate(paper, "An answer.", by=room.tanabe, client_id=uuid4(), reply_to=note.pk)
    assert finders(room, "answer") == set(make.CAST) - {"weidmann"}
    remove_annotation(now(note), by=room.okonjo)
    assert finders(room, "robin") == set()
    annotate(paper, "A secret canary.", by=room.okonjo, client_id=uuid4(), at=Chosen(exact="Dexrazoxane", leaf=0))
    erase_person(room.okonjo.user, by=room.okonjo.user)
    assert not SearchEntry.objects.filter(kind="note", owner=room.okonjo.pk).exists()


def test_a_long_document_full_of_a_word_leaves_a_way_to_what_was_said_with_it(client, room, monkeypatch):
    said = make.say(room.question, room.tanabe, "A canary sings.")
    type(said).objects.update(published_at=said.published_at - timedelta(days=2))
    paper = published(room)
    leaf = {"width": 10, "height": 10, "picture": "a.webp", "text": "Canary.", "boxes": []}
    Leaf.objects.bulk_create(Leaf(version=paper.current, number=number, **leaf) for number in (2, 3, 4))
    reindex()
    monkeypatch.setattr(finding, "MOST", 2)
    page = signed_in(client, room.marsh).get("/search/", {"q": "canary"}).text
    assert "sings" not in page
    assert '<a href="?q=canary&amp;in=discussion">Discussion</a>' in page
    assert "A <mark>canary</mark> sings." in client.get("/search/", {"q": "canary", "in": "discussion"}).text


def test_a_page_of_a_document_opens_with_the_words_marked(client, room):
    paper = published(room)
    Leaf.objects.filter(version=paper.current).delete()
    texts = ("Who is monitored.", "Stop treatment below 50 % ejection fraction.")
    Leaf.objects.bulk_create(
        Leaf(version=paper.current, number=number, width=10, height=10, picture=f"{number}.webp", text=text,
             boxes=[[0, 0, 999, 20, 0, len(text)]]) for number, text in enumerate(texts, 1)
    )  # fmt: skip
    reindex()
    signed_in(client, room.okonjo)
    for asked, marked in {
        '"treatment below 50"': "treatment below 50",
        "ejections": "ejection",
        "fract stop": "Stop",
    }.items():
        page = client.get("/search/", {"q": asked}).text
        address = page.partition('class="found')[2].partition('<a href="')[2].partition('"')[0]
        assert address.startswith(f"{at('document', paper)}?page=2&amp;q=")
        opened = client.get(address.replace("&amp;", "&").partition("#")[0]).text
        assert f'<mark id="hit-1">{marked}</mark>' in opened
    assert Document.objects.count() == 1
