"""Work in the background: what is due, every two seconds, until told to stop."""

import logging
import signal
import threading

from django.db import close_old_connections
from django.utils import timezone

from advisory.clock import tick
from advisory.events.models import Heartbeat
from advisory.health import WORKER
from advisory.lines import LineCommand

EVERY = 2
log = logging.getLogger("advisory.worker")


class Command(LineCommand):
    help = "Run the background work until told to stop."

    def handle(self, *args, **options):
        stop = threading.Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: stop.set())
        while not stop.is_set():
            self._turn()
            stop.wait(EVERY)
        self.stdout.write("The worker has stopped.")

    def _turn(self):
        close_old_connections()
        try:
            tick()
            Heartbeat.objects.update_or_create(name=WORKER, defaults={"at": timezone.now()})
        except Exception:
            log.exception("a tick failed; the next one tries again")
