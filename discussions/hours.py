"""Nobody is woken: when a reminder may reach somebody where they are; pure, with the present given."""

from datetime import datetime, time, timedelta

from advisory.zones import zone_of

WAKES, RESTS = time(8), time(20)


def awake(moment: datetime, zone: str) -> bool:
    """Whether it is between 08:00 and 20:00 in a zone."""
    return WAKES <= moment.astimezone(zone_of(zone)).time() < RESTS


def next_waking(moment: datetime, zone: str) -> datetime:
    """The moment itself where it is daytime, else the next 08:00 in a zone."""
    if awake(moment, zone):
        return moment
    local = moment.astimezone(zone_of(zone))
    day = local.date() + timedelta(days=local.time() >= RESTS)
    return datetime.combine(day, WAKES, tzinfo=zone_of(zone))


def send_at(now: datetime, zone: str, until: datetime | None = None) -> datetime:
    """When a reminder goes: in their daytime; at once, by email alone, where what it is about ends before that."""
    waking = next_waking(now, zone)
    return now if until and waking >= until else waking


def said_in(moment: datetime, zone: str, now: datetime) -> str:
    """A moment as somebody in a zone would say it: "today at 18:00", "on Friday at 02:00", "on 9 June at 18:00"."""
    local, today = moment.astimezone(zone_of(zone)), now.astimezone(zone_of(zone)).date()
    away = (local.date() - today).days
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(away)
    day = near or (f"on {local:%A}" if 0 < away < 7 else f"on {local.day} {local:%B}")
    return f"{day} at {local:%H:%M}"
