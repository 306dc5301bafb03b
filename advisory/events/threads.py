"""A few threads of our own for the live side's database work, apart from the requests'."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from django.db import InterfaceError, OperationalError, close_old_connections, connection

_pool = ThreadPoolExecutor(max_workers=6, thread_name_prefix="live")


async def in_thread(work, *args):
    """Do database work in a bounded pool of threads and wait for it without blocking the loop."""
    return await asyncio.get_running_loop().run_in_executor(_pool, _clean, work, args)


def _clean(work, args):
    close_old_connections()
    try:
        return work(*args)
    finally:
        if connection.vendor == "postgresql":
            connection.close()


class Reader:
    """One hub's thread, with a connection to the database that it keeps: it never waits for one behind the pages."""

    def __init__(self):
        self.hand = ThreadPoolExecutor(max_workers=1, thread_name_prefix="hub")

    async def read(self, work, *args):
        """Read something; what only reads is asked once more when the database had hung up meanwhile."""
        return await asyncio.get_running_loop().run_in_executor(self.hand, _kept, work, args)

    async def stop(self):
        """Give the connection and the thread back."""
        await asyncio.get_running_loop().run_in_executor(self.hand, _hung_up)
        self.hand.shutdown(wait=False)


def _kept(work, args):
    try:
        return work(*args)
    except (InterfaceError, OperationalError):
        _hung_up()
        return work(*args)
    except Exception:
        _hung_up()
        raise


def _hung_up():
    connection.close()
