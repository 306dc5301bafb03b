"""Films and sound: their captions and chapters, where somebody stopped, and their bytes in parts."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from advisory.events.models import Event
from advisory.refusals import Conflict, Invalid
from boards.commands.members import end_seat
from resources.captions import Unread, captions, chapters, written
from resources.commands.approvals import set_approvals
from resources.commands.tracks import set_track
from resources.commands.versions import add_version
from resources.models import Reading, Track
from tests.resources.made_media import mp4
from tests.resources.shelf import at, published, signed_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume asynchronous iterators"),
]
SAID = "WEBVTT\n\nNOTE by us\n\n1\n00:01.000 --> 00:04.000 align:start\n<v Dr Okonjo>Two < three &amp; <b>bold</b>\n"


def film(room):
    """A film of a minute and a half, in force."""
    return published(room, format="pdf", file=SimpleUploadedFile("talk.mp4", mp4()))


def test_captions_come_to_the_player_as_words_alone_and_chapters_to_everybody(room, client):
    document = film(room)
    sent = reverse("tracks", args=["heart", document.pk, 1])
    signed_in(client, room.weidmann)
    client.post(sent, {"sort": "captions", "language": "en", "file": SimpleUploadedFile("a.vtt", SAID.encode())})
    client.post(sent, {"sort": "chapters", "language": "en", "text": "0:00 Welcome\n0:30 The <dose>"})
    wrong = client.post(sent, {"sort": "chapters", "language": "en", "text": "Welcome"}, follow=True).text
    assert "Write a chapter as 12:30 Title" in wrong
    assert [one.facts["sort"] for one in Event.objects.filter(kind="version.captioned")] == ["captions", "chapters"]
    page = signed_in(client, room.okonjo).get(at("document", document)).text
    address = reverse("track", args=["heart", document.pk, 1, "captions", "en"])
    assert f'<track kind="captions" src="{address}"' in page
    assert '<a href="?t=30" data-at="30"><span class="num">0:30</span> <bdi>The &lt;dose&gt;</bdi>' in page
    assert "Add captions" not in page
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/vtt; charset=utf-8")
    assert answer.text.endswith("00:00:01.000 --> 00:00:04.000\nDr Okonjo: Two &lt; three &amp; bold\n")
    client.post(sent, {"sort": "captions", "language": "en", "text": ""})
    assert Track.objects.count() == 2, "its readers take nothing away"
    end_seat(room.okonjo, by=room.lindqvist)
    assert client.get(address).status_code == 404


def test_what_is_heard_was_approved(room):
    version = film(room).current
    set_approvals(room.board, {"medical": 1}, by=room.lindqvist)
    with pytest.raises(Conflict, match="Add a new version"):
        set_track(version, by=room.weidmann, sort="captions", language="en", text=SAID)
    paper = published(room, format="page", body="Words.").versions.get()
    with pytest.raises(Invalid):
        set_track(paper, by=room.weidmann, sort="captions", language="en", text=SAID)


def test_somebody_goes_on_where_they_stopped_whatever_the_device(room, client):
    document = film(room)
    signed_in(client, room.okonjo).get(at("document-file", document), headers={"Range": "bytes=0-9"})
    place = reverse("document-place", args=["heart", document.pk])
    assert client.post(place, {"version": "1", "place": "42"}).status_code == 204
    for nonsense in ({"version": "2", "place": "9"}, {"version": "1", "place": "²"}, {"version": "1"}):
        assert client.post(place, nonsense).status_code in {204, 422}
    client.cookies.clear()
    assert 'data-place="42"' in signed_in(client, room.okonjo).get(at("document", document)).text
    assert Reading.objects.get(member=room.okonjo).place == 42
    assert 'data-place="0"' in signed_in(client, room.solheim).get(at("document", document)).text


def test_a_download_that_was_cut_goes_on_until_its_reader_leaves(room, client):
    document, whole = film(room), mp4()
    address = at("document-file", document)
    begun = signed_in(client, room.okonjo).get(address, headers={"Range": "bytes=0-99"})
    first, on = b"".join(begun), {"Range": "bytes=100-"}
    rest = client.get(address, headers=on | {"If-Range": begun["ETag"]})
    assert (rest.status_code, first + b"".join(rest)) == (206, whole)
    assert client.get(address, headers={"Range": f"bytes={len(whole)}-"}).status_code == 416
    other = SimpleUploadedFile("talk.mp4", mp4(seconds=60))
    add_version(document, by=room.weidmann, format="pdf", changed="Shorter", file=other)
    anew = client.get(address, headers=on | {"If-Range": begun["ETag"]})
    assert (anew.status_code, b"".join(anew)) == (200, mp4(seconds=60)), "half of two films is no film"
    end_seat(room.okonjo, by=room.lindqvist)
    assert client.get(address, headers={"Range": "bytes=100-"}).status_code == 404


@pytest.mark.parametrize("text", [
    "", "WEBVTT", "<html>", "WEBVTT\n\nhello", "WEBVTT\n\n00:04.000 --> 00:01.000\nBack", "x" * 2_000_001,
    "WEBVTT\n\n00:0١.000 --> 00:04.000\nx" + "<" * 9,
])  # fmt: skip
def test_what_is_no_caption_is_refused_in_words(text):
    with pytest.raises(Unread):
        captions(text)


def test_subrip_is_taken_and_what_was_written_is_read_the_same():
    cues = captions(
        "1\r\n00:00:01,500 --> 00:00:02,000\r\nOne\r\n--> two\r\n\r\n2\r\n01:00:00,000 --> 01:00:01,000\r\nEnd"
    )
    assert [(one.begin, one.end, one.text) for one in cues] == [(1.5, 2, "One\n→ two"), (3600, 3601, "End")]
    assert captions(written(cues)) == cues
    assert [(one.begin, one.end) for one in chapters("0:00 A\n1:00:05 - B", 60)] == [(0, 3605), (3605, 3606)]
