"""Django's SQLite, but for writers of one process: they queue, where SQLite would have them ask again every so often.

With many writers at once somebody was always asking at the wrong moment, for up to twenty seconds, and was refused.
"""

from collections import defaultdict

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from advisory.sqlite3.queue import Queue

_queues = defaultdict(Queue)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that waits for its turn before it begins to write."""

    _writing = None

    def _start_transaction_under_autocommit(self):
        self._line_up()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._step_aside()
            raise

    def _commit(self):
        super()._commit()
        self._step_aside()

    def _rollback(self):
        try:
            super()._rollback()
        finally:
            self._step_aside()

    def _close(self):
        try:
            super()._close()
        finally:
            self._step_aside()

    def _line_up(self):
        queue = _queues[str(self.settings_dict["NAME"])]
        if self._writing is None:
            if not queue.enter(self.settings_dict["OPTIONS"].get("timeout", 5)):
                raise OperationalError("database is locked")
            self._writing = queue

    def _step_aside(self):
        queue, self._writing = self._writing, None
        if queue:
            queue.leave()
