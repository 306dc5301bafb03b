"""A few threads of our own for the live side's database work, apart from the requests'."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from django.db import close_old_connections, connection

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
