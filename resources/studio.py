"""The worker's studio: recordings end when the disk is full, and become films in the library."""

import logging
import shutil
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.core.files import File
from django.utils import timezone

from advisory.events.readers import ALIASES
from advisory.files import discard
from advisory.refusals import Full, Refusal
from advisory.rights import SYSTEM, can
from advisory.rounds import Rounds
from boards.commands.recorded import hush
from boards.commands.recordings import end_recording, note_progress, settle_recording
from boards.live.recorders import free, recorder_of
from boards.models import Consent, Recording, Session
from boards.sessions.transcript import transcript_of
from resources.commands.contents import kept, looked_through
from resources.commands.details import describe_document
from resources.commands.documents import draft_document
from resources.commands.tracks import set_track
from resources.mixing import ENDINGS, arguments, tracks_in
from resources.models import Track
from resources.tools import Failed, length_of, ran, started
from resources.transcripts import as_captions

EVERY, CLAIMED, AGAIN = 5, 60, 600
UNHEARD = timedelta(minutes=30)  # how long a media server that does not answer may go on writing what is put together
LEAST = 300 * 1024 * 1024  # bytes that are left free while a session is recorded
WAITS = "It waits for room on the disk."
PLACE = ".film-"  # what the folders are called in which films are made
BEGINS_EARLY = 2  # seconds: the media server is told a moment before it is on record
log = logging.getLogger("advisory.studio")


class Watch(Rounds):
    """Watches what is recorded, while the studio may be busy with a film, until told to stop."""

    def __init__(self, stop):
        super().__init__("watch", stop, EVERY)

    def round(self):
        """End what has no room left, and tell the media server again of what ended."""
        try:
            for going in Recording.objects.going().select_related(*Recording.together):
                if free() < LEAST:
                    end_recording(going, Recording.End.FULL, by=SYSTEM)
            for waiting in Recording.objects.waiting():
                _is_over(waiting)
        except Exception:
            log.exception("a round of the watch failed; the next one tries again")


def _is_over(recording):
    """Whether nothing is written of it any more: the media server has heard, or is silent for long."""
    if recording.session.recordings.going().exists() or hush(recording.session):
        return True
    return recording.ended_at < timezone.now() - UNHEARD


class Studio(Rounds):
    """Puts together what was recorded, until told to stop."""

    def __init__(self, stop):
        super().__init__("studio", stop, EVERY)

    def round(self):
        """Put together what waits."""
        try:
            _clear()
            for waiting in Recording.objects.waiting():
                if _is_over(waiting) and cache.add(f"studio.{waiting.pk}", 1, CLAIMED):
                    self._one(waiting)
        except Exception:
            log.exception("a round of the studio failed; the next one tries again")

    def _one(self, recording):
        rests = 0
        try:
            with _held(recording):
                compose(recording)
        except (Full, OSError):
            note_progress(recording, 0, by=SYSTEM, trouble=WAITS)
            rests = AGAIN
        except (Failed, Refusal):
            log.exception("the recording %s could not be put together", recording.pk)
            settle_recording(recording, Recording.State.BROKEN, by=SYSTEM)
        finally:
            cache.set(f"studio.{recording.pk}", 1, rests) if rests else cache.delete(f"studio.{recording.pk}")


@contextmanager
def _held(recording):
    """Keep others from it as long as this process lives, and for a minute at most after it was killed."""
    done = threading.Event()

    def renew():
        while not done.wait(CLAIMED / 3):
            cache.touch(f"studio.{recording.pk}", CLAIMED)

    renewing = threading.Thread(target=renew, daemon=True)
    renewing.start()
    try:
        yield
    finally:
        done.set()
        renewing.join()


@contextmanager
def _place(recording):
    """A folder for what its film is made of; what somebody who was killed left there goes first."""
    place = settings.DATA / f"{PLACE}{recording.pk}"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(mode=0o700)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _clear():
    """Take away what was left of films that nobody makes any more."""
    waiting = {f"{PLACE}{key}" for key in Recording.objects.waiting().values_list("pk", flat=True)}
    for left in settings.DATA.glob(f"{PLACE}*"):
        if left.name not in waiting:
            shutil.rmtree(left, ignore_errors=True)


