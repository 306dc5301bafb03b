"""Speech, cut where its speaker pauses (pure): a piece is what is transcribed at once, and becomes one line."""

from collections import deque
from dataclasses import dataclass

import numpy as np

RATE, STEP = 16_000, 320  # samples in a second, and in a step of 20 ms
PAUSE, SHORT_PAUSE = 30, 10  # steps of quiet after which a piece ends; once it is long, a breath will do
LONG, LONGEST = 400, 600  # steps from which a piece is long, and after which it is cut wherever it is
BEFORE, AFTER = 15, 12  # steps that are kept before the first loud one, and after the last
LEAST = 8  # loud steps in a piece that is speech and not a knock
QUIETEST, ABOVE, SLOWLY = 0.004, 3.0, 0.02  # of full loudness; times what is quiet here; how fast that is learnt


@dataclass(frozen=True)
class Piece:
    """Some samples in a row, from -1 to 1, and when the first of them was said, in seconds."""

    begun: float
    samples: np.ndarray

    @property
    def ended(self):
        """When the last of them was said."""
        return self.begun + len(self.samples) / RATE


class Cutter:
    """One person's speech; samples come in, pieces go out."""

    def __init__(self):
        self.before, self.kept = deque(maxlen=BEFORE), []
        self.left = np.zeros(0, np.float32)
        self.begun = self.ends = self.floor = 0.0
        self.loud = self.quiet = 0

    def take(self, samples, at):
        """Take what was said from a moment on; gives the pieces that ended with it."""
        pieces = self.rest(at)
        self.ends = self.ends or at
        self.left = np.concatenate((self.left, samples))
        while len(self.left) >= STEP:
            step, self.left = self.left[:STEP], self.left[STEP:]
            pieces += self._step(step)
            self.ends += STEP / RATE
        return pieces

    def rest(self, now):
        """Nothing came until now: where that is a pause, the piece ends."""
        if not self.ends or now - self.ends < PAUSE * STEP / RATE:
            return []
        return self.stop()

    def stop(self, until=None):
        """End here, or at a moment before: gives what was said until then."""
        pieces = self._piece()
        self.before.clear()
        self.left, self.ends = self.left[:0], 0.0
        if until is None:
            return pieces
        shorter = [Piece(one.begun, one.samples[: max(int((until - one.begun) * RATE), 0)]) for one in pieces]
        return [one for one in shorter if len(one.samples) >= LEAST * STEP]

    def _step(self, step):
        level = float(np.sqrt(np.mean(np.square(step))))
        loud = level > max(QUIETEST, ABOVE * self.floor)
        if not loud:
            self.floor += SLOWLY * (level - self.floor)
        if not self.kept and not loud:
            self.before.append(step)
            return []
        if not self.kept:
            self.begun = self.ends - len(self.before) * STEP / RATE
            self.kept = list(self.before)
            self.before.clear()
        self.kept.append(step)
        self.loud, self.quiet = self.loud + loud, 0 if loud else self.quiet + 1
        pause = SHORT_PAUSE if len(self.kept) >= LONG else PAUSE
        return self._piece() if self.quiet >= pause or len(self.kept) >= LONGEST else []

    def _piece(self):
        kept, loud, spare = self.kept, self.loud, max(self.quiet - AFTER, 0)
        self.kept, self.loud, self.quiet = [], 0, 0
        if loud < LEAST:
            return []
        return [Piece(self.begun, np.concatenate(kept[: len(kept) - spare]))]
