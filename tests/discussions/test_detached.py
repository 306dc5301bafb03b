"""A detached poll: whoever reads every table, export, page, line and log cannot tell who chose what.

Two voters change places; nothing that is kept or told may differ. Time stands still and ids are told by their turn.
"""

import datetime
import re
from contextlib import contextmanager
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from advisory.accounts.commands.export import export_person
from advisory.events.frames import events_after, frame, subjects_of
from advisory.events.readers import ALIASES, NAMES, VEILED
from discussions.commands.ballots import cast_ballot
from discussions.commands.exports import take_out
from discussions.commands.polls import ask_poll, close_poll
from discussions.models import Ballot, Poll
from discussions.polls.panels import draw_shared
from discussions.taking.tree import Ask
from tests.accounts.leaving import opened
from tests.make import now, room, say

pytestmark = pytest.mark.django_db
NAMED = ("okonjo", "bauer", "castro", "dahl", "fofana", "gupta")
CAST = {
    "lindqvist": ("Prof. Marianne Lindqvist", "chair"),
    "marsh": ("Helena Marsh", "moderator"),
    **{name: (f"Dr {name.title()}", "advisor") for name in NAMED},
}
CLOSED = {"okonjo": 0, "bauer": 1, "castro": 0, "dahl": 1, "fofana": 1, "gupta": 2}
CHANGED = CLOSED | {"okonjo": 1, "bauer": 0}
NOON = datetime.datetime(2031, 5, 6, 12, tzinfo=datetime.UTC)
EVERY_TIME = re.compile(r"[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}|csrf\S+|(value|content)=\"\w{64}\"")


@pytest.fixture
def heart(monkeypatch):
    """A board with six advisors and a detached poll; the clock stands."""
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    heart = room(cast=CAST)
    post = say(heart.question, heart.marsh, "Before we go on.")
    told = {"by": heart.marsh, "client_id": UUID(int=7), "mode": "detached", "reply_to": post.pk}
    heart.poll = ask_poll(heart.question, "Which?", ("This", "That", "Neither"), **told)
    return heart


@contextmanager
def voted(heart, picks, *, over=True):
    """The board after everybody voted so, one after the other; it is as before afterwards."""
    with transaction.atomic():
        before = _counters()
        for place, (name, pick) in enumerate(picks.items()):
            cast_ballot(as_now(heart.poll), [pick], by=getattr(heart, name), client_id=UUID(int=100 + place))
        if over:
            close_poll(as_now(heart.poll), by=heart.marsh)
        yield
        transaction.set_rollback(True)
    _count_from(before)


def as_now(poll):
    return Poll.objects.select_related(*Poll.together).get(pk=poll.pk)


def _counters():
    """Where PostgreSQL counts on; it does not count back with a change that was given up."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences")
        return cursor.fetchall()


def _count_from(before):
    with connection.cursor() as cursor:
        for name, last in before:
            cursor.execute("SELECT setval(%s, %s, %s)", [f'"{name}"', last or 1, last is not None])


def rows():
    """Every row of every model: {table: [row]}, as text."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        fields = [field.attname for field in model._meta.concrete_fields]
        found[model._meta.db_table] = sorted(map(str, model._base_manager.values_list(*fields)))
    return found


def told(heart, caplog):
    """What is told to anybody: pages, lines, drawn copies, files, personal copies and the product's own log."""
    poll, post = as_now(heart.poll), now(heart.poll.post)
    said = [draw_shared(post, gaze) for gaze in (NAMES, ALIASES, VEILED)]
    events = events_after(heart.question.stream, 0, 500)
    things = subjects_of(events)
    said += [str(frame(one, things.get((one.subject_type, one.subject_id)), ALIASES)) for one in events]
    for name in ("marsh", "okonjo", "bauer"):
        browser = Client()
        browser.force_login(getattr(heart, name).user)
        paths = (
            ("questions/1/", f"polls/{poll.pk}/", "audit/")
            if name == "marsh"
            else ("questions/1/", f"polls/{poll.pk}/")
        )
        said += [browser.get(f"/boards/heart/{path}").content.decode() for path in paths]
        said.append(browser.get(f"/api/v1/polls/{poll.pk}").content.decode())
    for name in ("okonjo", "bauer"):
        person = getattr(heart, name).user
        said.append(
            str({key: value for key, value in opened(export_person(person, by=person)).items() if ".json" in key})
        )
    said.append(str(take_out(heart.board, Ask(), "csv", by=heart.marsh)))
    return [EVERY_TIME.sub(_turn({}), text) for text in (*said, *caplog.messages)]


def _turn(known):
    return lambda one: f"#{known.setdefault(one[0], len(known))}"


def numbered(tables):
    """The rows with ids told by the turn in which they first stand, so that two tellings can be compared."""
    text = "\n".join(f"{table}: {row}" for table, listed in sorted(tables.items()) for row in listed)
    return [re.sub(r"[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}", "#", line) for line in text.split("\n")]


def test_two_voters_who_change_places_leave_every_row_and_everything_that_is_told_the_same(heart, caplog):
    caplog.set_level("INFO")
    seen = []
    for picks in (CLOSED, CHANGED):
        caplog.clear()
        with voted(heart, picks):
            assert as_now(heart.poll).counts == [2, 3, 1]
            seen.append((sorted(numbered(rows())), told(heart, caplog)))
    assert seen[0][0] == seen[1][0]
    assert seen[0][1] == seen[1][1]


def test_another_answer_changes_one_row_alone_the_polls_own(heart):
    """All counters live in one row: its system columns tell who voted last, and nothing of what anybody chose."""
    seen = []
    for picks in ({"okonjo": 0, "bauer": 0}, {"okonjo": 0, "bauer": 1}):
        with voted(heart, picks, over=False):
            assert not Ballot.objects.exists()
            seen.append(rows())
    differing = {table: set(seen[0][table]) ^ set(seen[1][table]) for table in seen[0]}
    assert {table: len(found) for table, found in differing.items() if found} == {"discussions_poll": 2}


def test_a_named_poll_would_be_found_out(heart):
    """The comparison has eyes: the same with ballots differs."""
    Poll.objects.filter(pk=heart.poll.pk).update(mode="blinded")
    seen = []
    for picks in (CLOSED, CHANGED):
        with voted(heart, picks, over=False):
            seen.append(sorted(numbered(rows())))
    assert seen[0] != seen[1]
