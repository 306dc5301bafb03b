"""Django's SQLite, but for writers of one process: they queue, where SQLite would have them ask again every so often.

With many writers at once somebody was always asking at the wrong moment, for up to twenty seconds, and was refused.
Statements and moments that come again and again are turned into SQLite's words, and out of them, once.
"""

import sqlite3
from collections import defaultdict
from functools import lru_cache

from django.db import OperationalError
from django.db.backends.sqlite3 import base
from django.utils.dateparse import parse_datetime

from advisory.sqlite3.queue import Queue

_queues = defaultdict(Queue)
sqlite3.register_converter("datetime", lru_cache(20_000)(base.decoder(parse_datetime)))


@lru_cache(2_000)
def _in_its_words(query):
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class Cursor(base.SQLiteCursorWrapper):
    """A cursor that knows statements it has met."""

    def convert_query(self, query, *, param_names=None):
        """A statement as SQLite reads it."""
        return super().convert_query(query, param_names=param_names) if param_names else _in_its_words(query)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that waits for its turn before it begins to write."""

    _writing = None

    def create_cursor(self, name=None):
        """A cursor of this connection."""
        return self.connection.cursor(factory=Cursor)

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
