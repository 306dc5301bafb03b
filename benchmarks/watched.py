"""The product with somebody who looks every few milliseconds what its threads do, once asked to, and writes it down."""

import os
import sys
import threading
import time
from collections import Counter
from pathlib import Path

from advisory.asgi import application
from benchmarks.stage import WATCHED

EVERY, SHOWN = 0.02, 12
PARTS = {
    "do_commit": "commit", "_commit": "commit", "savepoint": "savepoints", "getconn": "taking a connection",
    "_lock": "waiting for the board's lock", "lock": "the board's lock", "sealed": "sealing the event",
    "record": "recording the event", "drawn": "words to HTML", "_require_patience": "counting recent posts",
    "open_gate": "the gate", "_posted": "writing the post", "_version": "writing its words",
    "create_post": "the rest of the command",
    "bearer": "who asks", "asked": "seat and question", "told": "the answer", "read": "hub: reading and drawing",
    "_hand_out": "hub: handing out", "_turn": "hub: the rest", "render_to_string": "templates",
    "get_response": "middleware", "ring": "the bell",
}  # fmt: skip
OURS = ("/advisory/", "/boards/", "/discussions/", "/django/db/", "/psycopg_pool/", "/django/core/handlers/", "/ninja/")
IDLE = {"wait", "_worker", "select", "poll", "get", "_wait_for_tstate_lock", "accept"}
seen = Counter()


def look():
    """Note for every busy thread the innermost part of the product that it is in, which costs those threads time."""
    while not (Path(os.environ["ADVISORY_DATA"]) / WATCHED).exists():
        time.sleep(0.2)  # from one look for it to the next
    me, told = threading.get_ident(), time.monotonic()
    while True:
        time.sleep(EVERY)  # from one sample to the next
        if time.monotonic() - told > 1:
            tell()
            told = time.monotonic()
        for thread, frame in sys._current_frames().items():
            if thread != me and (part := _part(frame)):
                seen[part] += 1


def _part(frame):
    if frame.f_code.co_name in IDLE and "/threading" in frame.f_code.co_filename:
        return ""
    while frame is not None:
        code = frame.f_code
        if code.co_name in PARTS and any(folder in code.co_filename for folder in OURS):
            return PARTS[code.co_name]
        frame = frame.f_back
    return ""


def tell():
    """Write the largest parts down."""
    total = sum(seen.values()) or 1
    parts = [f"{part} {number / total:.0%}" for part, number in seen.most_common(SHOWN)]
    (Path(os.environ["ADVISORY_DATA"]) / "where").write_text(", ".join(parts))


threading.Thread(target=look, daemon=True).start()

__all__ = ["application"]
