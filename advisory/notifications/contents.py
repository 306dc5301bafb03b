"""What a letter says when it leaves: its lines as they are then, and headers that tell nothing of a board."""

from dataclasses import dataclass
from datetime import UTC
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from advisory.notifications.mailing import invented, writable
from advisory.notifications.models import Notification
from advisory.notifications.notices import NOTICES
from advisory.notifications.telling import told
from advisory.notifications.unsubscribing import leaving
from advisory.zones import day_in, hour_in, zone_of

NEWS = "Something new needs you on Advisory"


@dataclass(frozen=True)
class Contents:
    """One letter as it goes to the mail server."""

    address: str
    name: str
    letter: str
    context: dict
    headers: dict
    attached: tuple = ()


def contents(letter):
    """What a letter says now, or nothing when all of it was read meanwhile or may not be known any more."""
    person = letter.person
    if person and not writable(person):
        return None
    rows = list(letter.lines.filter(read_at=None, hidden=False).exclude(mail_at=None).order_by("made_at", "pk"))
    found = told(person, rows)
    done = [row.pk for row in rows if row.pk in found and found[row.pk].done]
    _put_away(letter, done, [row.pk for row in rows if row.pk not in found])
    kept = [(row, found[row.pk]) for row in rows if row.pk in found and not found[row.pk].done]
    if not kept:
        return None
    own = NOTICES[kept[0][0].notice].letter
    return _own(letter, kept[0][1], own) if own else _shared(letter, kept)


def _put_away(letter, done, gone):
    """Rows that were read are read; rows that may not be known now wait for a letter of their own."""
    if done:
        Notification.objects.filter(pk__in=done).update(read_at=timezone.now())
    if gone:
        Notification.objects.filter(pk__in=gone).update(hidden=True, letter=None)


def _own(letter, line, template):
    person = letter.person
    address, name = (person.email, person.name) if person else (line.address, line.name)
    return None if invented(address) else Contents(address, name, template, dict(line.context), _headers(letter))


def _shared(letter, kept):
    person = letter.person
    lines = [_line(row, line, person) for row, line in kept]
    notices = [NOTICES[row.notice] for row, _ in kept]
    context = {
        "lines": lines,
        "subject": _subject(lines),
        "wishes": settings.SITE_URL + reverse("account") + "#notify",
        "leave": leaving(letter),
        "kinds": list(dict.fromkeys(notice.label for notice in notices)),
    }
    unsubscribe = {
        "List-Unsubscribe": f"<{leaving(letter)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    files = tuple(file for _, line in kept for file in line.attached)
    return Contents(person.email, person.name, "notice", context, _headers(letter) | unsubscribe, files)


def _line(row, line, person):
    """One line of a letter; where nothing may be quoted it holds no name, no words and no time of anybody's post."""
    url = settings.SITE_URL + reverse("notification", args=[row.pk])
    if not line.quote:
        return {"text": line.quiet or NEWS, "url": url, "quote": False}
    return {
        "text": line.text, "url": url, "quote": True, "where": line.where, "excerpt": line.excerpt,
        "at": _when(line, person.time_zone),
    }  # fmt: skip


def _when(line, zone):
    if line.at is None:
        return ""
    place = "UTC" if zone_of(zone) is UTC else zone.rpartition("/")[2].replace("_", " ")
    return day_in(line.at, zone) if line.day else f"{day_in(line.at, zone)}, {hour_in(line.at, zone)} in {place}"


def _subject(lines):
    if len(lines) > 1:
        return f"{len(lines)} new things need you on Advisory"
    return lines[0]["text"] if lines[0]["quote"] else NEWS


def _headers(letter):
    return {"Message-ID": f"<{letter.pk.hex}@{urlsplit(settings.SITE_URL).hostname}>"}
