"""Template tags that draw people where they are known by name; never on a question, where they may be aliases."""

from django import template

from advisory.accounts.places import country_named, languages_named

register = template.Library()
TONES = {
    "submitted": ("warn", "clock"),
    "verified": ("ok", "check"),
    "rejected": ("bad", "x"),
    "lapsed": ("bad", "warn"),
}


@register.inclusion_tag("people/_portrait.html")
def portrait(person, *look):
    """Somebody's photo, or their initials: round, with the same looks as `avatar`."""
    return {"person": person, "look": " ".join(look)}


@register.filter
def based_at(person):
    """Where somebody works and lives, in one line: "Lagos Heart Centre, Lagos, Nigeria"."""
    return ", ".join(filter(None, [person.affiliation, person.city, country_named(person.country)]))


@register.filter
def tongues(person):
    """The languages somebody speaks, by name."""
    return languages_named(person.languages)


@register.inclusion_tag("people/_state.html")
def credential_state(credential):
    """How an identifier stands, with its day and reason, in words and one of three tones."""
    tone, icon = TONES[credential.state]
    return {"credential": credential, "check": credential.latest, "tone": tone, "icon_name": icon}
