"""Ask the product in process as somebody: the whole stack of middleware, and nothing that it did stays."""

import json
import logging
import re
from contextlib import contextmanager

import pytest
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.client import ClientHandler

from advisory import http
from advisory.api.routes import api
from tests.live import HOST

_factory = RequestFactory(HTTP_HOST=HOST)
_handler = ClientHandler(enforce_csrf_checks=False)
_NEVER_TWICE = re.compile(
    r'csrfmiddlewaretoken" value="\w+"|name="csrf-token" content="\w+"|name="client_id" value="[\w-]+"'
)
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


@contextmanager
def plain():
    """Refusals without their pages, and the API's description drawn once: the statuses alone are looked at."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(http, "render", lambda request, template, context, status: HttpResponse(status=status))
        patch.setattr(api, "get_openapi_schema", lambda **_: {"paths": {}})
        logging.disable(logging.CRITICAL)
        yield
        logging.disable(logging.NOTSET)


@contextmanager
def undone():
    """Whatever happens inside is taken back, and nobody's attempts are counted."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)
            cache.clear()


def ask(method, path, session=None, *, unchecked=True, **sent):
    """The answer to one request of whoever has this session; what it changed is taken back."""
    if _handler._middleware_chain is None:
        _handler.load_middleware()
    request = _request(method, path, **sent)
    request._dont_enforce_csrf_checks = unchecked
    if session:
        request.COOKIES["sessionid"] = session
    with undone():
        try:
            answer = _handler.get_response(request)
        except Exception as trouble:
            return Failed(trouble)
        if hasattr(answer, "file_to_stream"):
            answer.close()
        return answer


class Failed:
    """What the product answers with when it fell over; a row never expects it."""

    status_code, content, headers = 500, b"", {}

    def __init__(self, trouble):
        self.trouble = trouble


def outcome(answer):
    """An answer in a word: its status, or "in" when it leads to the sign-in page."""
    to = answer.headers.get("Location", "")
    if answer.status_code in {301, 302} and to.startswith("/accounts/login/") and f"{REDIRECT_FIELD_NAME}=" in to:
        return "in"
    return str(answer.status_code)


def complaint_of(world, told, role):
    """How the answer to somebody differs from what is told of a part of a page, or of a command; or nothing."""
    return told.complaint(world, role)


def likeness(answer, *ids):
    """An answer's bytes without what differs each time: tokens, and the id that was asked for."""
    text = b"" if getattr(answer, "streaming", False) else answer.content
    text = _NEVER_TWICE.sub("", text.decode(errors="replace"))
    for one in ids:
        text = text.replace(one, "ID") if len(one) > 3 else text
    return answer.status_code, text


def _request(method, path, form=None, body=None, headers=None):
    if body is not None:
        return _factory.generic(method, path, json.dumps(body), content_type="application/json")
    if method == "GET":
        return _factory.get(path, headers=headers)
    return _factory.generic(method, path) if method != "POST" else _factory.post(path, form or {})
