"""People tell of themselves: their profile, their photo, and how they want to read."""

from django.db import transaction

from advisory.accounts.commands.site import Site, acting, site_told
from advisory.accounts.models import User
from advisory.accounts.models.profile import CareRole, TextSize
from advisory.accounts.photos import portrait_of
from advisory.accounts.places import countries, is_zone, languages
from advisory.accounts.wording import checked_words, with_title
from advisory.events.record import lock
from advisory.files import discard, stored
from advisory.refusals import Invalid
from advisory.rights import allow

PARTS = (
    "title",
    "name",
    "said_as",
    "care_role",
    "specialty",
    "affiliation",
    "city",
    "country",
    "time_zone",
    "languages",
)
READING = ("text_size", "less_motion", "single_keys")
PHOTOS = "photos"
MOST_LANGUAGES = 12


@transaction.atomic
def change_profile(person, *, by, **parts):
    """Change what somebody tells of themselves; parts that are not named stay as they are."""
    by, person = lock(Site(), acting(by), person)
    allow(by, "profile.change", person)
    changed = _changed(person, _checked({name: parts[name] for name in PARTS if name in parts}))
    if changed:
        person.save(update_fields=changed)
        site_told("profile.changed", person, by, parts=changed)
    return person


@transaction.atomic
def change_reading(person, *, by, **wishes):
    """Keep how somebody wants to read; it is private to them, so nothing is recorded."""
    by, person = lock(Site(), acting(by), person)
    allow(by, "profile.change", person)
    if wishes.get("text_size", "") not in TextSize.values:
        raise Invalid(fields={"text_size": "Choose one of the sizes."})
    person.save(update_fields=_changed(person, {name: wishes[name] for name in READING if name in wishes}))
    return person


def change_photo(person, file, *, by):
    """Put a photo of oneself in the place of the one before; it is drawn anew and stored before anything is locked."""
    allow(acting(by), "profile.change", person)
    name = stored(portrait_of(file), PHOTOS)
    try:
        before = _pictured(person, name, by=by)
    except BaseException:
        discard(name)
        raise
    discard(before)


def remove_photo(person, *, by):
    """Take the photo away; initials stand in its place."""
    discard(_pictured(person, "", by=by))


@transaction.atomic
def _pictured(person, name, *, by):
    """The name of the photo that was there before."""
    by, person = lock(Site(), acting(by), person)
    allow(by, "profile.change", person)
    before = person.photo.name
    if name != before:
        person.photo = name
        person.save(update_fields=["photo"])
        site_told("profile.changed", person, by, parts=["photo"])
    return before


def _changed(person, parts):
    changed = [name for name, value in parts.items() if getattr(person, name) != value]
    for name in changed:
        setattr(person, name, parts[name])
    return changed


def _checked(parts):
    """The parts as they are kept, or Invalid naming the first that cannot be."""
    wrong = {name: text for name, right, text in _CHOSEN if name in parts and not right(parts[name])}
    if wrong:
        raise Invalid(fields=wrong)
    return checked_words(User, with_title(parts))


def _is_languages(codes):
    known = dict(languages())
    return isinstance(codes, list) and len(codes) <= MOST_LANGUAGES and all(code in known for code in codes)


_CHOSEN = [
    ("care_role", lambda role: role in {"", *CareRole.values}, "Choose one of the roles."),
    ("country", lambda code: code == "" or code in dict(countries()), "Choose a country from the list."),
    ("time_zone", is_zone, "Choose a time zone from the list."),
    ("languages", _is_languages, f"Choose up to {MOST_LANGUAGES} languages from the list."),
]
