"""The guard table's world, made once for all its tests."""

from contextlib import nullcontext

import pytest
from django.conf import settings
from django.db import transaction

from tests import moulds
from tests.guards import world as worlds
from tests.guards.mutants import Switches, instrumented
from tests.guards.noting import Noted
from tests.guards.rows import ON_POSTGRES


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Everybody and every board; each test takes back what it did to them, and after all they are taken out."""
    before = settings.MEDIA_ROOT
    with django_db_blocker.unblock():
        settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")
        try:
            with transaction.atomic():
                made = worlds.build()
            yield made
        finally:
            moulds.emptied()
            settings.MEDIA_ROOT = before


@pytest.fixture(scope="package")
def noted():
    """What is asked through it is asked once; where checks are taken out later, it is noted which ones it came by."""
    with nullcontext((Switches(), [])) if ON_POSTGRES else instrumented() as (switches, sites):
        yield Noted(switches, sites)
