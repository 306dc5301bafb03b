"""Every address of the product, by the app that answers it; what only starts or works beside them loads no API."""

from importlib import import_module

from django.urls import include, path

from advisory.api.routes import api
from advisory.health import healthz, readyz
from advisory.installable import manifest, offline, worker
from advisory.metrics import metrics

# In this order: where two shapes have one name, the later one is described.
for routes in (
    "boards.api",
    "boards.live.api",
    "resources.api",
    "resources.library_api",
    "resources.deck_api",
    "discussions.api",
):
    import_module(routes)

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("manifest.webmanifest", manifest, name="manifest"),
    path("sw.js", worker, name="service-worker"),
    path("offline/", offline, name="offline"),
    path("api/v1/", api.urls),
    path("", include("advisory.accounts.urls")),
    path("accounts/", include("advisory.accounts.entrances")),
    path("", include("advisory.notifications.urls")),
    path("", include("boards.urls")),
    path("", include("resources.urls")),
    path("", include("discussions.urls")),
    path("", include("insights.urls")),
]
handler400 = "advisory.errors.bad_request"
handler403 = "advisory.errors.forbidden"
handler404 = "advisory.errors.not_found"
handler500 = "advisory.errors.failed"
