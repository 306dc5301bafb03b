"""Two processes of the product on one PostgreSQL and one Redis: started once, on the tests' own database."""

import os
from contextlib import ExitStack
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connection

from tests import moulds
from tests.processes.doorbell import Doorbell
from tests.product import Product
from tests.servers import free_port

# Several processes need PostgreSQL and Redis; tests/verdict.py sees to it that these tests ran there.
collect_ignore_glob = [] if os.environ.get("ADVISORY_TEST_STACK") == "postgres" else ["test_*.py"]


@pytest.fixture(scope="package")
def pair(django_db_setup, django_db_blocker, tmp_path_factory):
    """Two processes, `here` and `there`, and the doorbell between them."""
    with ExitStack() as stack:
        bell = stack.enter_context(Doorbell(free_port()))
        with django_db_blocker.unblock():
            name = connection.settings_dict["NAME"]
        stack.enter_context(moulds.put_away())
        stack.callback(_emptied, django_db_blocker)
        given = {
            "DATABASE_URL": f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}", "REDIS_URL": bell.url,
            "SECRET_KEY": settings.SECRET_KEY, "DEMO": "0", "LIMIT_POSTS": "100000",
        }  # fmt: skip
        both = [Product(tmp_path_factory.mktemp(name), **given) for name in ("here", "there")]
        for product in both:
            stack.callback(product.stop)
            product.start()
        yield SimpleNamespace(here=both[0], there=both[1], bell=bell)


def _emptied(blocker):
    """Take out what the processes wrote after the last story, before they ended."""
    with blocker.unblock():
        moulds.emptied()


@pytest.fixture
def bell(pair):
    """The doorbell, answering again at the end."""
    yield pair.bell
    pair.bell.start()
