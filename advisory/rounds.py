"""What the worker does beside its ticks: each thing in rounds, on a thread of its own, until told to stop."""

import threading

from django.db import close_old_connections, connection


class Rounds(threading.Thread):
    """One round after another, `pause` seconds apart; a round sees to its own troubles, and lets none out."""

    def __init__(self, name, stop, pause):
        super().__init__(name=name, daemon=True)
        self.stop, self.pause = stop, pause

    def run(self):
        """Go round until told to stop, each time with a connection that stands."""
        while not self.stop.is_set():
            close_old_connections()
            self.round()
            self.stop.wait(self.pause)
        connection.close()

    def round(self):
        """Do what waits now."""
        raise NotImplementedError  # each kind of thread has its own
