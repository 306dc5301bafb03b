"""Moments as somebody in a place would say them; pure, with the present given."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def zone_of(name: str):
    """The zone of a name like "Africa/Lagos"; UTC where there is no such place."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def moment_of(text: str, zone: str) -> datetime | None:
    """The moment somebody in a zone means by "2027-06-04T18:00"; nothing when it is none or centuries away."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    moment = moment.replace(tzinfo=moment.tzinfo or zone_of(zone))
    return moment if 2000 <= moment.year < 2200 else None


def hour_in(moment: datetime, zone: str) -> str:
    """The time of day in a zone: "13:05"."""
    return f"{moment.astimezone(zone_of(zone)):%H:%M}"


def day_in(moment: datetime, zone: str) -> str:
    """The day in a zone, written out: "Thursday 4 June 2026"."""
    local = moment.astimezone(zone_of(zone))
    return f"{local:%A} {local.day} {local:%B} {local.year}"


def due_in(moment: datetime, zone: str, now: datetime) -> str:
    """When something is due, said from now: "Due today, 18:00", "Due Friday, 18:00", "Due 9 June", "Was due 2 June"."""
    local, today = moment.astimezone(zone_of(zone)), now.astimezone(zone_of(zone)).date()
    away = (local.date() - today).days
    date = f"{local.day} {local:%B}" + ("" if local.year == today.year else f" {local.year}")
    if moment < now:
        return f"Was due today, {local:%H:%M}" if away == 0 else f"Was due {date}"
    named = {0: "today", 1: "tomorrow"}.get(away) or (f"{local:%A}" if away < 7 else "")
    return f"Due {named}, {local:%H:%M}" if named else f"Due {date}"
