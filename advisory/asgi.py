"""Where every connection comes in: pages and API by Django, live connections by the hub."""

import gc
import multiprocessing
import os
import sys

from channels.routing import ProtocolTypeRouter, URLRouter
from django.urls import path, re_path
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from advisory import hands

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "advisory.settings")
pages = hands.pages()

from django.conf import settings  # noqa: E402

from advisory.bounds import Bounded  # noqa: E402
from advisory.events.consumers import live, nowhere  # noqa: E402
from advisory.supervisor import end_with_parent  # noqa: E402
from advisory.tracing import Traced  # noqa: E402

if parent := multiprocessing.parent_process():
    end_with_parent()
    if os.getppid() != parent.pid:
        raise SystemExit(1)

answers = ProtocolTypeRouter(
    {
        "http": URLRouter([path("live/", live), re_path("", Bounded(pages))]),
        "websocket": URLRouter([path("live/", live), re_path("", nowhere)]),
    }
)
proxied = ProxyHeadersMiddleware(answers, trusted_hosts=settings.PROXIES)
application = Traced(proxied, proxied.trusted_hosts)

# What is loaded by now stays; looking through it for garbage again and again cost a tenth of a page's time.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 50)

# Who comes back from the database, perhaps with a board's lock in hand, waits a millisecond for the others, not five.
sys.setswitchinterval(0.001)
