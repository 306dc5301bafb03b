"""By when what may be an adverse event is passed on; pure, with the present given.

Twenty-four hours are hours that pass, whatever clocks are changed meanwhile. One business day is the same time of day
on the next business day where the board's calendar is kept; what comes up on a weekend or a holiday counts from the
beginning of the next business day, and so is due when that day ends.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import holidays

from advisory.zones import zone_of

DAY = timedelta(days=1)
WARNING = timedelta(hours=2)
HALF, SOON, OVER = "half", "soon", "over"
LONGEST_BREAK = 30


def due_at(aware: datetime, clock: str, country: str, zone: str) -> datetime:
    """The moment by which somebody who could read a text at `aware` passes it on: clock is "hours" or "day"."""
    if clock == "hours":
        return aware + DAY
    local = aware.astimezone(zone_of(zone))
    if is_business_day(local.date(), country):
        day, at = _next(local.date(), country), local.time().replace(fold=0)
    else:
        day, at = _next(local.date(), country) + DAY, time()
    return datetime.combine(day, at, zone_of(zone)).astimezone(UTC)


def is_business_day(day: date, country: str) -> bool:
    """Whether people work on a day in a country: neither its weekend nor a public holiday; no such country has one."""
    calendar = _calendar(country)
    return calendar is None or calendar.is_working_day(day)


def stage(aware: datetime, due: datetime, now: datetime) -> str:
    """How far a clock has run: "half" of it, "soon" (two hours before), "over", or nothing yet."""
    if now >= due:
        return OVER
    if now >= due - WARNING:
        return SOON
    return HALF if now >= aware + (due - aware) / 2 else ""


def span(length: timedelta) -> str:
    """A length of time as people say it: "7 h 20", "45 min"; from three days on "4 days"."""
    minutes = max(0, int(length.total_seconds())) // 60
    hours, rest = divmod(minutes, 60)
    if hours >= 72:
        return f"{hours // 24} days"
    return f"{hours} h {rest:02}" if hours else f"{rest} min"


def left(due: datetime, now: datetime) -> str:
    """What a clock says: "7 h 20 left to report", or how long the time has been over."""
    return f"{span(due - now)} left to report" if now < due else f"{span(now - due)} past the time to report"


def _next(day, country):
    days = (day + timedelta(days=ahead) for ahead in range(1, LONGEST_BREAK))
    return next((one for one in days if is_business_day(one, country)), day + DAY)


@cache
def _calendar(country):
    try:
        return holidays.country_holidays(country)
    except NotImplementedError:  # how the package says that it has no calendar of a country
        return None


@cache
def countries() -> frozenset:
    """The codes of the countries whose calendars are known."""
    return frozenset(holidays.list_supported_countries(include_aliases=False))
