"""`{% url %}` as Django has it, but each address is worked out once: the same name and parts give the same address."""

from functools import lru_cache

from django import template
from django.template.defaulttags import URLNode, url
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.html import conditional_escape

register = template.Library()
MOST = 5_000


class Address(URLNode):
    """One address in a template; what does not resolve is left to Django, which says so as ever."""

    def render(self, context):
        parts = tuple(part.resolve(context) for part in self.args)
        name = self.view_name.resolve(context)
        if self.kwargs or self.asvar or not all(isinstance(part, (str, int)) for part in parts):
            return super().render(context)
        address = _address(name, parts, get_urlconf(), get_script_prefix())
        return conditional_escape(address) if context.autoescape else address


@register.tag("url")
def remembered(parser, token):
    """The tag itself: Django's own reading of it."""
    node = url(parser, token)
    return Address(node.view_name, node.args, node.kwargs, node.asvar)


@lru_cache(MOST)
def _address(name, parts, urlconf, prefix):
    return reverse(name, args=parts)
