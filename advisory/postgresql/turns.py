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
    """A cursor whose statement waits in the pipeline until the turn is taken."""

    def put(self, query, params):
        """Let a statement wait; nothing is sent yet, so nothing has to be waited for."""
        self._tx = Transformer(self)
        for _ in self._maybe_prepare_gen(self._convert_query(query, params), prepare=True, binary=None):
            raise RuntimeError("a pipeline sends nothing by itself")
        self._last_query = query
        return self


def turn(connection, statements, *, end=None):
    """The rows of each statement, asked in one turn, which may end the transaction; one that fails stops the rest."""
    pipeline = Pipeline(connection)
    connection.wait(connection._prepared.maintain_gen(connection))
    connection.wait(pipeline._enter_gen())
    connection._pipeline, trouble = pipeline, None
    try:
        if not connection.autocommit and connection.pgconn.transaction_status == TransactionStatus.IDLE:
            _put(pipeline, b"BEGIN")
        cursors = [Put(connection).put(sql, params) for sql, params in statements]
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
    return [cursor.fetchall() if cursor.pgresult.nfields else [] for cursor in cursors]


def _put(pipeline, command):
    pipeline.command_queue.append(partial(pipeline.pgconn.send_query_params, command, None))
    pipeline.result_queue.append(None)


def _taken(pipeline):
    pipeline._enqueue_sync()
    while pipeline.command_queue:
        pipeline.command_queue.popleft()()
    yield from send(pipeline.pgconn)
    yield from pipeline._fetch_gen(flush=False)
