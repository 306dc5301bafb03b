"""The twins notice: whatever leak is put into the product, some viewer's bytes are no longer the same."""

import pytest

from tests.hidden.leaks import SEEDED
from tests.hidden.seeding import JOINED
from tests.hidden.still import still
from tests.hidden.twins import PLAIN
from tests.hidden.worlds import Way, founded, told

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # what is hidden is hidden by the code
LEAST, MOST_UNNOTICED = 20, 1


@pytest.mark.timeout(300)
def test_a_leak_in_any_place_is_noticed(found, tmp_path, record_property):
    noticed = {}
    for leak in SEEDED:
        seen = (
            _joined(leak, tmp_path) if leak.way == JOINED else [found.seen[leak.name, way] for way in (leak.way, PLAIN)]
        )
        (clean, leaking), (twin, told_too) = seen
        assert clean == twin, f"{leak.name}: the worlds differ without it"
        noticed[leak.name] = leaking != told_too
    caught = sum(noticed.values())
    lines = [f"{caught} of {len(SEEDED)} seeded leaks were noticed"]
    lines += [f"  {'noticed' if was else 'NOT NOTICED'}: {name}" for name, was in noticed.items()]
    record_property("report", "\n".join(lines))
    assert len(SEEDED) >= LEAST
    assert len(SEEDED) - caught <= MOST_UNNOTICED, lines


def _joined(leak, folder):
    """What is seen of a leak that is there from the board's founding, in both worlds."""
    return [(None, _founded(leak, folder / str(swapped), swapped)) for swapped in (False, True)]


def _founded(leak, folder, swapped):
    with still(folder) as standing, pytest.MonkeyPatch.context() as patch:
        leak.put(patch)
        world = founded(standing, swapped=swapped)
        with told(world, Way(swapped=swapped)):
            return leak.seen(world, put=False)
