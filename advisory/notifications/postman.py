"""The worker's postman: letters leave on a thread of their own, so that a slow mail server delays nothing else."""

import logging
import threading

from django.db import close_old_connections, connection

from advisory.notifications.delivery import Outcome, gather, send_next

EVERY, AWAY, LONGEST = 2, 5, 60
log = logging.getLogger("advisory.notifications")


class Postman(threading.Thread):
    """Gathers and sends until told to stop; while the mail server is away it asks after longer and longer pauses."""

    def __init__(self, stop):
        super().__init__(name="postman", daemon=True)
        self.stop = stop
        self.pause = EVERY

    def run(self):
        while not self.stop.is_set():
            close_old_connections()
            self.round()
            self.stop.wait(self.pause)
        connection.close()

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
