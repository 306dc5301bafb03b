"""How a test or a measurement waits: for the thing itself, never for a while."""

import time

LOOK_AGAIN = 0.02  # seconds between two looks; nothing rests on how long that is


def until(met, *, patience=60, otherwise=lambda: "it did not come"):
    """Look until a condition gives something, and give that; TimeoutError with what `otherwise` says after a while."""
    deadline = time.monotonic() + patience
    while not (found := met()):
        if time.monotonic() > deadline:
            raise TimeoutError(otherwise())
        time.sleep(LOOK_AGAIN)
    return found
