"""What was recorded of a session becomes one film in the library, with the pictures of those alone who agreed to it."""

import json
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from advisory.refusals import Conflict
from boards.commands.consents import withdraw_consent
from boards.commands.lobby import end_session, join_session, leave_session
from boards.commands.recordings import begin_recording, end_recording, retry_recording
from boards.live import recorders
from boards.models import Consent, Recording
from resources import studio
from resources.captions import captions
from resources.mixing import Track, arguments, tracks_in
from resources.models import Document
from tests.boards.live.captioned import captioned, speak
from tests.boards.live.recorders import agreed, pretend
from tests.boards.test_lobby import inside, opened
from tests.boards.test_sessions import seen
from tests.product import ROOT
from tests.resources.mjr import camera, voice
from tests.waiting import until

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def server(monkeypatch, tmp_path, settings):
    """A media server that does as it is told, with a folder for its tracks."""
    settings.DATA = tmp_path
    folder = tmp_path / "recordings"
    folder.mkdir()
    return pretend(monkeypatch, folder)


def begun(heart, **choices):
    """A recording that goes on."""
    session = opened(heart)
    for name in ("okonjo", "solheim"):
        inside(heart, session, name)
    return begin_recording(agreed(heart, session, **choices), by=heart.lindqvist)


def ended(heart, **choices):
    """A recording that began five seconds ago and ended now."""
    going = begun(heart, **choices)
    Recording.objects.filter(pk=going.pk).update(begun_at=timezone.now() - timedelta(seconds=5))
    end_recording(going, by=heart.lindqvist)
    return Recording.objects.select_related(*Recording.together).get(pk=going.pk)


def track(server, seat, kind, place):
    """Where Janus writes one of somebody's tracks."""
    return server.folder / f"videoroom-abc-user-{seat.pk.hex}k1-1764000000000000-{kind}-{place}.mjr"


def wanted(server, recording):
    """What goes into the film of all that was written."""
    at = recording.begun_at.timestamp()
    found = tracks_in(server.folder, at - 1, at + 9)
    return studio._agreed(recording, recorders.recorder_of(recording.session), found)


def probed(path):
    told = subprocess.run(["ffprobe", "-v", "error", "-show_entries", "stream=codec_name:format=duration", "-of",
                           "json", path], check=True, capture_output=True).stdout  # fmt: skip
    found = json.loads(told)
    return float(found["format"]["duration"]), [one["codec_name"] for one in found["streams"]]


def loudness(path, begin, pitch):
    """How loud a pitch is in half a second of a film, in dB."""
    told = subprocess.run(["ffmpeg", "-nostats", "-ss", str(begin), "-t", "0.5", "-i", path, "-af",
                           f"bandpass=f={pitch}:width_type=h:w=40,volumedetect", "-vn", "-f", "null", "-"],
                          check=True, capture_output=True, text=True).stderr  # fmt: skip
    return float(told.partition("mean_volume:")[2].split()[0])


def test_the_tracks_become_one_film_in_the_library_and_go(room, server, settings):
    recording = ended(room, solheim="audio")
    at = recording.begun_at.timestamp()
    voice(track(server, room.okonjo, "audio", 0), at, seconds=2, pitch=440)
    camera(track(server, room.okonjo, "video", 1), at, seconds=2)
    voice(track(server, room.solheim, "audio", 0), at + 1, seconds=2, pitch=2000)
    camera(track(server, room.solheim, "video", 1), at + 1, seconds=2)
    assert sorted(one.kind for one in wanted(server, recording)) == ["audio", "audio", "video"]
    end_session(recording.session, by=room.marsh)
    studio.Studio(None).round()
    recording.refresh_from_db()
    assert (recording.state, recording.done) == ("kept", 100)
    document = Document.objects.get(pk=recording.document)
    version = document.versions.get()
    assert (document.title, document.kind.word, version.state) == ("Recording: Where thresholds differ", "Recording",
                                                                    "draft")  # fmt: skip
    film = settings.MEDIA_ROOT / version.file.name
    seconds, codecs = probed(film)
    assert seconds == pytest.approx(3, abs=0.3)
    assert sorted(codecs) == ["aac", "h264"]
    assert loudness(film, 0.2, 2000) < loudness(film, 2.2, 2000) - 20
    assert loudness(film, 2.3, 440) < loudness(film, 0.2, 440) - 20
    assert not server.folder.exists()
    assert "a draft in the library" in seen(room.weidmann, "session", recording.session_id).content.decode()


