"""What the product counts, for Prometheus: counted while it works, or looked up when it is asked for."""

import os
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Sum
from django.http import HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from advisory.counters import LOOKED_UP, SHARED
from advisory.events.models import Log
from advisory.health import database_answers, doorbell_answers, worker_age
from advisory.refusals import Absent

FORWARDED = ("X-Forwarded-For", "Forwarded", "Via", "X-Real-IP")


@require_safe
def metrics(request):
    """Everything that is counted, for whoever holds METRICS_TOKEN, or without one for this machine; else 404."""
    if not allowed(request):
        raise Absent
    registry = REGISTRY if not SHARED else _of_all_processes()
    looked = CollectorRegistry()
    looked.register(_LookedUp())
    return HttpResponse(generate_latest(registry) + generate_latest(looked), content_type=CONTENT_TYPE_LATEST)


def allowed(request):
    """A bearer of the token; where none is set, a caller on this machine for whom no proxy speaks."""
    if settings.METRICS_TOKEN:
        sort, _, token = request.headers.get("Authorization", "").partition(" ")
        return sort.lower() == "bearer" and constant_time_compare(token, settings.METRICS_TOKEN)
    here = request.META.get("REMOTE_ADDR") in {"127.0.0.1", "::1"}
    return here and not any(name in request.headers for name in FORWARDED)


def _of_all_processes():
    """The sums over all processes of this installation on this machine; what ended ones held open is closed."""
    folder = Path(os.environ["PROMETHEUS_MULTIPROC_DIR"])
    for path in folder.glob("gauge_live*_*.db"):
        if not Path(f"/proc/{path.stem.rpartition('_')[2]}").exists() and Path("/proc/self").exists():
            path.unlink(missing_ok=True)
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(folder))
    return registry


class _LookedUp:
    """Numbers that nobody counts, for the database holds them."""

    def collect(self):
        """What the database and the doorbell say; without a database only that it is away."""
        here = database_answers()
        yield _gauge("advisory_database_up", "Whether the database answers", int(here))
        if settings.REDIS_URL:
            yield _gauge("advisory_doorbell_up", "Whether Redis answers", int(doorbell_answers()))
        if not here:
            return
        try:
            yield from _kept()
        except DatabaseError:
            return

    def describe(self):
        """Nothing beforehand: what there is to tell depends on what answers."""
        return []


def _kept():
    events = Log.objects.aggregate(all=Sum("number"))["all"] or 0
    yield CounterMetricFamily("advisory_events", "Events recorded in all logs", value=events)
    age = worker_age()
    if age is not None:
        yield _gauge("advisory_worker_heartbeat_age_seconds", "Since the worker was last alive", age)
    for name, (meaning, look) in sorted(LOOKED_UP.items()):
        found = look()
        if found is not None:
            yield _gauge(name, meaning, found)


def _gauge(name, meaning, value):
    return GaugeMetricFamily(name, meaning, value=value)
