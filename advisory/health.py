"""Whether this process lives, and whether the installation is fit to serve."""

from datetime import timedelta
from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import JsonResponse
from django.utils import timezone
from redis import Redis
from redis.exceptions import RedisError

from advisory.events.models import Heartbeat

SILENT_AFTER = timedelta(seconds=30)
WORKER = "worker"


def healthz(request):
    """The process lives."""
    return JsonResponse({"status": "alive"})


def readyz(request):
    """Ready with the database and its migrations; a silent doorbell or worker only degrades."""
    if not database_answers():
        return JsonResponse({"status": "no database"}, status=503)
    try:
        behind = wanted_migrations() - set(MigrationRecorder(connection).applied_migrations())
        degraded = [] if behind else _degraded()
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=503)
    if behind:
        return JsonResponse({"status": "unapplied migrations"}, status=503)
    return JsonResponse({"status": "ready", "degraded": degraded})


@cache
def wanted_migrations():
    """The migrations that this code asks for, as (app, name)."""
    return set(MigrationLoader(None).graph.nodes)


def database_answers():
    """Whether the database takes a new connection within two seconds, apart from those in use."""
    if connection.vendor == "sqlite":
        return True
    asked = {**connection.get_connection_params(), "connect_timeout": 2}
    try:
        connection.Database.connect(**asked).close()
    except connection.Database.Error:
        return False
    return True


def doorbell_answers():
    """Whether Redis answers within a second."""
    try:
        with Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1) as bell:
            return bool(bell.ping())
    except RedisError:
        return False


def worker_age():
    """Seconds since the worker was last known to be alive, or nothing when it never was."""
    at = Heartbeat.objects.filter(name=WORKER).values_list("at", flat=True).first()
    return (timezone.now() - at).total_seconds() if at else None


def _degraded():
    degraded = []
    if settings.REDIS_URL and not doorbell_answers():
        degraded.append("doorbell")
    age = worker_age()
    if age is None or age > SILENT_AFTER.total_seconds():
        degraded.append("worker")
    return degraded
