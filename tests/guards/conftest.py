"""The guard table's world, made once for all its tests."""

import pytest
from django.conf import settings
from django.db import transaction

from tests import moulds
from tests.guards import world as worlds


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
