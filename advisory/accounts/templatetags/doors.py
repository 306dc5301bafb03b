"""Template tags of the sign-in pages."""

import json

import qrcode
from allauth.account.utils import get_next_redirect_url
from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import format_html

from advisory.accounts.outside import ways_outside

register = template.Library()


@register.filter
def as_json(data):
    """Data for a script, as the value of an attribute."""
    return json.dumps(data, cls=DjangoJSONEncoder)


@register.simple_tag
def qr(text):
    """A picture for the camera of an authenticator app, drawn into the page."""
    code = qrcode.QRCode(border=4)
    code.add_data(text)
    code.make()
    rows = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    size = len(rows)
    look = '<svg class="qr" viewBox="0 0 {} {}" role="img" aria-label="{}"><path d="{}"/></svg>'
    return format_html(look, size, size, "Code for your authenticator app", path)


@register.simple_tag(takes_context=True)
def organisations(context):
    """The organisations whose own sign-in is let in."""
    return ways_outside(context["request"])


@register.simple_tag(takes_context=True)
def onward_of(context):
    """Where somebody was going, when it is a page of this site."""
    return get_next_redirect_url(context["request"]) or ""


@register.filter
def grouped(code):
    """Eight digits as people read them: 1234 5678."""
    return f"{code[:4]} {code[4:]}"
