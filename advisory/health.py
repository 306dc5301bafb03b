"""Whether this process lives, and whether the installation is fit to serve."""

from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
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
    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
        degraded = [] if behind else _degraded()
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=503)
    if behind:
        return JsonResponse({"status": "unapplied migrations"}, status=503)
    return JsonResponse({"status": "ready", "degraded": degraded})


def _degraded():
    degraded = []
    if settings.REDIS_URL and not _doorbell_answers():
        degraded.append("doorbell")
    if not Heartbeat.objects.filter(name=WORKER, at__gt=timezone.now() - SILENT_AFTER).exists():
        degraded.append("worker")
    return degraded


def _doorbell_answers():
    try:
        with Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1) as bell:
            return bell.ping()
    except RedisError:
        return False
