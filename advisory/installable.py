"""What makes the product an app on a device: its manifest, its service worker and the page for no connection.

A device keeps hashed static files and the one page that says so; never a board's page, a post or an answer of the API.
"""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from advisory.static import LOOK

SCRIPT = "js/sw.js"
NEEDED = ["icon.svg", "icons.svg", "js/theme.js", "js/offline.js", LOOK]
ICONS = [("icons/icon-192.png", 192, "any"), ("icons/icon-512.png", 512, "any"),
         ("icons/maskable-512.png", 512, "maskable")]  # fmt: skip


@require_safe
def manifest(request):
    """The product's name, look and first page, for devices on which it is installed."""
    told = {
        "id": "/", "name": "Advisory", "short_name": "Advisory", "start_url": "/", "scope": "/", "lang": "en-GB",
        "description": "Advisory boards in writing.", "display": "standalone",
        "background_color": "#eef2f1", "theme_color": "#0c2d36",
        "icons": [{"src": static(name), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
                  for name, size, purpose in ICONS],
    }  # fmt: skip
    return JsonResponse(told, content_type="application/manifest+json", headers={"Cache-Control": "no-cache"})


@require_safe
def worker(request):
    """The service worker, told what it may keep; browsers ask for it anew at every visit."""
    told = {"page": reverse("offline"), "files": _files(), "static": settings.STATIC_URL}
    script, page = _source(SCRIPT), render(None, "offline.html").content
    told["version"] = sha256(page + json.dumps(told).encode() + script.encode()).hexdigest()[:12]
    headers = {"Service-Worker-Allowed": "/", "Cache-Control": "no-cache"}
    text = f"const TOLD = {json.dumps(told)};\n{script}"
    return HttpResponse(text, content_type="text/javascript; charset=utf-8", headers=headers)


@require_safe
def offline(request):
    """The page that stands in for every other while there is no connection; it knows nobody."""
    return render(None, "offline.html")


@cache
def _source(name):
    """A static file as it was written."""
    return Path(finders.find(name)).read_text(encoding="utf-8")


def _files():
    """The addresses of what the offline page is drawn with: the look, two pictures, two scripts."""
    return [static(name) for name in NEEDED]
