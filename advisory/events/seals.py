"""What was read of a board, kept for all who come while nothing happens there: until its log bears another seal.

What members share changes only together with an event, and every event seals the log anew; no seal ever comes back. So
what was read between two looks at the same seal is how the board stands under that seal, in every process alike. Names
belong to accounts, and what happens to those moves the seal of the installation's own log, which counts as much.
"""

from collections import OrderedDict
from contextlib import suppress

from django.db.models import Subquery

from advisory.events.models import Log
from advisory.events.record import SITE

BOARDS, LONGEST = 200, 64 * 1024 * 1024  # boards, and letters in what is kept of all of them
ROW = 500  # letters that a row counts for
SITE_SEAL = Subquery(Log.objects.filter(name=SITE).values("digest"))
_known = OrderedDict()


class Known(dict):
    """What is known of one board under its present seals."""

    def __init__(self, seals):
        super().__init__()
        self.seals, self.letters = seals, 0

    def learn(self, found):
        """Keep some more."""
        for key, value in found.items():
            if key not in self:
                self[key] = value
                self.letters += value.letters if hasattr(value, "letters") else ROW * (1 + len(value))


class Reading:
    """One request's way of reading a board: what is known under the seals it began with, else from the database.

    What it is given is everybody's, so nobody changes it. Without seals nothing is known and nothing kept.
    """

    def __init__(self, log=None, seals=None):
        self.log, self.seals, self.asked = log, seals, {}
        self.known = _of(log, seals) if seals else Known(None)

    def __call__(self, key, ask):
        """What a key stands for."""
        if key in self.known:
            return self.known[key]
        if not self.seals:
            return ask()
        if key not in self.asked:
            self.asked[key] = ask()
        return self.asked[key]

    @property
    def whole(self):
        """Whether everything was known so far, and nothing had to be asked."""
        return bool(self.seals) and not self.asked

    def keep(self, seals):
        """Keep what had to be asked, where these seals, read after it, are still those of the beginning."""
        if self.seals and tuple(seals) == self.seals:
            self.known.learn(self.asked)
            self.asked = {}
            _bounded()


def forget():
    """Know nothing of any board."""
    _known.clear()


def _of(log, seals):
    known = _known.get(log)
    if known is None or known.seals != seals:
        known = _known[log] = Known(seals)
    with suppress(KeyError):  # another board may just have taken its place
        _known.move_to_end(log)
    return known


def _bounded():
    while len(_known) > BOARDS or sum(one.letters for one in list(_known.values())) > LONGEST:
        with suppress(KeyError):
            _known.popitem(last=False)
