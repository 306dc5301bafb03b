"""The worker's postman: letters leave on a thread of their own, so that a slow mail server delays nothing else."""

import logging

from advisory.notifications.delivery import Outcome, gather, send_next
from advisory.rounds import Rounds

EVERY, AWAY, LONGEST = 2, 5, 60
log = logging.getLogger("advisory.notifications")


class Postman(Rounds):
    """Gathers and sends until told to stop; while the mail server is away it asks after longer and longer pauses."""

    def __init__(self, stop):
        super().__init__("postman", stop, EVERY)

    def round(self):
        """Send everything that is due, until there is nothing more or the mail server is away."""
        try:
            gather()
            outcome = Outcome.DONE
            while outcome == Outcome.DONE and not self.stop.is_set():
                outcome = send_next()
        except Exception:
            log.exception("a round of the post failed; the next one tries again")
            outcome = Outcome.AWAY
        self.pause = min(max(AWAY, 2 * self.pause), LONGEST) if outcome == Outcome.AWAY else EVERY
