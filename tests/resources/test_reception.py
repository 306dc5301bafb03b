"""The worker draws what was brought in: its pages stand in the library, each with its words, or it says why not."""

import threading

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from advisory.events.models import Event
from advisory.refusals import Busy, Conflict, Invalid
from advisory.rights import SYSTEM
from resources import reception
from resources.commands.leaves import keep_leaves
from resources.intake.verdicts import Leaf
from resources.models import Version
from tests.resources import made_media as media
from tests.resources.leaves import typeset
from tests.resources.made_office import deck
from tests.resources.shelf import published, upload
from tests.searching import search

pytestmark = pytest.mark.django_db(transaction=True)


def brought(room, content, name):
    """The version in force of a document whose file has just been brought in."""
    return published(room, format="pdf", file=SimpleUploadedFile(name, content)).current


def received(version):
    """The same version once the worker has been round."""
    reception.Reception(threading.Event()).round()
    return Version.objects.get(pk=version.pk)


def told(version):
    """What was found in it: {what: (state, words)}."""
    return {check.what: (check.state, check.said) for check in version.checks.all()}


def test_pages_of_a_pdf_are_drawn_once(room, shelf):
    version = received(brought(room, typeset(), "protocol.pdf"))
    assert (version.format, version.pages, version.minutes) == ("pdf", 2, 1)
    first, second = version.leaves.all()
    assert first.text.startswith("Who is monitored")
    assert second.text[slice(*second.boxes[0][4:])] == "Second"
    with default_storage.open(first.picture.name) as picture:
        assert picture.read(12)[8:] == b"WEBP"
    assert told(version)["pages"] == ("fine", "All pages are drawn.")
    event = Event.objects.select_related("stream").get(kind="version.checked")
    assert event.stream.name == f"{room.board.stream}.library"
    assert [hit.url.partition("?")[2] for hit in search(room.okonjo.user, "second")] == ["page=2"]
    files = [path for path in shelf.rglob("*") if path.is_file()]
    received(version)
    assert [path for path in shelf.rglob("*") if path.is_file()] == files, "nothing is drawn twice"


def test_slides_say_that_they_are_typeset_anew(room):
    version = received(brought(room, deck("Baseline", "Week 6"), "slides.pptx"))
    assert (version.format, [leaf.text for leaf in version.leaves.all()]) == ("pptx", ["Baseline", "Week 6"])
    assert told(version)["pages"] == ("noted", reception.RESET)


def test_films_are_known_and_not_drawn(room):
    version = received(brought(room, media.mp4(), "story.mp4"))
    assert (version.format, version.minutes, version.pages) == ("video", 2, 0)
    assert told(version)["pages"][0] == "fine"


def test_a_file_that_is_lost_is_told(room):
    version = brought(room, typeset(), "protocol.pdf")
    default_storage.delete(version.file.name)
    assert told(received(version))["pages"] == ("stopped", reception.LOST)


def test_pages_of_a_file_that_was_replaced_are_not_kept(room):
    version = brought(room, typeset(), "protocol.pdf")
    Version.objects.filter(pk=version.pk).update(sha256="0" * 64)
    with pytest.raises(Conflict):
        keep_leaves(version, [Leaf(1, 10, 10, "", "", [])], by=SYSTEM)
    assert not version.leaves.exists()


def test_what_is_not_fit_is_refused_before_it_is_kept(room, shelf):
    with pytest.raises(Invalid, match="holds parts of a web page"):
        brought(room, media.picture() + b"<script>", "chart.png")
    assert [path for path in shelf.rglob("*") if path.is_file()] == []


def test_without_the_scanners_word_nothing_is_kept(room, shelf, settings, tmp_path):
    settings.CLAMAV = str(tmp_path / "nobody.sock")
    with pytest.raises(Busy, match="The virus scanner does not answer now"):
        published(room, format="pdf", file=upload(typeset()))
    assert [path for path in shelf.rglob("*") if path.is_file()] == []
