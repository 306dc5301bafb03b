"""Papers of the demo made on the spot: slides as PDF, and a heart that pauses as sound; all invented."""

import io
import math
import wave
from importlib import import_module

from django.core.files.uploadedfile import SimpleUploadedFile

RATE = 8_000
BEATS = (0.0, 0.9, 1.8, 2.7, 7.0, 7.9, 8.8, 9.7)  # seconds; between the fourth and the fifth nothing is heard
THUMPS = ((0.0, 55, 1.0), (0.28, 75, 0.6))
SLIDES = """
#set page(width: 16cm, height: 9cm, margin: 1cm)
#set text(size: 14pt, fallback: true)
#let bar(name, part) = grid(columns: (5cm, 8cm), gutter: 3mm, [#name],
  rect(width: part * 8cm, height: 6mm, fill: rgb("#0a5c69")))
= Rhythm events in year one
What three studies with a handheld ECG found. All figures in this demo are invented.
#pagebreak()
= When events were found
#bar("Weeks 1 to 3", 35%)
#bar("Weeks 4 to 12", 90%)
#bar("Weeks 13 to 26", 50%)
#bar("Weeks 27 to 52", 20%)
Detection was highest in weeks 4 to 12.
#pagebreak()
= Who read the trace
- Named reader: 7 of 8 traces were seen within two days
- No reader: 3 of 8
#pagebreak()
= What we ask the board
+ Which patients need a handheld ECG at all?
+ Who replies to the patient, and within which time?
"""


def slides():
    """A PDF of four pages with words, bars and a list, as a browser sends it."""
    made = import_module("typst").compile(SLIDES.encode(), timestamp=0)
    return SimpleUploadedFile("rhythm-events.pdf", made, "application/pdf")


def heartbeat():
    """Twelve seconds of a heart with a pause of four, as a browser sends it."""
    samples, file = bytearray([128]) * (RATE * 12), io.BytesIO()
    for beat in BEATS:
        for after, pitch, loud in THUMPS:
            _thump(samples, int((beat + after) * RATE), pitch, loud)
    with wave.open(file, "wb") as sound:
        sound.setparams((1, 1, RATE, 0, "NONE", "not compressed"))
        sound.writeframes(bytes(samples))
    return SimpleUploadedFile("pause.wav", file.getvalue(), "audio/wav")


def _thump(samples, start, pitch, loud):
    for place in range(RATE // 8):
        at = place / RATE
        swing = 100 * loud * math.exp(-28 * at) * math.sin(2 * math.pi * pitch * at)
        samples[start + place] = min(255, max(0, samples[start + place] + round(swing)))