def test_the_film_keeps_the_least_that_each_allowed_while_it_was_recorded(room, server):
    going = begun(room, okonjo="audio")
    session = going.session
    leave_session(session.attendances.get(member=room.okonjo), by=room.okonjo)
    join_session(session, by=room.okonjo, recording="video")
    join_session(session, by=room.weidmann, recording="audio")
    for seat in (room.okonjo, room.solheim, room.weidmann):
        camera(track(server, seat, "video", 1), going.begun_at.timestamp(), seconds=1)
        voice(track(server, seat, "audio", 0), going.begun_at.timestamp(), seconds=1)
    shown = lambda: sorted((one.kind, one.feed[:32]) for one in wanted(server, going))  # noqa: E731
    heard = sorted(("audio", seat.pk.hex) for seat in (room.okonjo, room.solheim, room.weidmann))
    assert shown() == [*heard, ("video", room.solheim.pk.hex)]
    end_recording(going, by=room.lindqvist)
    join_session(session, by=room.okonjo, recording="no")
    assert ("audio", room.okonjo.pk.hex) in shown()
    text = room.board.texts.get(kind="recording")
    Consent.objects.create(policy=text, person=room.solheim.user, choice="video", way="page")
    withdraw_consent(room.solheim, "recording", by=room.solheim.user)
    assert {feed for _, feed in shown()} == {room.okonjo.pk.hex, room.weidmann.pk.hex}


def test_what_was_written_down_while_it_was_recorded_goes_with_the_film(room, server):
    recording = ended(room)
    voice(track(server, room.okonjo, "audio", 0), recording.begun_at.timestamp(), seconds=3, pitch=440)
    captioning = captioned(room, recording.session)
    captioning.begun_at = recording.begun_at - timedelta(minutes=1)
    captioning.save()
    speak(captioning, room.okonjo, "Before it began.", 5)
    speak(captioning, room.okonjo, "We act at 160.", 61)
    studio.Studio(None).round()
    document = Document.objects.get()
    (cue,) = captions(document.versions.get().tracks.get().text)
    assert (cue.begin, cue.end) == (pytest.approx(1, abs=0.1), pytest.approx(3, abs=0.1))
    assert cue.text == "Dr Samuel Okonjo: We act at 160."
    page = seen(room.weidmann, "transcript", recording.session_id).content.decode()
    assert page.count(f"{document.pk}/?t=") == page.count(f"{document.pk}/?t=1") == 1


def test_somebody_who_comes_back_keeps_their_place_in_the_picture():
    seats = ("a" * 32, "b" * 32)
    shown = [Track(None, seat + page, "video", 1, 0.0) for seat, page in ((seats[0], "k1"), (seats[1], "k1"),
                                                                          (seats[0], "k2"))]  # fmt: skip
    asked = arguments([("file", one, 0.0) for one in shown], 5, "film.mp4")
    chain = asked[asked.index("-filter_complex") + 1]
    assert [chain.count(f"overlay={place}:") for place in ("0:0", "640:0", "0:360")] == [2, 1, 0]


def test_a_recording_of_nobody_holds_nothing_and_one_that_is_no_film_keeps_its_tracks(room, server):
    empty = ended(room)
    studio.Studio(None).round()
    empty.refresh_from_db()
    assert (empty.state, empty.document) == ("empty", None)
    going = begin_recording(empty.session, by=room.lindqvist)
    end_recording(going, by=room.lindqvist)
    broken = track(server, room.okonjo, "audio", 0)
    voice(broken, timezone.now().timestamp(), seconds=0.2)
    broken.write_bytes(broken.read_bytes()[:90])
    Recording.objects.filter(pk=going.pk).update(ended_at=timezone.now() + timedelta(seconds=5))
    studio.Studio(None).round()
    going.refresh_from_db()
    assert going.state == "broken"
    assert broken.exists()
    end_session(going.session, by=room.marsh)
    assert "Try again" in seen(room.marsh, "session", going.session_id).text
    assert "Try again" not in seen(room.weidmann, "session", going.session_id).text
    voice(broken, going.begun_at.timestamp(), seconds=1)
    again = seen(room.marsh, "recording-retry", going.session_id, going.pk, stamp=room.marsh.stamp)
    assert "Being put together" in again.text
    studio.Studio(None).round()
    going.refresh_from_db()
    assert going.state == "kept"
    with pytest.raises(Conflict):
        retry_recording(going, by=room.marsh)


