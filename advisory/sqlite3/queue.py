"""A queue of writers: who came first goes first, and nobody asks twice."""

import threading
from collections import deque


class Queue:
    """Lets one in at a time, in the order in which they came."""

    def __init__(self):
        self.lock = threading.Lock()
        self.busy, self.waiting = False, deque()

    def enter(self, patience):
        """Wait for one's turn so many seconds; whether it came."""
        with self.lock:
            if not self.busy:
                self.busy = True
                return True
            turn = threading.Event()
            self.waiting.append(turn)
        return turn.wait(patience) or self._given_up(turn)

    def leave(self):
        """Let the next one in."""
        with self.lock:
            if self.waiting:
                self.waiting.popleft().set()
            else:
                self.busy = False

    def _given_up(self, turn):
        with self.lock:
            if turn.is_set():
                return True
            self.waiting.remove(turn)
            return False
