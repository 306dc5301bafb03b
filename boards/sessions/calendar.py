"""A live session as an entry for a calendar (RFC 5545), for whoever takes it along or hears of it by letter."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event

from boards.models import Session

QUIET = "Advisory board meeting"  # where nothing of the board may be named


def entry_of(session, *, named=True):
    """The file: it leads to the session's page, and never holds the link of a meeting elsewhere."""
    url = settings.SITE_URL + reverse("session", args=[session.board.slug, session.pk])
    event, called_off = Event(), session.state == Session.State.CANCELLED
    event.add("uid", f"{session.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", session.version + called_off)
    event.add("dtstamp", session.scheduled_at)
    event.add("dtstart", session.starts_at)
    event.add("dtend", session.ends_at)
    event.add("summary", session.title if named else QUIET)
    event.add("status", "CANCELLED" if called_off else "CONFIRMED")
    if named:
        event.add("description", f"{session.board.title}: agenda and room at {url}")
        event.add("url", url)
    calendar = Calendar()
    calendar.add("prodid", "-//Advisory//Live sessions//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if called_off else "PUBLISH")
    calendar.add_component(event)
    return calendar.to_ical()
