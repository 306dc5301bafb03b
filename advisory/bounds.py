"""How much one request may carry, counted before anything reads it."""

import json

from asgiref.sync import sync_to_async
from django.conf import settings
from django.template.loader import render_to_string

from advisory.headers import bare
from advisory.http import error_body
from advisory.refusals import TooLarge

MOST, MOST_UPLOAD, MOST_DROPPED = 256 * 1024, 60 * 1024 * 1024, 8 * 1024 * 1024

UPLOADS = ("/library/new/", "/account/photo/")
SESSION = f"{settings.SESSION_COOKIE_NAME}=".encode()


class Bounded:
    """Passes requests on to the product while their bodies are within bounds; answers 413 beyond."""

    def __init__(self, inner):
        self.inner = inner

    async def __call__(self, scope, receive, send):
        headers = dict(scope["headers"])
        uploads = scope["path"].endswith(UPLOADS) and SESSION in headers.get(b"cookie", b"")
        most = MOST_UPLOAD if uploads else MOST
        declared = headers.get(b"content-length", b"0")
        if not declared.isdigit() or int(declared) > most:
            await _dropped(receive)
            await _refuse(scope, send)
            return
        if b"transfer-encoding" not in headers:
            await self.inner(scope, receive, send)
            return
        body = await _whole(receive, most)
        if body is None:
            await _refuse(scope, send)
        else:
            await self.inner(scope, _replay(body, receive), send)


async def _whole(receive, most):
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > most:
            return None
        if message["type"] == "http.disconnect" or not message.get("more_body"):
            return bytes(body)


def _replay(body, receive):
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def again():
        return waiting.pop() if waiting else await receive()

    return again


async def _dropped(receive):
    """Read on for a while without keeping anything, so that the sender comes to hear the answer."""
    size = 0
    while size < MOST_DROPPED:
        message = await receive()
        size += len(message.get("body", b""))
        if message["type"] == "http.disconnect" or not message.get("more_body"):
            return


async def _refuse(scope, send):
    refusal = TooLarge()
    if scope["path"].startswith("/api/"):
        kind, body = "application/json", json.dumps(error_body(refusal)).encode()
    else:
        page = await sync_to_async(render_to_string)("errors/413.html", {"message": refusal.message})
        kind, body = "text/html; charset=utf-8", page.encode()
    headers = bare(content_type=kind, content_length=str(len(body)), connection="close")
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})
