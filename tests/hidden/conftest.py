"""The twin worlds, told once for all their tests."""

import time

import pytest
from django.db import transaction

from tests.hidden import leaks, twins


@pytest.fixture(scope="package")
def found(django_db_setup, django_db_blocker, tmp_path_factory):
    """What everybody gets in each world, with the seconds of work that it took."""
    begun = time.process_time()
    with django_db_blocker.unblock(), transaction.atomic():
        told = twins.find(tmp_path_factory.mktemp("twins"), leaks=leaks.SEEDED)
        transaction.set_rollback(True)
    told.seconds = time.process_time() - begun
    return told
