"""What every answer carries, and what becomes of a refusal on its way out."""

from urllib.parse import unquote_to_bytes

from csp.constants import HEADER
from csp.utils import build_policy
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import OperationalError
from django.http import HttpResponseNotAllowed

from advisory.headers import ALWAYS
from advisory.http import refused
from advisory.refusals import Busy, Refusal, TooLarge


def headers(get_response):
    """Nobody else's page may embed ours, no device is asked for, and no board is left in a shared computer's cache."""

    def middleware(request):
        response = get_response(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        return response

    return middleware


def policy(get_response):
    """What a browser may do with our pages; it is the same for all of them, and worked out once."""
    said = build_policy()

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault(HEADER, said)
        return response

    return middleware


def legible(get_response):
    """Refuse a form whose bytes are not UTF-8, rather than publish it with holes in its words."""

    def middleware(request):
        if request.method == "POST" and not request.path.startswith("/api/") and not _legible(request):
            return refused(request, Refusal("not_utf8", "The text could not be read. Type or paste it again."))
        return get_response(request)

    return middleware


def _legible(request):
    if request.content_params.get("charset", "utf-8").lower() not in {"utf-8", "utf8"}:
        request.encoding = "utf-8"
        return False
    if request.content_type == "multipart/form-data":
        return not any("\ufffd" in value for values in request.POST.lists() for value in values[1])
    if request.content_type != "application/x-www-form-urlencoded":
        return True
    try:
        unquote_to_bytes(request.body).decode()
    except UnicodeDecodeError:
        return False
    return True


class NoPage(Refusal):
    """Somebody opened as a page what only takes forms."""

    status = 405
    code = "method_not_allowed"
    message = "There is no page at this address. It takes what a form sends; nothing was changed."


def refusals(get_response):
    """Turn what a command refused into an answer with words, and a busy database into one to try again."""

    def middleware(request):
        response = get_response(request)
        if request.method != "GET" or not isinstance(response, HttpResponseNotAllowed):
            return response
        allow, response = response["Allow"], refused(request, NoPage())
        response["Allow"] = allow
        return response

    def process_exception(request, trouble):
        if isinstance(trouble, Refusal):
            return refused(request, trouble)
        if isinstance(trouble, (RequestDataTooBig, TooManyFieldsSent)):
            return refused(request, TooLarge())
        return refused(request, Busy()) if isinstance(trouble, OperationalError) else None

    middleware.process_exception = process_exception
    return middleware
