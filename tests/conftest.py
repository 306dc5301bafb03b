"""What every test stands on; the people and boards they speak of are made in tests/make.py."""

import fcntl
import gc
import os
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest
from _pytest import runner
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase
from whitenoise.middleware import WhiteNoiseMiddleware
from xdist.scheduler import LoadScopeScheduling

from advisory.events import seals
from discussions import drawing
from tests import databases, live, moulds, product
from tests.frames import with_room

LONGEST = ("tests/processes/", "tests/hidden/", "tests/guards/test_table.py", "tests/guards/test_commands.py",
           "tests/guards/", "tests/api/test_story.py",
           "tests/e2e/test_joining.py", "tests/e2e/test_consensus.py", "tests/e2e/test_question_types.py",
           "tests/e2e/test_connection.py", "tests/e2e/test_morning.py")  # fmt: skip
TOGETHER = ("tests/processes/", "tests/hidden/", "tests/guards/")
ON_POSTGRES = os.environ.get("ADVISORY_TEST_STACK") == "postgres"
OF_THE_STACK = {"db", "transactional_db", "network", "doors"}  # fixtures that lead to its database, or to its Redis


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Begin with what takes longest, so that all workers end together.

    What touches neither database nor cache says the same beside any, and so does what is marked `once`: SQLite's run
    alone tells it, and PostgreSQL's alone what is marked with its name. pytest-django keeps a test that asks for no
    database from every one.
    """
    config.hook.pytest_deselected(items=[item for item in items if not _told_here(item)])
    items[:] = [item for item in items if _told_here(item)]
    items.sort(
        key=lambda item: next((n for n, part in enumerate(LONGEST) if item.nodeid.startswith(part)), len(LONGEST))
    )


def _told_here(item):
    if ON_POSTGRES:
        return _of_the_stack(item) and not item.get_closest_marker("once")
    return not item.get_closest_marker("postgresql")


def _of_the_stack(item):
    return item.get_closest_marker("django_db") or OF_THE_STACK & {*item.fixturenames} or hasattr(item.module, "cache")


class Together(LoadScopeScheduling):
    """Gives each test to whoever is free; what stands on one costly thing stays together, so that it is made once."""

    def _split_scope(self, nodeid):
        return next((part for part in TOGETHER if nodeid.startswith(part)), nodeid)


def pytest_xdist_make_scheduler(config, log):
    """Share the tests out in this way."""
    return Together(config, log)


def pytest_collection_finish():
    """What is loaded by now stays, and a test leaves little; looking for garbage costs a twentieth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item, nextitem):
    """Run a test as pytest does; without room, asking for memory for its frames costs a sixth of the time."""
    return with_room(runner.pytest_runtest_protocol, item, nextitem)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, django_db_modify_db_settings):
    """A database of this worker's own; it goes with the scratch folder, or with its server."""
    with django_db_blocker.unblock():
        databases.laid_out(Path(os.environ["ADVISORY_TEST_SCRATCH"]))
        yield
        connection.close()


@pytest.fixture(scope="session", autouse=True)
def _static_files_found_once():
    """Find the static files for the first client of a worker; every other would find the same."""
    found, find = {}, WhiteNoiseMiddleware.add_files_from_finders

    def as_found(middleware):
        if not found:
            find(middleware)
            found.update(middleware.files)
        middleware.files = found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", as_found)
        yield


@pytest.fixture(scope="session", autouse=True)
def _emptied_where_rows_are():
    """After a test that commits, take the rows out of the tables that hold any, and leave what migrating wrote."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: moulds.emptied())
        yield


@pytest.fixture(autouse=True)
def _forgotten_limits():
    """Begin every test with nobody's attempts counted yet, and no drawn copy kept of another test's posts."""
    cache.clear()
    drawing._drawn.clear()
    seals.forget()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Start Debian's Chromium without anything that reaches out of this machine, and rather without its own windows."""
    quiet = "--use-fake-device-for-media-stream=fps=5 --use-fake-ui-for-media-stream "
    quiet += "--autoplay-policy=no-user-gesture-required --mute-audio "
    quiet += "--no-sandbox --disable-gpu --disable-dev-shm-usage --disable-quic --no-first-run"
    silent = "--disable-background-networking --disable-component-update --disable-sync"
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
    return {**browser_type_launch_args, "executable_path": chromium, "args": f"{quiet} {silent}".split()}


@pytest.fixture(scope="session")
def prepared():
    """A product's data, prepared once for all runs and their workers."""
    scratch = Path(os.environ.get("ADVISORY_TEST_PREPARED") or os.environ["ADVISORY_TEST_SCRATCH"])
    done = scratch / "prepared"
    with (scratch / "prepared.lock").open("w") as alone:
        fcntl.flock(alone, fcntl.LOCK_EX)
        return done if done.exists() else product.prepared(scratch / "half-prepared").rename(done)


@pytest.fixture(scope="session")
def empty_data(prepared):
    """What a product keeps before anybody came."""
    return prepared / "empty"


@pytest.fixture(scope="session")
def demo_data(prepared):
    """What a product keeps with the demo board in it."""
    return prepared / "demo"


@contextmanager
def _running(data, folder, **environment):
    running = product.Product(product.copied(data, folder), **environment)
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture
def site(demo_data, tmp_path):
    """A running product with the demo board, this test's own: it may be changed, killed and restarted."""
    with _running(demo_data, tmp_path) as running:
        yield running


@pytest.fixture(scope="session")
def standing_site(demo_data, tmp_path_factory):
    """A running product with the demo board that stories share: each has a board, a question or words of its own."""
    with _running(demo_data, tmp_path_factory.mktemp("standing"), JANUS="1") as running:
        yield running


@pytest.fixture
def network():
    """The live side of the product for one test; every socket, its hub and its loop are gone afterwards."""
    with live.network() as running:
        yield running


def pytest_terminal_summary(terminalreporter):
    """Print what tests have to report beside their verdict: a line and its list, named "report"."""
    ended = [one for reports in terminalreporter.stats.values() for one in reports]
    told = [one.user_properties for one in ended if getattr(one, "when", "") == "call"]
    for name, value in [pair for pairs in told for pair in pairs]:
        if name == "report":
            terminalreporter.write_line(value)
