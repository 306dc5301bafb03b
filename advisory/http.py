"""Answers over HTTP: refusals as pages or JSON, and files with ranges."""

import logging
import re
from functools import partial
from hashlib import blake2s
from os import fstat
from urllib.parse import quote, urlsplit

from asgiref.sync import sync_to_async
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse, UnreadablePostError
from django.shortcuts import render

from advisory.logs import reference

log = logging.getLogger("advisory.http")
CHUNK = 256 * 1024
PLAIN = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Not now · Advisory</title>
<h1>This does not work now</h1><p>What was saved before is safe, and drafts are kept on your device.
<p>Try again in a minute. <a href="/">What needs you</a></html>"""
_RANGE = re.compile(r"bytes=(?!-$)([0-9]{0,18})-([0-9]{0,18})")
UNTYPED = {"csrfmiddlewaretoken", "stamp", "client_id", "reply_to", "version", "on", "next"}
PAGES = {400, 401, 403, 404, 409, 413, 422, 429, 500, 503}


def error_body(refusal):
    """A refusal as the API tells it."""
    error = {"code": refusal.code, "message": refusal.message, "fields": refusal.fields}
    return {"error": error | refusal.facts}


def refused(request, refusal):
    """A refusal as a page that keeps what was typed, or as JSON for a program."""
    if request.path.startswith("/api/"):
        response = JsonResponse(error_body(refusal), status=refusal.status)
    else:
        status = refusal.status if refusal.status in PAGES else 400
        context = {"message": refusal.message, "fields": refusal.fields, "kept": typed(request)}
        context |= {"reference": reference(), "back": _back(request), "wait": refusal.wait}
        response = _page(request, status, context, refusal.status)
    if refusal.status in {429, 503}:
        response["Retry-After"] = str(refusal.wait)
    return response


def _page(request, name, context, status):
    """A refusal drawn; what is wrong with us is told without asking the database, and at worst in plain words."""
    try:
        return render(None if status >= 500 else request, f"errors/{name}.html", context, status=status)
    except Exception:
        if status < 500:
            raise
        log.exception("the page for %s could not be drawn", status)
        return HttpResponse(PLAIN, status=status)


def _back(request):
    """The page of ours from which a form was sent, so that it can be opened again."""
    whence = urlsplit(request.headers.get("Referer", ""))
    ours = request.method == "POST" and whence.netloc == request.headers.get("Host") and whence.path.startswith("/")
    return whence.path if ours and not whence.path.startswith("//") else ""


def typed(request):
    """The words of a form that could not be taken, so that whoever typed them can copy them."""
    if request.method != "POST" or request.path.startswith("/accounts/"):
        return ""
    try:
        sent = request.POST.items()
    except (SuspiciousOperation, UnreadablePostError):
        return ""
    words = (value.strip() for name, value in sent if name not in UNTYPED and "_FORMS" not in name)
    return "\n\n".join(filter(None, words))


def file_answer(request, kept, content_type, name):
    """A stored file in chunks, whole or the one range that was asked for; never kept by anybody in between.

    `kept` is the name under which it is stored, which no other content ever has: a download that was cut goes on by
    its tag, or begins anew where another file stands there by now. FileNotFoundError when it is not there.
    """
    if not kept:
        raise FileNotFoundError("nothing is kept under no name")
    size = default_storage.size(kept)
    tag = f'"{blake2s(kept.encode(), digest_size=16).hexdigest()}"'
    same = request.headers.get("If-Range", tag) == tag
    asked = request.headers.get("Range", "").strip() if same else ""
    begin, end = _asked_range(asked, size)
    if begin is None:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    whole = not _RANGE.fullmatch(asked)
    parts = _chunks(partial(default_storage.part, kept, begin, end), end - begin)
    response = StreamingHttpResponse(parts, status=200 if whole else 206, content_type=content_type)
    response["Content-Length"] = str(end - begin)
    response["Accept-Ranges"], response["ETag"] = "bytes", tag
    response["Content-Disposition"] = _called(name)
    if not whole:
        response["Content-Range"] = f"bytes {begin}-{end - 1}/{size}"
    return response


def made_answer(file, content_type, name):
    """An open file that was made for this one answer, whole: the next one is another file."""
    size = fstat(file.fileno()).st_size
    response = StreamingHttpResponse(_chunks(lambda: file, size), content_type=content_type)
    response["Content-Length"], response["Accept-Ranges"] = str(size), "none"
    response["Content-Disposition"] = _called(name)
    return response


def _called(name):
    return f"inline; filename*=UTF-8''{quote(name, safe='')}"


def _asked_range(header, size):
    found = _RANGE.fullmatch(header)
    if not found:
        return 0, size
    first, last = found.groups()
    if not first:
        return (max(0, size - int(last)), size) if int(last) else (None, None)
    begin = int(first)
    end = min(size, int(last) + 1) if last else size
    return (begin, end) if begin < min(size, end) else (None, None)


async def _chunks(opened, left):
    if not left:
        return
    file = await sync_to_async(opened, thread_sensitive=False)()
    try:
        while left:
            chunk = await sync_to_async(file.read, thread_sensitive=False)(min(CHUNK, left))
            if not chunk:
                return
            left -= len(chunk)
            yield chunk
    finally:
        file.close()
