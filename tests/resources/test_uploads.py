"""Files arrive piece by piece, go on after a cut, and become drafts only when they were looked through."""

import errno
import threading
from base64 import b64encode
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from django.utils.http import parse_http_date

from advisory.events.models import Event
from resources import taking_in
from resources.models import Document, Upload, Version
from resources.reception import Reception
from tests.resources.made_office import word
from tests.resources.shelf import pdf, signed_in

CONTENT = pdf(pages=2).read()
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(client, room):
    """A browser of the medical team."""
    return signed_in(client, room.weidmann)


def begun(desk, name="Protocol.pdf", size=None):
    """What is answered to the beginning of an upload."""
    size = len(CONTENT) if size is None else size
    told = {"Upload-Length": str(size), "Upload-Metadata": f"filename {b64encode(name.encode()).decode()}"}
    return desk.post(reverse("uploads", args=["heart"]), headers={"Tus-Resumable": "1.0.0", **told})


def sent(desk, place, offset, piece):
    """What is answered to a piece."""
    told = {"Tus-Resumable": "1.0.0", "Upload-Offset": str(offset)}
    sort = "application/offset+octet-stream"
    return desk.patch(place, piece, content_type=sort, headers=told | {"Content-Type": sort})


def whole(desk, content=CONTENT, name="Protocol.pdf"):
    """An upload that has arrived."""
    place = begun(desk, name, len(content))["Location"]
    assert sent(desk, place, 0, content).status_code == 204
    return Upload.objects.get()


def received():
    """The worker goes round once."""
    Reception(threading.Event()).round()


def files(shelf):
    """What lies on the disk, by folder."""
    return sorted(path.parent.name for path in shelf.rglob("*") if path.is_file())


def test_a_file_goes_on_where_the_line_was_cut_and_becomes_a_draft(desk, room, shelf):
    made = begun(desk)
    assert (made.status_code, made["Tus-Resumable"]) == (201, "1.0.0")
    week = timezone.now() + timedelta(days=6), timezone.now() + timedelta(days=8)
    assert week[0].timestamp() < parse_http_date(made["Upload-Expires"]) < week[1].timestamp()
    place = made["Location"]
    assert sent(desk, place, 0, CONTENT[:300])["Upload-Offset"] == "300"
    cut = sent(desk, place, 0, CONTENT[:300])
    assert (cut.status_code, cut.json()["error"]["offset"]) == (409, 300)
    asked = desk.head(place)
    assert (asked["Upload-Offset"], asked["Upload-Length"]) == ("300", str(len(CONTENT)))
    assert asked["Upload-Expires"] == made["Upload-Expires"]
    received()
    assert not Document.objects.exists(), "half a file is nothing yet"
    assert sent(desk, place, 300, CONTENT[300:])["Upload-Offset"] == str(len(CONTENT))
    assert "Checking" in desk.get(reverse("uploads", args=["heart"])).text
    received()
    version = Version.objects.get()
    assert (version.state, version.format, version.pages, version.uploaded_by) == ("draft", "pdf", 2, room.weidmann)
    assert version.document.title == "Protocol"
    with default_storage.open(version.file.name) as kept:
        assert kept.read() == CONTENT
    assert files(shelf) == ["documents", "leaves", "leaves"]
    page = desk.get(reverse("uploads", args=["heart"]) + "?jobs").text
    assert "A draft in the library" in page
    assert "No scripts, no files inside." in page
    assert Event.objects.filter(kind="version.added").count() == 1


def test_what_is_not_fit_is_told_and_nothing_of_it_stays(desk, shelf):
    whole(desk, b"<html><script>alert(1)</script>", "report.pdf")
    received()
    assert "Its name ends in .pdf, but this is a web page." in desk.get(reverse("uploads", args=["heart"])).text
    assert not Document.objects.exists()
    assert files(shelf) == []


@pytest.mark.parametrize(
    ("name", "size", "status", "said"),
    [("x.exe", 10, 422, "are not taken"), ("a.pdf", 60 * 1024**2, 413, "the most is 50"), ("a.pdf", 0, 422, "empty")],
)
def test_what_its_name_or_size_forbids_is_not_even_sent(desk, name, size, status, said):
    answer = begun(desk, name, size)
    assert answer.status_code == status
    assert said in answer.json()["error"]["message"]
    assert not Upload.objects.exists()


def test_a_piece_beyond_the_end_or_out_of_form_is_refused(desk, shelf):
    place = begun(desk, size=10)["Location"]
    assert sent(desk, place, 0, b"x" * 11).status_code == 422
    assert sent(desk, place, 0, b"").status_code == 422
    assert desk.patch(place, b"x", content_type="text/plain").status_code == 415
    assert sent(desk, place, "-1", b"x").status_code == 422
    assert begun(desk, size="many").status_code == 422
    older = {"Tus-Resumable": "0.2.2", "Upload-Length": "9"}
    assert desk.post(reverse("uploads", args=["heart"]), headers=older).status_code == 412
    strange = {"Upload-Length": "9", "Upload-Metadata": "filename \xe9\xe9"}
    assert desk.post(reverse("uploads", args=["heart"]), headers=strange).status_code == 422
    assert files(shelf) == []


def test_a_full_disk_keeps_nothing_half_written(desk, shelf, monkeypatch):
    place = begun(desk)["Location"]

    def full(name, content):
        path = Path(default_storage.path(name))
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"half of it")
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(default_storage, "_save", full)
        answer = sent(desk, place, 0, CONTENT)
    assert (answer.status_code, answer.json()["error"]["code"]) == (507, "full")
    assert files(shelf) == []
    assert desk.head(place)["Upload-Offset"] == "0"
    assert sent(desk, place, 0, CONTENT).status_code == 204


def test_an_upload_is_its_senders_alone(desk, room, client):
    place = begun(desk)["Location"]
    for seat, status in ((room.marsh, 404), (room.okonjo, 403)):
        other = signed_in(client, seat)
        assert [other.head(place).status_code, other.delete(place).status_code] == [status, status]
        assert sent(other, place, 0, CONTENT).status_code == status


def test_an_upload_that_is_taken_back_or_forgotten_leaves_nothing(desk, shelf):
    place = begun(desk)["Location"]
    sent(desk, place, 0, CONTENT[:300])
    assert desk.delete(place).status_code == 204
    assert (desk.head(place).status_code, files(shelf)) == (404, [])
    whole(desk, word()[:2000], "late.docx")
    Upload.objects.update(size=9_999, expires=timezone.now())
    received()
    assert (Upload.objects.count(), files(shelf)) == (0, [])


def test_it_waits_for_the_virus_scanner(desk, shelf, settings, tmp_path):
    settings.CLAMAV = str(tmp_path / "nobody.sock")
    whole(desk)
    received()
    assert (Document.objects.count(), files(shelf)) == (0, ["uploads"])
    settings.CLAMAV = ""
    received()
    assert Document.objects.count() == 1


def test_a_worker_that_ends_in_between_makes_no_second_draft(desk, shelf, monkeypatch):
    whole(desk)
    with monkeypatch.context() as patch:
        patch.setattr(taking_in, "end_upload", lambda *_, **__: 1 / 0)
        received()
    assert (Document.objects.count(), files(shelf)) == (0, ["uploads"])
    received()
    assert Document.objects.count() == 1


def test_who_lost_the_right_meanwhile_adds_nothing(desk, room, shelf):
    whole(desk)
    type(room.weidmann).objects.filter(pk=room.weidmann.pk).update(seat="advisor")
    received()
    assert "does not allow" in Upload.objects.get().refused
    assert (Document.objects.count(), files(shelf)) == (0, [])
