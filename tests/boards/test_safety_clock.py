"""By when a case is passed on: hours that pass, or the next day on which people work where the desk is."""

from datetime import UTC, date, datetime, timedelta

import pytest

from advisory.zones import zone_of
from boards.safety_clock import due_at, is_business_day, left, span, stage

HOUR = timedelta(hours=1)


def moment(text):
    return datetime.fromisoformat(text)


def due(aware, clock="day", country="GB", zone="Europe/London"):
    return due_at(moment(aware), clock, country, zone).astimezone(UTC).isoformat(timespec="minutes")


def test_twenty_four_hours_are_hours_whatever_the_clocks_do():
    assert due("2026-11-25T20:41+00:00", "hours") == "2026-11-26T20:41+00:00"
    assert due("2026-10-24T12:00+01:00", "hours") == "2026-10-25T11:00+00:00", "the night with 25 hours"
    assert due("2026-03-28T12:00+00:00", "hours") == "2026-03-29T12:00+00:00", "the night with 23 hours"


@pytest.mark.parametrize(
    ("aware", "country", "zone", "expected", "why"),
    [
        ("2026-11-25T20:41+00:00", "GB", "Europe/London", "2026-11-26T20:41", "Wednesday to Thursday"),
        ("2026-11-27T17:00+00:00", "GB", "Europe/London", "2026-11-30T17:00", "Friday to Monday"),
        ("2026-11-28T09:00+00:00", "GB", "Europe/London", "2026-12-01T00:00", "Saturday: all of Monday"),
        ("2026-11-29T23:59+00:00", "GB", "Europe/London", "2026-12-01T00:00", "Sunday: all of Monday"),
        ("2026-12-24T15:00+00:00", "GB", "Europe/London", "2026-12-29T15:00", "Christmas and its substitutes"),
        ("2026-12-25T15:00+00:00", "GB", "Europe/London", "2026-12-30T00:00", "Christmas Day: all of the 29th"),
        ("2026-10-23T18:00+01:00", "GB", "Europe/London", "2026-10-26T18:00", "the clock of Monday, an hour later"),
        ("2026-03-27T18:00+00:00", "GB", "Europe/London", "2026-03-30T17:00", "the clock of Monday, an hour earlier"),
        ("2026-11-26T22:30+00:00", "SA", "Asia/Riyadh", "2026-11-29T21:00", "already Friday in Riyadh: all of Sunday"),
        ("2026-11-26T12:00+00:00", "SA", "Asia/Riyadh", "2026-11-29T12:00", "Thursday to Sunday in Riyadh"),
        ("2026-04-30T16:00+02:00", "DE", "Europe/Berlin", "2026-05-04T14:00", "over the first of May and a weekend"),
        ("2026-12-31T20:00-05:00", "US", "America/New_York", "2027-01-05T01:00", "New Year and a weekend"),
        ("2026-05-01T10:00+09:00", "JP", "Asia/Tokyo", "2026-05-07T01:00", "the golden week"),
    ],
)  # fmt: skip
def test_one_business_day_is_the_next_day_on_which_people_work(aware, country, zone, expected, why):
    assert due(aware, country=country, zone=zone) == f"{expected}+00:00", why


def test_a_time_of_day_that_the_next_day_skips_or_has_twice_is_still_a_moment():
    assert due("2026-03-26T01:30+00:00", country="SA") == "2026-03-29T01:30+00:00", "half past one is skipped"
    assert due("2026-10-22T01:30+01:00", country="SA") == "2026-10-25T00:30+00:00", "the first of the two"


def test_every_moment_of_a_year_is_due_later_and_on_a_business_day_or_at_its_end():
    aware = datetime(2026, 1, 1, 0, 17, tzinfo=UTC)
    while aware.year == 2026:
        for country, zone in (("GB", "Europe/London"), ("AE", "Asia/Dubai"), ("US", "America/Los_Angeles")):
            end = due_at(aware, "day", country, zone)
            assert timedelta(hours=22) < end - aware < timedelta(days=9), (aware, country)
            last = (end - timedelta(seconds=1)).astimezone(zone_of(zone)).date()
            assert is_business_day(last, country), (aware, country)
        aware += 31 * HOUR


def test_weekends_are_those_of_the_country_and_an_unknown_one_has_none():
    friday, sunday = date(2026, 11, 27), date(2026, 11, 29)
    assert (is_business_day(friday, "SA"), is_business_day(sunday, "SA")) == (False, True)
    assert (is_business_day(friday, "GB"), is_business_day(sunday, "GB")) == (True, False)
    assert is_business_day(sunday, "ZZ")


def test_a_clock_says_what_is_left_and_how_far_it_has_run():
    aware = moment("2026-11-25T20:41+00:00")
    end = aware + 24 * HOUR
    told = [stage(aware, end, aware + HOUR * hours) for hours in (0, 11, 12, 21, 22, 23, 24, 30)]
    assert told == ["", "", "half", "half", "soon", "soon", "over", "over"]
    assert left(end, moment("2026-11-26T13:21+00:00")) == "7 h 20 left to report"
    assert left(end, end + timedelta(minutes=12)) == "12 min past the time to report"
    assert [span(timedelta(minutes=minutes)) for minutes in (0, 59, 60, 4319, 4320)] == [
        "0 min", "59 min", "1 h 00", "71 h 59", "3 days",
    ]  # fmt: skip