def test_a_track_that_cannot_be_read_is_left_out_and_kept_and_that_is_said(room, server):
    recording = ended(room)
    good, bad = (track(server, seat, "audio", 0) for seat in (room.okonjo, room.solheim))
    for place, path in enumerate((bad, good)):
        voice(path, recording.begun_at.timestamp() + place, seconds=2)
    bad.write_bytes(bad.read_bytes()[:90])
    end_session(recording.session, by=room.marsh)
    studio.Studio(None).round()
    recording.refresh_from_db()
    assert recording.state == "kept"
    film = Document.objects.get(pk=recording.document).versions.get().file
    assert probed(film.path)[0] == pytest.approx(2, abs=0.3)
    told = seen(room.weidmann, "session", recording.session_id).text
    assert "1 of 2 voices and pictures could not be read and is missing." in told
    assert (good.exists(), bad.exists()) == (False, True)


def test_a_full_disk_ends_a_recording_keeps_what_there_is_and_says_so(room, server, monkeypatch):
    recording = ended(room)
    voice(track(server, room.okonjo, "audio", 0), recording.begun_at.timestamp(), seconds=1)
    going = begin_recording(recording.session, by=room.lindqvist)
    monkeypatch.setattr(recorders.shutil, "disk_usage", lambda place: SimpleNamespace(free=10**6))
    studio.Watch(None).round()
    studio.Studio(None).round()
    going.refresh_from_db()
    assert going.end == "full"
    in_the_room = seen(room.okonjo, "session", recording.session_id).text
    assert "Not recorded any more. There was no room left where recordings are kept." in in_the_room
    recording.refresh_from_db()
    assert (recording.state, recording.trouble) == ("ended", studio.WAITS)
    told = seen(room.weidmann, "session", recording.session_id).content.decode()
    assert "It waits for room on the disk." in told
    assert "There was no room left where recordings are kept." in told
    assert len(list(server.folder.glob("*.mjr"))) == 1


def test_what_a_killed_worker_left_goes_and_another_takes_it_up_within_a_minute(room, server, settings):
    recording = ended(room)
    voice(track(server, room.okonjo, "audio", 0), recording.begun_at.timestamp(), seconds=1)
    for key in (recording.pk, uuid4()):
        left = settings.DATA / f".film-{key}"
        left.mkdir()
        (left / "0.opus").write_bytes(b"what was said")
    cache.add(f"studio.{recording.pk}", 1, studio.CLAIMED)
    studio.Studio(None).round()
    recording.refresh_from_db()
    assert recording.state == "ended"
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        studio.Studio(None).round()
    recording.refresh_from_db()
    assert recording.state == "kept"
    assert not list(settings.DATA.glob(".film-*"))


def test_whoever_makes_a_film_keeps_others_from_it_however_long_it_takes(room, server, monkeypatch):
    recording, claims, began = ended(room), [], time.monotonic()
    monkeypatch.setattr(studio, "CLAIMED", 0.3)

    def slowly(_):
        until(lambda: time.monotonic() > began + 1)
        claims.append(cache.add(f"studio.{recording.pk}", 1, 1))

    monkeypatch.setattr(studio, "compose", slowly)
    studio.Studio(None).round()
    assert claims == [False]


def test_what_works_for_somebody_who_is_killed_ends_with_them():
    code = "from resources.tools import started; print(started('sleep', '600').pid, flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE) as worker:  # fmt: skip
        child = Path(f"/proc/{int(worker.stdout.readline())}")
        until(lambda: (child / "comm").read_text() == "sleep\n")
        worker.kill()
    until(lambda: not child.exists() or "Z (zombie)" in (child / "status").read_text())


def test_while_the_media_server_may_still_write_no_film_is_made(room, server):
    recording = ended(room)
    voice(track(server, room.okonjo, "audio", 0), recording.begun_at.timestamp(), seconds=1)
    server.lost = True
    studio.Studio(None).round()
    recording.refresh_from_db()
    assert recording.state == "ended"
    server.lost, server.on = False, True  # it is back, and goes on as it was
    studio.Watch(None).round()
    assert server.on is False
    studio.Studio(None).round()
    recording.refresh_from_db()
    assert recording.state == "kept"
