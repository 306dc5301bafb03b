"""What is counted while the product works, cheap enough for every request and every turn of a hub."""

import os

from prometheus_client import Counter, Gauge, Histogram

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
SOON = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30)
SHARED = "PROMETHEUS_MULTIPROC_DIR" in os.environ

REQUESTS = Histogram(
    "advisory_request_seconds", "Requests answered, by route, method and status", ["route", "method", "status"],
    buckets=SOON,
)  # fmt: skip
SOCKETS = Gauge("advisory_sockets", "Live sockets open now", multiprocess_mode="livesum")
ENDED = Counter("advisory_sockets_ended", "Live sockets that ended, by the code they were closed with", ["code"])
LINES = Counter("advisory_live_lines", "Lines handed to live connections")
TURNS = Histogram("advisory_hub_turn_seconds", "From the bell until a hub has handed everything out", buckets=SOON)
STUMBLES = Counter("advisory_hub_turns_failed", "Turns of a hub that failed and were taken again")

LOOKED_UP = {}


def looked_up(name, meaning, look):
    """Have /metrics tell a number that is looked up when it is asked for: `look()` gives it, or nothing."""
    LOOKED_UP[name] = (meaning, look)


def answered(route, method, status, seconds):
    """Count one answer."""
    REQUESTS.labels(route, method, status).observe(seconds)
