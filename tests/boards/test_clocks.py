"""What a page counts down by: the server's own time stands beside the end, for clocks of browsers may be wrong."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine

from boards.templatetags.clocks import left_of, server_now, until

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@time_machine.travel(NOON, tick=False)
def test_beside_the_end_of_a_countdown_stands_what_time_it_is():
    drawn = until(NOON + timedelta(minutes=24, seconds=20))
    assert 'data-until="2026-11-24T12:24:20.000Z" data-now="2026-11-24T12:00:00.000Z"' in drawn
    assert drawn.endswith(">24:20</p>")
    assert server_now() == "2026-11-24T12:00:00.000Z"


@pytest.mark.parametrize(("since", "words"), [(0, "10:00"), (228, "6:12"), (600, "0:00"), (670, "1:10 over")])
@time_machine.travel(NOON, tick=False)
def test_an_open_point_says_when_it_ends_and_what_is_left(since, words):
    drawn = left_of(SimpleNamespace(opened_at=NOON - timedelta(seconds=since), length=10))
    assert drawn.endswith(f">{words}</p>")
    assert f'data-ends="{(NOON + timedelta(seconds=600 - since)).isoformat()[:19]}.000Z"' in drawn
