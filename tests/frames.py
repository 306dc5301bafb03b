"""Room for the frames of a test, in one piece.

CPython keeps the frames of a thread in pieces of 16 KB: it asks the system for the next when calls go deeper, and
returns it as soon as they come back. Pytest, a client and the product lie on each other so deep that an edge comes in
the middle of busy code, and then a test maps memory and unmaps it again hundreds of times: a sixth of its time. A
frame that is larger than a piece has one of its own, of the next power of two; what it calls has the rest of it.
"""

SLOTS = 70_000  # of 8 bytes each: over half a MiB, and so a piece of 1 MiB, of which only what is used takes memory


def with_room(call, *given):
    """Call something with room for some thousand calls in each other."""
    return call(*given)


with_room.__code__ = with_room.__code__.replace(co_stacksize=SLOTS)