def compose(recording):
    """Make one film of the tracks of a recording, put it into the library as a draft, and let the tracks go."""
    recorder, session = recorder_of(recording.session), recording.session
    begun, ended = recording.begun_at.timestamp() - BEGINS_EARLY, recording.ended_at.timestamp()
    tracks = tracks_in(recorder.folder(session), begun, ended)
    wanted = _agreed(recording, recorder, tracks)
    if not wanted:
        settle_recording(recording, Recording.State.EMPTY, by=SYSTEM)
        _let_go(recording, tracks)
        return
    with _place(recording) as place:
        if free() < LEAST + 3 * sum(one.path.stat().st_size for one in wanted):
            raise Full
        made, lost = _read(wanted, place)
        path = _film(recording, made, place)
        film_from = datetime.fromtimestamp(made[0][1].begun, UTC)
        document = _drafted(recording, path, film_from)
    told = {"document": document.pk, "film_from": film_from, "trouble": _missing(lost, wanted)}
    settle_recording(recording, Recording.State.KEPT, by=SYSTEM, **told)
    _let_go(recording, [one for one in tracks if one not in lost])


def _agreed(recording, recorder, tracks):
    """The tracks that their people agreed to: of whoever agreed to sound alone, no picture."""
    given = dict(recording.allowances.values_list("member_id", "choice"))
    agreed = {one: given.get(recorder.seat_of(one.feed), Consent.Choice.NO) for one in tracks}
    sound = {Consent.Choice.AUDIO, Consent.Choice.VIDEO}
    return [one for one in tracks if agreed[one] in (sound if one.kind == "audio" else {Consent.Choice.VIDEO})]


def _read(tracks, folder):
    """The tracks that can be read, each as (file, track, seconds), and those that cannot."""
    made, lost = [], []
    for number, track in enumerate(tracks):
        path = folder / f"{number}.{ENDINGS[track.kind]}"
        try:
            ran("janus-pp-rec", track.path, path)
            made.append((path, track, length_of(path)))
        except Failed:
            if free() < LEAST:
                raise Full from None
            lost.append(track)
    if not made:
        raise Failed("janus-pp-rec")
    return made, lost


def _missing(lost, wanted):
    """What is told of tracks that could not be read, or nothing."""
    count = f"{len(lost)} of {len(wanted)} voices and pictures"
    return f"{count} could not be read and {'is' if len(lost) == 1 else 'are'} missing." if lost else ""


def _film(recording, made, folder):
    """What could be read as one MP4, with word of how far it has come."""
    base = made[0][1].begun
    seconds = max(track.begun - base + length for _, track, length in made)
    placed = [(path, track, track.begun - base) for path, track, _ in made]
    target = folder / ("session.mp4" if any(track.kind == "video" for _, track, _ in made) else "session.m4a")
    told = 0
    with started("ffmpeg", *arguments(placed, seconds, target), seconds=600 + 20 * round(seconds)) as child:
        for line in child.stdout:
            name, _, value = line.strip().partition("=")
            done = int(100 * int(value) / 1e6 / seconds) if name == "out_time_us" and value.isdigit() else 0
            if done >= told + 5:
                told = min(done, 99)
                note_progress(recording, told, by=SYSTEM)
    if child.returncode:
        raise Full if free() < LEAST else Failed("ffmpeg")
    return target


def _drafted(recording, path, film_from):
    """The film as a draft in the library, added by whoever began it, or by another of the desk where they left."""
    found, board = looked_through(path, path.name), recording.board
    by = next((seat for seat in _adders(recording) if can(seat, "document.publish", board)), None)
    if by is None:
        raise Failed("nobody may add it")
    with path.open("rb") as file:
        content = kept(File(file, name=path.name), found)
    try:
        document = draft_document(board, f"Recording: {recording.session.title}", content, by=by)
    except BaseException:
        discard(content["file"])
        raise
    describe_document(document, by=by, kind="Recording")
    _caption(document.versions.get(), recording, film_from, by)
    return document


def _caption(version, recording, film_from, by):
    """What was written down of it becomes the film's captions, as it stands now."""
    rows = recording.session.captions.standing().drawn().filter(begun_at__range=(film_from, recording.ended_at))
    said = transcript_of(recording.session, ALIASES, rows)
    if not said:
        return
    track = {"sort": Track.Sort.CAPTIONS, "language": settings.CAPTIONS_LANGUAGE, "text": as_captions(said, film_from)}
    try:
        set_track(version, by=by, **track)
    except Refusal:
        log.exception("the recording %s has no captions", recording.pk)


def _adders(recording):
    seats = recording.board.seats.seated().select_related("user", "board")
    return sorted(seats, key=lambda seat: (seat.pk != recording.begun_by_id, not seat.moderates))


def _let_go(recording, tracks):
    """Take the tracks away; once the session is over and nothing of it is left to be looked at, the whole folder."""
    for track in tracks:
        track.path.unlink(missing_ok=True)
    session = Session.objects.get(pk=recording.session_id)
    left = session.recordings.exclude(state__in=(Recording.State.KEPT, Recording.State.EMPTY), trouble="")
    if not session.runs and not left.exists():
        shutil.rmtree(recorder_of(session).folder(session), ignore_errors=True)
