"""How well speech becomes captions, and at what cost: sentences spoken by a program, heard as in a session."""

import resource
import shutil
import subprocess
import sys
import time
from difflib import SequenceMatcher
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from benchmarks.figures import Figure, Note
from benchmarks.screening import labelled
from boards.live.ears import WEIGHTS, packaged
from boards.live.ears.whisper import WhisperEar
from tests.waiting import until

SPEAKER, VOICE, PACKET = "flite", "slt", 0.02  # who speaks; seconds in a packet of Opus
FASTER, SPOKEN, FEW = 4, 60, 10  # times the speed at which people speak; how many sentences
LONGEST = 600  # seconds after which an ear that still hears is broken
PAUSE = 1.0  # seconds between two of them
MISSING = "not run: {} is not there (docs/operating.md tells how to install captions; flite is a package of Debian)"


def captions(size):
    """The share of words that come through, and of real time that hearing takes."""
    missing = next((name for name, there in ((WEIGHTS, packaged()), (SPEAKER, shutil.which(SPEAKER))) if not there), "")
    if missing:
        sys.stderr.write(f"captions: {MISSING.format(missing)}\n")
        return [Note(MISSING.format(missing))]
    most = FEW if size.posts < 100 else SPOKEN
    texts = [one.text for one in labelled() if one.language == "en" and one.text.isascii()][:most]
    with TemporaryDirectory() as folder:
        spoken = [list(_packets(_said(text, Path(folder) / f"{place}.wav"))) for place, text in enumerate(texts)]
    idle, _ = _heard([])
    used, told = _heard(spoken)
    seconds = sum(len(one) for one in spoken) * PACKET
    right, all_words = _right(texts, told)
    return [
        Figure("captions: words that come through as they were said", right / all_words, least=0.85),
        Figure("captions: time of one processor for a second of speech", (used - idle) / seconds, "s", most=0.35),
        Note(f"{len(texts)} sentences, {all_words} words in {seconds:.0f} s of speech by {SPEAKER} (voice {VOICE}); "
             f"{len(told)} lines; the model takes {idle:.1f} s of the processor to load."),
    ]  # fmt: skip


def _said(text, path):
    subprocess.run([SPEAKER, "-voice", VOICE, "-t", text, "-o", path], check=True, capture_output=True)
    return path


def _packets(path):
    """Some speech as a browser sends it, and a pause."""
    import av  # noqa: PLC0415 - of the optional extra

    encoder = av.CodecContext.create("libopus", "w")
    encoder.sample_rate, encoder.layout, encoder.format = 48_000, "mono", "s16"
    encoder.open()
    resampler = av.AudioResampler("s16", "mono", 48_000, frame_size=960)
    with av.open(str(path)) as file:
        for frame in file.decode(audio=0):
            for thin in resampler.resample(frame):
                thin.pts = None
                yield from map(bytes, encoder.encode(thin))


def _heard(spoken):
    """The processor's seconds and the lines, while somebody speaks faster than people do."""
    before, whose = _used(), uuid4()
    ear, begin = WhisperEar(packaged(), "en"), time.time() + 3600  # time that has not come passes as fast as we say
    start = time.monotonic() + (2 if spoken else 0)
    at = 0.0
    for sentence in spoken:
        for packet in sentence:
            time.sleep(max(start + at / FASTER - time.monotonic(), 0))  # sound comes no sooner than it is spoken
            ear.hear(whose, packet, begin + at)
            at += PACKET
        at += PAUSE
    ear.close(begin + at)
    until(lambda: ear.over, patience=LONGEST)
    return _used() - before, [heard.words for heard in ear.said()]


def _used():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _right(texts, told):
    """How many words stand in what was understood as they do in what was said, in order, of how many."""
    said, heard = (_words(" ".join(one)) for one in (texts, told))
    alike = SequenceMatcher(None, said, heard, autojunk=False).get_matching_blocks()
    return sum(block.size for block in alike), len(said)


def _words(text):
    return "".join(one if one.isalnum() else " " for one in text.lower()).split()
