"""Template tags that draw how long there is until something, to be counted on by the page's script."""

from datetime import UTC, timedelta

from django import template
from django.utils import timezone
from django.utils.html import format_html

register = template.Library()
MINUTE, HOUR, DAY = 60, 3600, 86400


@register.simple_tag
def until(moment):
    """How long it is until a moment, with the server's own time beside it: clocks of browsers may be wrong."""
    now = timezone.now()
    words = said((moment - now).total_seconds())
    return format_html('<p class="clock" data-until="{}" data-now="{}">{}</p>', stamp(moment), stamp(now), words)


@register.simple_tag
def server_now():
    """The server's own time, as the scripts read it."""
    return stamp(timezone.now())


@register.simple_tag
def left_of(item):
    """How long an open point may still take, as a timer: "6:12", and once that is over "1:10 over"."""
    ends = _ends(item)
    seconds = int((ends - timezone.now()).total_seconds())
    words = f"{abs(seconds) // MINUTE}:{abs(seconds) % MINUTE:02}" + (" over" if seconds < 0 else "")
    return format_html('<p class="t" data-ends="{}">{}</p>', stamp(ends), words)


@register.simple_tag
def spent_of(item):
    """How much of its time an open point has taken, as a bar beside the timer that says it in words."""
    ends, length = _ends(item), item.length * MINUTE
    spent = min(length, length - int((ends - timezone.now()).total_seconds()))
    bar = '<progress class="mine sub" data-fills="{}" max="{}" aria-hidden="true" value="{}"></progress>'
    return format_html(bar, stamp(ends), length, spent)


def _ends(item):
    return item.opened_at + timedelta(minutes=item.length)


@register.filter
def minutes(seconds):
    """A span in whole minutes: "7 min", "under 1 min", and nothing at all as "0 min"."""
    return f"{seconds // MINUTE} min" if seconds >= MINUTE or not seconds else "under 1 min"


def stamp(moment):
    """A moment as the scripts read it: UTC, with milliseconds."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def said(seconds):
    """A span as the clock says it: "in 3 days", "in 5 h 20 min", "24:20", "now"."""
    whole = max(0, int(seconds))
    if whole >= 2 * DAY:
        return f"in {whole // DAY} days"
    if whole >= HOUR:
        return f"in {whole // HOUR} h {whole % HOUR // MINUTE:02} min"
    return f"{whole // MINUTE}:{whole % MINUTE:02}" if whole else "now"
