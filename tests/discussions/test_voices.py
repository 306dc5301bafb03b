"""Balance of voices, with the silent counted, and whose daytime it is."""

from datetime import UTC, datetime

import pytest

from discussions.hours import awake, next_waking, said_in, send_at
from discussions.voices import balance, gini, shares


@pytest.mark.parametrize(
    ("counts", "spread"),
    [([1, 2, 3, 4], 0.25), ([0, 0, 0, 1], 0.75), ([10, 5, 3, 1, 1], 0.44), ([5], 0), ([2, 2, 2], 0), ([0, 0], None),
     ([], None)],
)  # fmt: skip
def test_gini_counts_the_silent_and_is_nothing_without_activity(counts, spread):
    assert gini(counts) == (None if spread is None else pytest.approx(spread))


def test_shares_keep_their_order_and_a_count_below_nought_is_refused():
    assert shares([3, 0, 1]) == [0.75, 0, 0.25]
    assert shares([0, 0]) == [0, 0]
    with pytest.raises(ValueError, match="below 0"):
        gini([1, -1])
    assert [balance(counts) for counts in ([1, 1], [1, 2, 3, 4], [10, 5, 3, 1, 1], [0, 0, 0, 1], [0])] == [
        "Evenly spread", "Fairly even", "Uneven", "A few carry it", "No activity"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("hour", "zone", "waking"),
    [
        ("2026-11-22T11:40", "Asia/Tokyo", "2026-11-22T23:00"),  # 20:40 there: 08:00 tomorrow
        ("2026-11-22T11:40", "America/Bogota", "2026-11-22T13:00"),  # 06:40 there: 08:00 today
        ("2026-11-22T11:40", "Europe/London", "2026-11-22T11:40"),
        ("2026-11-22T20:00", "Europe/London", "2026-11-23T08:00"),
        ("2026-11-22T08:00", "Europe/London", "2026-11-22T08:00"),
        ("2026-03-28T23:30", "Europe/Berlin", "2026-03-29T06:00"),  # the clocks go forward in that night
        ("2026-11-22T11:40", "No/Where", "2026-11-22T11:40"),
    ],
)
def test_nobody_is_woken_wherever_they_are(hour, zone, waking):
    now = datetime.fromisoformat(hour).replace(tzinfo=UTC)
    assert next_waking(now, zone) == datetime.fromisoformat(waking).replace(tzinfo=UTC)
    assert awake(now, zone) == (hour == waking)


def test_what_closes_before_their_morning_is_told_at_once_and_in_their_own_time():
    now, due = datetime(2026, 11, 26, 11, 40, tzinfo=UTC), datetime(2026, 11, 26, 17, tzinfo=UTC)
    assert send_at(now, "Asia/Tokyo", due) == now
    assert send_at(now, "America/Bogota", due) == datetime(2026, 11, 26, 13, tzinfo=UTC)
    said = [said_in(due, zone, now) for zone in ("Europe/London", "Asia/Tokyo", "Pacific/Honolulu")]
    assert said == ["today at 17:00", "tomorrow at 02:00", "today at 07:00"]
    assert said_in(datetime(2026, 12, 1, 9, tzinfo=UTC), "UTC", now) == "on Tuesday at 09:00"
    assert said_in(datetime(2026, 12, 9, 9, tzinfo=UTC), "UTC", now) == "on 9 December at 09:00"
