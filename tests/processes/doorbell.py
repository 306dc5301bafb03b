"""A real Redis that can be killed, and started again where it was."""

import os
import signal
from contextlib import ExitStack

import redis as client

from tests import servers


class Doorbell:
    """Redis on one port: `kill` as a power cut does, `start` again on the same port."""

    def __init__(self, port):
        self.port, self.stack = port, None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        if self.stack:
            self.stack.close()

    @property
    def url(self):
        """Its address."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self):
        """Start it, unless it runs."""
        if self.stack is None:
            self.stack = ExitStack()
            self.stack.enter_context(servers.redis(self.port))

    def kill(self):
        """End it at once."""
        with client.Redis(port=self.port) as asked:
            number = asked.info()["process_id"]
        os.kill(number, signal.SIGKILL)
        self.stack.close()
        self.stack = None
