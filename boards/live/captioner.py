"""The worker's captioner: while captions go on, what is said becomes lines of the session."""

import asyncio
import logging
import threading
from datetime import UTC, datetime

from django.conf import settings
from django.core.cache import cache

from advisory.refusals import Refusal
from advisory.rights import SYSTEM
from advisory.rounds import Rounds
from boards.commands.captions import write_caption
from boards.live.captioners import model
from boards.live.ears.whisper import WhisperEar
from boards.live.janus.listening import Listening
from boards.models import Captioning, Membership

IDLE, BUSY = 1, 0.2  # seconds between two looks
CLAIMED = 15  # seconds after which another worker takes up what this one let fall
log = logging.getLogger("advisory.captions")


def whisper():
    """An ear of the model that is set, or came with the extra."""
    return WhisperEar(model(), settings.CAPTIONS_LANGUAGE)


class Captioner(Rounds):
    """Begins to listen where captions were begun, writes down what is understood, and ends with them."""

    def __init__(self, stop, ear=whisper, listening=Listening):
        super().__init__("captioner", stop, IDLE)
        self.ear, self.listening, self.listeners = ear, listening, {}

    def round(self):
        """Look at what goes on, and write down what was said since the last look."""
        try:
            going = Captioning.objects.filter(ended_at=None).select_related(*Captioning.together)
            known = {one.pk: one for one in going}
            for key in known.keys() - self.listeners.keys():
                if cache.add(_claim(key), 1, CLAIMED):
                    self.listeners[key] = Listener(known[key], self.ear, self.listening)
            for key, listener in tuple(self.listeners.items()):
                self._look(key, listener, going=key in known)
        except Exception:
            log.exception("a round of the captioner failed; the next one tries again")
        self.pause = BUSY if self.listeners else IDLE

    def _look(self, key, listener, *, going):
        cache.touch(_claim(key), CLAIMED)
        if not going:
            listener.end(Captioning.objects.get(pk=key))
        over = listener.ear.over
        for heard in listener.ear.said():
            write(listener.captioning, heard)
        if over and going:
            log.warning("the ear of a session broke; another one hears on")
            listener.ear = self.ear()
        elif over:
            del self.listeners[key]
            cache.delete(_claim(key))

    def run(self):
        """Go round, and leave nothing listening behind."""
        super().run()
        for listener in self.listeners.values():
            listener.stop()


class Listener:
    """One session that is listened to, on a thread of its own."""

    def __init__(self, captioning, ear, listening):
        self.captioning, self.ear = captioning, ear()
        self.loop, self.stopped, self.ended = asyncio.new_event_loop(), asyncio.Event(), False
        self.thread = threading.Thread(target=self._run, args=[listening], name="listener", daemon=True)
        self.thread.start()

    def end(self, captioning):
        """The captions have ended: nothing that is said after that is heard."""
        if not self.ended:
            self.captioning = captioning
            self.stop()

    def stop(self):
        """Listen no more."""
        self.ended = True
        self.loop.call_soon_threadsafe(self.stopped.set)
        self.thread.join(BUSY)
        ended = self.captioning.ended_at
        self.ear.close((ended or datetime.now(UTC)).timestamp())

    def _run(self, listening):
        with asyncio.Runner(loop_factory=lambda: self.loop) as runner:
            runner.run(listening(self.captioning.session.stream, self._hear).run(self.stopped))

    def _hear(self, whose, packet, at):
        self.ear.hear(whose, packet, at)


def write(captioning, heard):
    """Write down what somebody said, if they still have a seat and agreed to it."""
    spoken = tuple(datetime.fromtimestamp(at, UTC) for at in (heard.begun, heard.ended))
    speaker = Membership.objects.filter(board=captioning.board, pk=heard.whose).select_related("board", "user").first()
    try:
        if speaker:
            write_caption(captioning, speaker, heard.words, spoken, by=SYSTEM)
    except Refusal as refusal:
        log.info("a line was not written down: %s", refusal)


def _claim(key):
    return f"captioner.{key}"
