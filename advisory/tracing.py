"""Every request gets a number, is counted, and leaves one line behind that names no person."""

import logging
import time

from advisory import logs
from advisory.counters import METHODS, answered

UNTOLD = {"healthz", "readyz", "metrics", "static"}
STATIC, NOWHERE = "/static/", "none"
NAMED = {"/live/": "live", "/healthz": "healthz", "/readyz": "readyz", "/metrics": "metrics"}
log = logging.getLogger("advisory.access")


class Traced:
    """Numbers what comes in, says that number on the way out, and notes route, status and time."""

    def __init__(self, inner, proxies):
        self.inner = inner
        self.proxies = proxies

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            await self.inner(scope, receive, send)
            return
        number = logs.begin(self._given(scope))
        trace = {"route": _known(scope["path"]), "status": 500}
        scope["trace"] = trace
        begun = time.perf_counter()

        async def sending(message):
            if message["type"] == "http.response.start":
                trace["status"] = message["status"]
                message = {**message, "headers": [*message["headers"], (b"x-request-id", number.encode())]}
            await send(message)

        try:
            await self.inner(scope, receive, sending)
        finally:
            _noted(scope["method"], trace, time.perf_counter() - begun)

    def _given(self, scope):
        """The number that a proxy of ours has given already; whoever else names one is not believed."""
        peer = scope.get("client")
        if not peer or peer[0] not in self.proxies:
            return ""
        return next((value.decode("latin-1") for name, value in scope["headers"] if name == b"x-request-id"), "")


def _known(path):
    """The name of an address that Django does not resolve."""
    return "static" if path.startswith(STATIC) else NAMED.get(path, NOWHERE)


def _noted(method, trace, seconds):
    method = method if method in METHODS else "other"
    answered(trace["route"], method, trace["status"], seconds)
    if trace["route"] in UNTOLD and trace["status"] < 500:
        return
    facts = {"method": method, **trace, "ms": round(seconds * 1000, 1)}
    log.info("request", extra=facts)


def routed(get_response):
    """Tell the trace of a request, where it has one, by which name its address is known."""

    def middleware(request):
        response = get_response(request)
        trace = getattr(request, "scope", {}).get("trace")
        if trace is not None and request.resolver_match:
            trace["route"] = request.resolver_match.view_name or request.resolver_match.route
        return response

    return middleware
