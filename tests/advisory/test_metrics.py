"""What is counted: truly, for whoever may ask, and over all processes of one installation."""

import os
import re
import subprocess
import sys

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from advisory import counters, health, metrics
from advisory.counting import counted_in
from advisory.events.models import Heartbeat, Log
from advisory.health import WORKER
from tests.make import room, say
from tests.product import ROOT

pytestmark = pytest.mark.django_db
TOKEN = "a token for the scraper"


def told(client=None, **headers):
    """Every number that /metrics tells, by its name with its labels."""
    answer = (client or Client()).get("/metrics", headers=headers)
    assert answer.status_code == 200, answer.status_code
    rows = [line.rpartition(" ") for line in answer.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in rows}


@pytest.mark.django_db(transaction=True)
def test_requests_sockets_lines_events_and_the_worker_are_counted(network):
    heart = room()
    Heartbeat.objects.update_or_create(name=WORKER, defaults={"at": timezone.now()})
    before = told()
    counters.answered("board", "GET", 200, 0.02)
    sockets = [network.socket(seat, "board.heart.q1:0") for seat in (heart.okonjo, heart.tanabe)]
    say(heart.question, heart.solheim, "Counted")
    for socket in sockets:
        socket.until(kind="post.created")
    now = told()
    labels = '{method="GET",route="board",status="200"}'
    assert (
        now[f"advisory_request_seconds_count{labels}"] - before.get(f"advisory_request_seconds_count{labels}", 0) == 1
    )
    assert now["advisory_sockets"] - before["advisory_sockets"] == 2
    assert now["advisory_live_lines_total"] - before["advisory_live_lines_total"] == 2
    assert now["advisory_hub_turn_seconds_count"] > before["advisory_hub_turn_seconds_count"]
    assert now["advisory_events_total"] - before["advisory_events_total"] == 1
    assert now["advisory_events_total"] == sum(Log.objects.values_list("number", flat=True))
    assert now["advisory_worker_heartbeat_age_seconds"] < 60
    assert now["advisory_database_up"] == 1
    sockets[0].hang_up()
    sockets[0].wait(sockets[0].task.done)
    assert told()["advisory_sockets"] - before["advisory_sockets"] == 1


def test_a_number_that_another_part_looks_up_is_told_and_left_out_while_it_has_none(monkeypatch):
    monkeypatch.setattr(counters, "LOOKED_UP", {})
    monkeypatch.setattr(metrics, "LOOKED_UP", counters.LOOKED_UP)
    counters.looked_up("advisory_letters_waiting", "Letters that wait", lambda: 3)
    counters.looked_up("advisory_nothing", "Not known", lambda: None)
    now = told()
    assert now["advisory_letters_waiting"] == 3
    assert "advisory_nothing" not in now


def test_without_the_database_that_alone_is_told_beside_the_counts(monkeypatch):
    monkeypatch.setattr(metrics, "database_answers", lambda: False)
    now = told()
    assert now["advisory_database_up"] == 0
    assert "advisory_sockets" in now
    assert "advisory_events_total" not in now


def test_without_a_token_only_this_machine_itself_may_ask(client, settings):
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.7").status_code == 404
    for name in ("X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"):
        assert client.get("/metrics", headers={name: "127.0.0.1"}).status_code == 404
    assert client.post("/metrics").status_code == 405


def test_with_a_token_only_its_holder_may_ask_from_wherever(client, settings):
    settings.METRICS_TOKEN = TOKEN
    for wrong in ({}, {"Authorization": f"Bearer {TOKEN}x"}, {"Authorization": TOKEN}, {"Authorization": "Bearer é"}):
        assert client.get("/metrics", headers=wrong).status_code == 404
    right = {"Authorization": f"Bearer {TOKEN}", "X-Forwarded-For": "203.0.113.7", "Host": "web:8000"}
    assert client.get("/metrics", headers=right, REMOTE_ADDR="203.0.113.7").status_code == 200
    assert "Content-Type" not in right
    assert re.match("text/plain", client.get("/metrics", headers=right)["Content-Type"])


def test_several_processes_are_added_up_and_one_that_died_holds_no_sockets(tmp_path, monkeypatch):
    environment = {"PATH": os.environ["PATH"], "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    script = (
        "from advisory.counters import *; SOCKETS.inc(); LINES.inc(5); answered('board', 'GET', 200, .01); "
        "import sys; sys.stdout.write('x'); sys.stdout.flush(); sys.stdin.read()"
    )
    pipe = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    many = [subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, env=environment, **pipe) for _ in range(2)]
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    monkeypatch.setattr(metrics, "SHARED", True)
    assert [process.stdout.read(1) for process in many] == [b"x", b"x"]
    both = told()
    many[0].communicate()
    one = told()
    many[1].communicate()
    assert (both["advisory_sockets"], one["advisory_sockets"]) == (2, 1)
    assert both["advisory_live_lines_total"] == one["advisory_live_lines_total"] == 10
    assert one['advisory_request_seconds_count{method="GET",route="board",status="200"}'] == 2


def test_what_a_killed_product_left_is_cleared_at_the_next_start_and_no_other_s(tmp_path):
    place = tmp_path / "metrics"
    (place / "left").mkdir(parents=True)
    (place / "left" / "counter_1.db").write_bytes(b"1")
    with counted_in(place) as one, counted_in(place) as other:
        assert set(place.iterdir()) == {one, other}
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probes_answer_by_whatever_name_we_are_called_and_open_no_session(client, path):
    answer = client.get(path, headers={"Host": "10.0.0.7"})
    assert answer.status_code == 200
    assert answer.cookies == {}
    assert answer["Cache-Control"] == "private, no-store"
    assert client.head(path).status_code == 200


def test_ready_names_a_silent_worker_and_a_silent_doorbell(client, settings, monkeypatch):
    Heartbeat.objects.all().delete()
    assert client.get("/readyz").json() == {"status": "ready", "degraded": ["worker"]}
    Heartbeat.objects.create(name=WORKER, at=timezone.now() - timezone.timedelta(seconds=31))
    settings.REDIS_URL = "redis://127.0.0.1:9/0"
    assert client.get("/readyz").json() == {"status": "ready", "degraded": ["doorbell", "worker"]}
    Heartbeat.objects.update(at=timezone.now())
    monkeypatch.setattr(health, "doorbell_answers", lambda: True)
    assert client.get("/readyz").json() == {"status": "ready", "degraded": []}


def test_not_ready_without_a_migration_or_the_database_but_alive(client, monkeypatch):
    wanted = health.wanted_migrations()
    monkeypatch.setattr(health, "wanted_migrations", lambda: wanted | {("boards", "0099_later")})
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (503, "unapplied migrations")

    def refuse(*_, **__):
        raise OperationalError("away")

    monkeypatch.setattr(connection, "cursor", refuse)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (503, "no database")
    assert client.get("/healthz").json() == {"status": "alive"}
