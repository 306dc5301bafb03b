"""Where every connection comes in: pages and API by Django, live connections by the hub."""

import os

from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.urls import path, re_path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "advisory.settings")
pages = get_asgi_application()

from advisory.bounds import Bounded  # noqa: E402
from advisory.events.consumers import live, nowhere  # noqa: E402

application = ProtocolTypeRouter(
    {
        "http": URLRouter([path("live/", live), re_path("", Bounded(pages))]),
        "websocket": URLRouter([path("live/", live), re_path("", nowhere)]),
    }
)
