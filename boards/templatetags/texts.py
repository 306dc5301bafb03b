"""Template filters for the texts that people agree to, and for addresses that are shown to whoever holds a link."""

from django import template
from django.utils.safestring import mark_safe

from advisory.text import drawn

register = template.Library()


@register.filter
def beginning(policy):
    """What counts, in a few lines: the text up to its first empty line."""
    return mark_safe(drawn(policy.body.partition("\n\n")[0]))


@register.filter
def rest(policy):
    """The full text behind the few lines; nothing when they are all."""
    return mark_safe(drawn(policy.body.partition("\n\n")[2]))


@register.filter
def veiled(address):
    """An address that its owner knows again and nobody else learns: "o…@example.org"."""
    name, _, host = address.partition("@")
    return f"{name[:1]}…@{host}"
