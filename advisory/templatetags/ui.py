"""Template tags that draw the product's small parts: icons, dots, pictures of people, fields and times."""

import re
from datetime import UTC, date, datetime
from functools import cache
from itertools import chain
from zlib import crc32

from django import template
from django.forms import BaseFormSet
from django.templatetags.static import static
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.html import format_html

from advisory.zones import day_in, due_in, hour_in, zone_of

register = template.Library()
DOTS = {"done": "Answered", "part": "Partly answered", "now": "Open now", "locked": "Not open yet", "": "Not started"}
BROWSERS = [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")]
SYSTEMS = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
]
SEPARATORS = re.compile(r"[._+-]+")
PLUM = {"chair": "mod", "moderator": "mod"}
NUMBERS = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"]


@register.simple_tag
def icon(name, size=20, kind=""):
    """An icon; screen readers pass it by, for words stand beside it."""
    return _drawn(name, size, kind)


@cache
def _drawn(name, size, kind):
    look = f"icon {kind}".strip()
    picture = f"{static('icons.svg')}#{name}"
    return format_html(
        '<svg class="{}" width="{}" height="{}" aria-hidden="true"><use href="{}"/></svg>', look, size, size, picture
    )


@register.inclusion_tag("components/_dot.html")
def dot(state=""):
    """How far one's own answer to a question is, as a round mark with a word."""
    return {"state": state, "word": DOTS[state]}


@register.inclusion_tag("components/_logo.html")
def logo(size=28):
    """The table with one seat that is yours."""
    return {"size": size}


@register.inclusion_tag("components/_seats.html")
def seats(size=320):
    """The large table on the pages where one signs in."""
    return {"size": size}


@register.simple_tag
def avatar(initials, kind="", size=""):
    """The picture of somebody: round with initials, square ("blind") for an alias, marigold ("me") for oneself."""
    classes = " ".join(filter(None, ["avatar", kind, size]))
    return format_html('<span class="{}" aria-hidden="true">{}</span>', classes, initials)


@register.simple_tag
def seat_avatar(seat, me=None):
    """The picture of a member by name: one's own is marigold, moderators are plum, others have a steady colour."""
    own = me is not None and seat.pk == me.pk
    return avatar(seat.user.initials, "me" if own else PLUM.get(seat.role) or tint(seat.user_id))


@register.filter
def letters(address):
    """One or two letters of an address, told by the address alone: "s.okonjo@…" is SO."""
    parts = [part for part in SEPARATORS.split(str(address).partition("@")[0]) if part]
    return "".join(part[0] for part in parts[:2]).upper() or "?"


@register.filter
def tint(key):
    """One of six colours, always the same for the same person."""
    return f"a{crc32(str(key).encode()) % 6 + 1}"


@register.inclusion_tag("components/_field.html")
def field(bound, label="", hint="", kind=""):
    """A field with its label, hint and error, joined so that a screen reader says all of them."""
    bound.help_text = hint or bound.help_text
    drawn = bound.as_widget(attrs={"placeholder": False})
    return {"field": bound, "drawn": drawn, "label": label or bound.label, "kind": kind}


@register.inclusion_tag("components/_tick.html")
def tick(bound, label="", hint=""):
    """A choice that sets a rule for others: a box, its title and a line that says what it does."""
    bound.help_text = hint or bound.help_text
    return {"field": bound, "label": label or bound.label}


@register.simple_tag
def complaints(*forms):
    """What has to be mended in some forms and formsets, in order: [{"id", "label", "text"}]."""
    return list(chain.from_iterable(_complaints(form) for form in forms if form is not None))


def _complaints(form):
    if isinstance(form, BaseFormSet):
        if not form.is_bound:
            return
        yield from ({"id": "", "label": "", "text": text} for text in form.non_form_errors())
        for number, one in enumerate(form.forms, 1):
            yield from (found | {"label": f"{found['label']}, row {number}"} for found in _complaints(one))
        return
    yield from ({"id": "", "label": "", "text": text} for text in form.non_field_errors())
    for bound in form:
        for text in bound.errors:
            yield {"id": bound.id_for_label, "label": bound.label, "text": text}


@register.filter
def first_sentence(text):
    """What happened, as a heading says it."""
    return str(text).partition(". ")[0].removesuffix(".")


@register.filter
def other_sentences(text):
    """What a message says after its first sentence."""
    return str(text or "").partition(". ")[2]


@register.filter
def words(count, thing=""):
    """A count as a sentence begins with it: "Three", "14"; with a thing, "Three questions", "One question"."""
    said = NUMBERS[count] if 0 <= count < len(NUMBERS) else str(count)
    return f"{said} {thing}{'' if count == 1 else 's'}" if thing else said


@register.filter
def moment(value, rounding=""):
    """A `<time>` with the exact moment in UTC, or with "day" (and for plain dates) the date alone."""
    if isinstance(value, str):
        value = parse_datetime(value) if "T" in value else date.fromisoformat(value)
    if value is None:
        return ""
    if rounding == "day" or not isinstance(value, datetime):
        value = value.astimezone(UTC).date() if isinstance(value, datetime) else value
        return format_html('<time datetime="{}">{}</time>', value.isoformat(), _dated(value))
    value = value.astimezone(UTC)
    stamp = value.isoformat(timespec="seconds").replace("+00:00", "Z")
    return format_html('<time datetime="{}">{}, {} UTC</time>', stamp, _dated(value), f"{value:%H:%M}")


def _dated(value):
    return date_format(value, "j F" if value.year == timezone.now().year else "j F Y")


@register.filter
def due(value, zone="UTC"):
    """When something is due, in the reader's own zone: "Due today, 18:00", "Due 9 June"."""
    if not value:
        return "No due time"
    stamp = value.astimezone(UTC).isoformat(timespec="minutes").replace("+00:00", "Z")
    return format_html('<time datetime="{}" data-kept>{}</time>', stamp, due_in(value, zone, timezone.now()))


@register.filter
def here(value, zone="UTC"):
    """A moment as a headline says it in the reader's own zone: "Thursday 4 June 2026, 12:40"."""
    return f"{day_in(value, zone)}, {hour_in(value, zone)}"


@register.filter
def short(value, zone="UTC"):
    """A moment as a record says it in the reader's own zone: "Wed 3 June, 20:41", with its year unless it is this."""
    local = value.astimezone(zone_of(zone))
    year = "" if local.year == timezone.now().year else f" {local.year}"
    return f"{local:%a} {local.day} {local:%B}{year}, {local:%H:%M}"


@register.filter
def place(zone):
    """The city that a zone is named after: "Africa/Lagos" is Lagos."""
    return str(zone).rpartition("/")[2].replace("_", " ")


@register.filter
def clock(zone):
    """The time of day where somebody is, now."""
    return format_html('<time data-clock="{}">{}</time>', zone, hour_in(timezone.now(), zone))


@register.filter
def browser(agent):
    """The browser and system in a user agent, in words people know."""
    found = [next((name for mark, name in known if mark in agent), "") for known in (BROWSERS, SYSTEMS)]
    return " on ".join(filter(None, found)) or "Unknown browser"
