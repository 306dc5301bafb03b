"""What machines ask of an installation, answered before anything is asked of them."""

from advisory.health import healthz, readyz
from advisory.metrics import allowed, metrics

ANSWERS = {"/healthz": healthz, "/readyz": readyz, "/metrics": metrics}


def probes(get_response):
    """Answer probes by whatever name they call us: a load balancer knows neither our host names nor a session."""

    def middleware(request):
        answer = ANSWERS.get(request.path) if request.method in {"GET", "HEAD"} else None
        if answer is None or (answer is metrics and not allowed(request)):
            return get_response(request)
        return answer(request)

    return middleware
