"""The process that hears: packets of Opus come in, lines of JSON go out; it knows nothing of boards and people.

A packet is a head (whose it is, when it came, how long it is) and its bytes; one of no length says that nothing said
after that moment is to be heard. Only this module loads what `requirements-captions.txt` brings.
"""

import json
import os
import queue
import resource
import selectors
import sys
import threading
import time

import av
from faster_whisper import WhisperModel

from boards.live.ears.cutting import RATE, Cutter
from boards.live.ears.whisper import HEAD

MEMORY, NICE = 4 * 1024**3, 5
WAITING = 30  # pieces that wait to be transcribed; on a machine that is too slow the oldest is let go
LOOK = 0.2  # seconds after which somebody who sends nothing has paused
UNSURE, SILENT = -1.2, 0.6  # below and above which what was made out was no speech


class Speaker:
    """One person's sound, made samples and cut."""

    def __init__(self):
        self.cutter = Cutter()
        self.decoder = av.CodecContext.create("libopus", "r")
        self.resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)

    def take(self, packet, at):
        """The pieces that ended with a packet; one that is damaged is none."""
        try:
            whole = self.decoder.decode(av.Packet(packet))
            frames = [thin for frame in whole for thin in self.resampler.resample(frame)]
        except av.error.FFmpegError:
            return []
        return [piece for frame in frames for piece in self.cutter.take(frame.to_ndarray()[0], at)]


class Hearing:
    """All speakers, and the model that makes words of their pieces, on a thread of its own."""

    def __init__(self, model, language):
        self.language, self.speakers = language, {}
        self.pieces = queue.Queue()
        self.model = WhisperModel(model, device="cpu", compute_type="int8", cpu_threads=1, num_workers=1)
        self.writer = threading.Thread(target=self._write)
        self.writer.start()

    def take(self, whose, packet, at):
        """Somebody's packet."""
        if whose not in self.speakers:
            self.speakers[whose] = Speaker()
        self._put(whose, self.speakers[whose].take(packet, at))

    def look(self):
        """Whoever sends nothing any more has paused."""
        for whose, speaker in self.speakers.items():
            self._put(whose, speaker.cutter.rest(time.time()))

    def end(self, until):
        """Write down what was said until a moment, and be done."""
        for whose, speaker in self.speakers.items():
            self._put(whose, speaker.cutter.stop(until))
        self.pieces.put(None)
        self.writer.join()

    def _put(self, whose, pieces):
        for piece in pieces:
            if self.pieces.qsize() >= WAITING:
                self.pieces.get()
            self.pieces.put((whose, piece))

    def _write(self):
        while (one := self.pieces.get()) is not None:
            whose, piece = one
            words = self._words(piece.samples)
            if words:
                told = {"whose": whose.hex(), "words": words, "begun": piece.begun, "ended": piece.ended}
                sys.stdout.write(json.dumps(told) + "\n")
                sys.stdout.flush()

    def _words(self, samples):
        found, _ = self.model.transcribe(
            samples, language=self.language, beam_size=1, condition_on_previous_text=False, without_timestamps=True,
            vad_filter=True,
        )  # fmt: skip
        sure = (one.text for one in found if one.avg_logprob > UNSURE and one.no_speech_prob < SILENT)
        return " ".join("".join(sure).split())


def packets(source):
    """What comes in, as (whose, when, packet); nothing at all where for a moment nothing came."""
    kept = b""
    with selectors.DefaultSelector() as waiting:
        waiting.register(source, selectors.EVENT_READ)
        while True:
            if not waiting.select(LOOK):
                yield None
                continue
            chunk = os.read(source, 65_536)
            if not chunk:
                return
            kept += chunk
            while len(kept) >= HEAD.size:
                whose, at, length = HEAD.unpack_from(kept)
                if len(kept) < HEAD.size + length:
                    break
                yield whose, at, kept[HEAD.size : HEAD.size + length]
                kept = kept[HEAD.size + length :]


def main(model, language):
    """Hear until there is nothing more to hear."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(NICE)
    hearing, looked, until = Hearing(model, language), 0.0, None
    for one in packets(sys.stdin.fileno()):
        if one is not None and not one[2]:
            until = one[1]
            break
        if one is not None:
            hearing.take(one[0], one[2], one[1])
        if time.time() - looked > LOOK:
            looked = time.time()
            hearing.look()
    hearing.end(until)
