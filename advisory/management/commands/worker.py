"""Work in the background: what is due and what people hear of it, every two seconds, until told to stop."""

import logging
import signal
import threading

from django.db import close_old_connections
from django.utils import timezone

from advisory.clock import tick
from advisory.events.models import Heartbeat
from advisory.health import WORKER
from advisory.lines import LineCommand
from advisory.notifications.postman import Postman
from advisory.notifications.reader import look_ahead, read_on
from boards.live.captioner import Captioner
from boards.live.captioners import installed
from resources.reception import Reception
from resources.studio import Studio, Watch

EVERY = 2
AHEAD = 30
log = logging.getLogger("advisory.worker")


class Command(LineCommand):
    help = "Run the background work until told to stop."
    requires_system_checks = ()

    def handle(self, *args, **options):
        stop = threading.Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: stop.set())
        aside = [Postman(stop), Reception(stop), Watch(stop), Studio(stop)]
        aside += [Captioner(stop)] if installed() else []
        turns = 0
        for thread in aside:
            thread.start()
        while not stop.is_set():
            self._turn()
            self._tell(ahead=turns % AHEAD == 0)
            turns += 1
            stop.wait(EVERY)
        for thread in aside:
            thread.join(EVERY)
        self.stdout.write("The worker has stopped.")

    def _turn(self):
        close_old_connections()
        try:
            tick()
            Heartbeat.objects.update_or_create(name=WORKER, defaults={"at": timezone.now()})
        except Exception:
            log.exception("a tick failed; the next one tries again")

    def _tell(self, *, ahead):
        try:
            read_on()
            if ahead:
                look_ahead()
        except Exception:
            log.exception("notifications could not be made; the next turn tries again")
