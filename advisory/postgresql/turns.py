"""Several statements in one turn to the server and back: sent together, answered together, each after the one before.

psycopg's own pipeline writes to the wire once for each statement; here they leave libpq's buffer in one piece.
"""

from functools import partial

from django.db.backends.postgresql.base import ServerBindingCursor
from psycopg import Pipeline
from psycopg.adapt import Transformer
from psycopg.generators import send
from psycopg.pq import TransactionStatus


class Put(ServerBindingCursor):
    """A cursor whose statements wait in the pipeline until the turn is taken; then it has the rows of each."""

    def __init__(self, connection):
        super().__init__(connection)
        self.rows = []

    def put(self, query, params):
        """Let a statement wait; nothing is sent yet, so nothing has to be waited for."""
        self._tx = Transformer(self)
        for _ in self._maybe_prepare_gen(self._convert_query(query, params), prepare=True, binary=None):
            raise RuntimeError("a pipeline sends nothing by itself")
        self._last_query = query

    def _set_results(self, results):
        super()._set_results(results)
        self.rows.append(self.fetchall() if self.pgresult.nfields else [])


def turn(connection, statements, *, end=None):
    """The rows of each statement, asked in one turn, which may end the transaction; one that fails stops the rest."""
    pipeline = Pipeline(connection)
    connection.wait(connection._prepared.maintain_gen(connection))
    connection.wait(pipeline._enter_gen())
    connection._pipeline, trouble = pipeline, None
    try:
        if not connection.autocommit and connection.pgconn.transaction_status == TransactionStatus.IDLE:
            _put(pipeline, b"BEGIN")
        cursor = Put(connection)
        for sql, params in statements:
            cursor.put(sql, params)
        if end:
            _put(pipeline, end)
        connection.wait(_taken(pipeline))
    except BaseException as raised:
        trouble = raised
        connection._prepared.clear()  # what was to be prepared after the trouble is not
        raise
    finally:
        connection._pipeline = None
        pipeline._exit(trouble)
    return cursor.rows


def _put(pipeline, command):
    pipeline.command_queue.append(partial(pipeline.pgconn.send_query_params, command, None))
    pipeline.result_queue.append(None)


def _taken(pipeline):
    pipeline._enqueue_sync()
    while pipeline.command_queue:
        pipeline.command_queue.popleft()()
    yield from send(pipeline.pgconn)
    yield from pipeline._fetch_gen(flush=False)
