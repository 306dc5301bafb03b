"""A board to publish on, and a place on the disk for one test alone."""

import pytest

from tests import make


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    """Where files are kept while a test runs."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def room():
    """The cast on an open board with one question."""
    return make.room({"title": "Baseline"})


@pytest.fixture
def put(tmp_path):
    """A file in a folder of the test's own, and a folder for its pages."""

    def kept(content, name="file"):
        path = tmp_path / name
        path.write_bytes(content)
        (tmp_path / "leaves").mkdir(exist_ok=True)
        return path

    return kept
