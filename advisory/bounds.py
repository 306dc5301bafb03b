"""How much one request may carry, counted before anything reads it."""

import json
import re

from asgiref.sync import sync_to_async
from django.conf import settings
from django.template.loader import render_to_string

from advisory.headers import bare
from advisory.http import PAGES, error_body
from advisory.refusals import TooLarge, TooSlow

MOST, MOST_UPLOAD, MOST_DROPPED = 256 * 1024, 60 * 1024 * 1024, 8 * 1024 * 1024

UPLOADS = re.compile(
    r"/library/new/$|/versions/(new|\d+/(content|tracks))/$|/library/uploads/[0-9a-f-]{36}/$|/account/photo/$"
)
SESSION = f"{settings.SESSION_COOKIE_NAME}=".encode()


class Bounded:
    """Passes requests on to the product; answers 413 to a body beyond its bounds, and 408 to one that does not come.

    Only a form with a file may be large, and browsers say beforehand how large: whoever does not may send as little
    as everybody else.
    """

    def __init__(self, inner):
        self.inner = inner

    async def __call__(self, scope, receive, send):
        headers = dict(scope["headers"])
        undeclared = b"transfer-encoding" in headers
        uploads = UPLOADS.search(scope["path"]) and SESSION in headers.get(b"cookie", b"") and not undeclared
        most, declared = MOST_UPLOAD if uploads else MOST, headers.get(b"content-length", b"0")
        if not declared.isdigit() or int(declared) > most:
            await _dropped(receive)
            await _refuse(scope, send, TooLarge())
            return
        try:
            await self.inner(scope, _counted(receive, most) if undeclared else receive, send)
        except (TooLarge, TooSlow) as refusal:
            await _refuse(scope, send, refusal)


def _counted(receive, most):
    size = 0

    async def counted():
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > most:
            raise TooLarge
        return message

    return counted


async def _dropped(receive):
    """Read on for a while without keeping anything, so that the sender comes to hear the answer."""
    size = 0
    while size < MOST_DROPPED:
        message = await receive()
        size += len(message.get("body", b""))
        if message["type"] == "http.disconnect" or not message.get("more_body"):
            return


async def _refuse(scope, send, refusal):
    if scope["path"].startswith("/api/"):
        kind, body = "application/json", json.dumps(error_body(refusal)).encode()
    else:
        name = f"errors/{refusal.status if refusal.status in PAGES else 400}.html"
        page = await sync_to_async(render_to_string)(name, {"message": refusal.message})
        kind, body = "text/html; charset=utf-8", page.encode()
    headers = bare(content_type=kind, content_length=str(len(body)), connection="close")
    await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
