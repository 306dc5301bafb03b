"""Django's PostgreSQL, asked in few turns: what a command will ask is asked with its lock, what it writes with its end.

A turn to the server and back costs more than what is done there, and a board's lock is held for all of them.
"""

from django.db.backends.postgresql import base
from django.db.backends.utils import CursorDebugWrapper, CursorWrapper

from advisory.postgresql.turns import turn

READS = "SELECT", "(SELECT"


class _Later:
    """A cursor before whose statements goes what waits."""

    def _execute_with_wrappers(self, sql, params, many, executor):
        self.db.before(str(sql))
        return super()._execute_with_wrappers(sql, params, many, executor)


class Cursor(_Later, CursorWrapper):
    """A cursor of any statement."""


class WatchedCursor(_Later, CursorDebugWrapper):
    """A cursor that notes its statements."""


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection on which writes wait for the next question or the commit, and answers for who asks later."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.waiting = []  # (sql, params) of writes that nobody has seen yet
        self.foreseen = {}  # question -> (sql, rows), until it is asked or what it reads is written
        self.latest = None  # the one of them that nothing else may have been read after

    def make_cursor(self, cursor):
        """A cursor of this connection."""
        return Cursor(cursor, self)

    def make_debug_cursor(self, cursor):
        """A cursor of this connection that notes its statements."""
        return WatchedCursor(cursor, self)

    def asked(self, statements):
        """The rows of each statement, in one turn with what waits; watched ones go one by one."""
        self.validate_thread_sharing()
        if self.execute_wrappers or self.queries_logged:
            return [self._alone(*statement) for statement in statements]
        self.ensure_connection()
        self.validate_no_broken_transaction()
        waiting, self.waiting = self.waiting, []
        self.foreseen.pop(self.latest, None)
        with self.wrap_database_errors:
            return turn(self.connection, [*waiting, *statements])[len(waiting) :]

    def foresee(self, questions, latest=None):
        """Ask what will be asked: {question: (sql, params)}; what was foreseen before and nobody asked is forgotten."""
        rows = self.asked(list(questions.values())) if questions else []
        self.foreseen = {key: (sql, found) for (key, (sql, _)), found in zip(questions.items(), rows, strict=True)}
        self.latest = latest

    def foreseen_rows(self, question):
        """The rows of a question that was foreseen, once; or nothing."""
        return self.foreseen.pop(question, (None, None))[1]

    def later(self, table, sql, params):
        """Write before anything else is asked, at the latest with the commit."""
        self.waiting.append((sql, params))
        quoted = self.ops.quote_name(table)
        self.foreseen = {key: known for key, known in self.foreseen.items() if quoted not in known[0]}

    def before(self, sql):
        """Let what waits go first; what is undone with a savepoint never happens."""
        self.foreseen.pop(self.latest, None)
        if not sql.startswith(READS):
            self.foreseen = {}
        if not self.waiting:
            return
        waiting, self.waiting = self.waiting, []
        if sql.startswith("ROLLBACK TO"):
            return
        if self.execute_wrappers or self.queries_logged:
            for statement in waiting:
                self._alone(*statement)
        else:
            with self.wrap_database_errors:
                turn(self.connection, waiting)

    def _alone(self, sql, params):
        with self.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall() if cursor.description else []

    def _commit(self):
        if self.execute_wrappers or self.queries_logged:
            self.before("COMMIT")
        waiting = self.waiting
        self._forget()
        if not waiting:
            return super()._commit()
        with self.wrap_database_errors:
            return turn(self.connection, waiting, end=b"COMMIT")

    def _rollback(self):
        self._forget()
        super()._rollback()

    def _close(self):
        self._forget()
        super()._close()

    def _forget(self):
        self.waiting, self.foreseen, self.latest = [], {}, None
