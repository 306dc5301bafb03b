"""Moments as somebody in a place would say them."""

from datetime import UTC, datetime

import pytest

from advisory.zones import day_in, due_in, hour_in, zone_of

NOW = datetime(2026, 6, 4, 11, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 6, 4, 17, 0, tzinfo=UTC), "Due today, 18:00"),
        (datetime(2026, 6, 4, 23, 30, tzinfo=UTC), "Due tomorrow, 00:30"),
        (datetime(2026, 6, 8, 17, 0, tzinfo=UTC), "Due Monday, 18:00"),
        (datetime(2026, 6, 11, 17, 0, tzinfo=UTC), "Due 11 June"),
        (datetime(2027, 1, 2, 17, 0, tzinfo=UTC), "Due 2 January 2027"),
        (datetime(2026, 6, 4, 9, 0, tzinfo=UTC), "Was due today, 10:00"),
        (datetime(2026, 6, 2, 9, 0, tzinfo=UTC), "Was due 2 June"),
    ],
)
def test_due_is_said_from_now_in_the_readers_own_city(moment, said):
    assert due_in(moment, "Africa/Lagos", NOW) == said


def test_day_and_hour_are_those_of_the_place():
    late = datetime(2026, 6, 4, 23, 30, tzinfo=UTC)
    assert (day_in(late, "Asia/Tokyo"), hour_in(late, "Asia/Tokyo")) == ("Friday 5 June 2026", "08:30")


@pytest.mark.parametrize("name", ["", "Nowhere/Atall", "../etc/passwd", "Africa", "\0"])
def test_a_zone_that_is_none_is_utc(name):
    assert zone_of(name) is UTC
