"""A world that stands still: chance follows from labels, the clock is moved by hand, and nothing runs beside."""

import asyncio
import hashlib
import logging
import os
import random
import tempfile
from concurrent.futures import Executor, Future
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.apps import apps
from django.core import mail
from django.core.cache import cache
from django.core.management.color import no_style
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connections, transaction
from django.test import override_settings

from advisory import hands
from advisory.events import hub, seals, threads, whispers
from discussions import drawing
from discussions.consensus import codes

BEGIN = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Chance:
    """Where every random byte comes from: what happens now, so that more or less elsewhere moves nothing."""

    def __init__(self):
        self.begin("the beginning")

    def begin(self, label):
        """From here on chance follows from another label."""
        self.label, self.drawn = label, 0
        random.seed(label)

    def bytes(self, size):
        """The next so many bytes."""
        self.drawn += 1
        return hashlib.shake_256(f"{self.label}/{self.drawn}".encode()).digest(size)


class Here(Executor):
    """A thread pool without threads: what is handed in is done at once."""

    def __init__(self, *_, **__):
        super().__init__()

    def submit(self, work, *given, **named):
        """Do it, and give what is already there."""
        done = Future()
        try:
            done.set_result(work(*given, **named))
        except BaseException as trouble:
            done.set_exception(trouble)
        return done


class Still:
    """Chance, clock and event loop of one world."""

    def __init__(self, clock):
        self.chance, self.clock, self.loop = Chance(), clock, None

    def begin(self):
        """Begin anew: with a loop of its own, nothing remembered and no letters."""
        self.end()
        self.loop = asyncio.new_event_loop()
        forget()
        mail.outbox.clear()

    def end(self):
        """Nothing goes on."""
        if self.loop:
            self.loop.close()

    def at(self, label, *, minutes):
        """Something happens at a time of its own, with a chance of its own."""
        self.chance.begin(label)
        self.clock.move_to(BEGIN + timedelta(minutes=minutes))

    def run(self, coroutine):
        """Do something in the loop, until it is done."""
        return self.loop.run_until_complete(coroutine)


@contextmanager
def still(folder):
    """The whole product in one thread and in one transaction that is taken back."""
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        patch.setattr(connections, "_connections", SimpleNamespace(default=connections["default"]))
        for threaded in (hands, threads):
            patch.setattr(threaded, "ThreadPoolExecutor", Here)
        _in_this_thread(patch)
        patch.setattr(hub, "REST", 0)
        patch.setattr(hub, "LONGEST_REST", 0)
        patch.setattr(hub, "SURE_EVERY", 10**6)  # it would look by the wall's clock, in the midst of a change
        patch.setattr(whispers, "STAYS", 10**6)  # nobody fades while a world is read
        patch.setattr(hub, "looks", _never)
        patch.setattr(codes, "_drawn", lambda _, panelist: panelist)  # in the order in which the panel was seated
        for signal in (request_started, request_finished):
            signal.disconnect(close_old_connections)
            stack.callback(signal.connect, close_old_connections)
        stack.enter_context(override_settings(REDIS_URL="", MEDIA_ROOT=folder))
        stack.enter_context(transaction.atomic())
        stack.callback(transaction.set_rollback, True)
        _count_anew()
        world = Still(stack.enter_context(time_machine.travel(BEGIN, tick=False)))
        patch.setattr(os, "urandom", world.chance.bytes)
        patch.setattr(random, "_urandom", world.chance.bytes)
        logging.disable(logging.CRITICAL)
        stack.callback(logging.disable, logging.NOTSET)
        next(tempfile._get_candidate_names())  # draws on chance once for a process, with its first name
        stack.callback(forget)
        stack.callback(world.end)
        yield world


def _in_this_thread(patch):
    """The live side reads here and now, on the one connection that there is."""
    patch.setattr(threads, "_pool", Here())
    for doing in ("_clean", "_kept"):
        patch.setattr(threads, doing, lambda work, given: work(*given))
    patch.setattr(threads, "_hung_up", lambda: None)


def forget():
    """What a process remembers of an earlier world is gone."""
    cache.clear()
    drawing._drawn.clear()
    seals.forget()


@contextmanager
def undone():
    """Whatever happens inside is taken back."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)
            cache.clear()


def _count_anew():
    """Numbers that a database gives out begin where they did in the world before."""
    with connections["default"].cursor() as cursor:
        for statement in connections["default"].ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)


async def _never(hub):
    """Nobody else changes anything."""
