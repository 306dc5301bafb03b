"""Who is on the lines of live sessions, told now and then to the upper app that keeps who was there."""

import logging
from collections import defaultdict

from advisory.events.threads import in_thread

log = logging.getLogger("advisory.hub")
_kept = {}


def lines_by(function):
    """Name the function ({line: ids of seats}) that keeps who is on which line now."""
    _kept["lines"] = function
    return function


class Register:
    """Tells it for the pages of this process, one telling after the other."""

    def __init__(self, calls):
        self.calls, self.telling = calls, None

    def tell(self):
        """Have it kept who is on a line now."""
        found = defaultdict(set)
        for line, seat in self.calls.connected():
            found[line].add(seat)
        if found and (self.telling is None or self.telling.done()):
            self.telling = self.calls.hub.loop.create_task(_told(dict(found)))


async def _told(lines):
    try:
        await in_thread(_kept["lines"], lines)
    except Exception:
        log.exception("who is on a line could not be kept; the next look tries again")
