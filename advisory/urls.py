"""Every address of the product, by the app that answers it."""

from django.urls import include, path

from advisory.api.routes import api
from advisory.health import healthz, readyz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("api/v1/", api.urls),
    path("", include("advisory.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("resources.urls")),
    path("", include("discussions.urls")),
]
handler400 = "advisory.errors.bad_request"
handler403 = "advisory.errors.forbidden"
handler404 = "advisory.errors.not_found"
handler500 = "advisory.errors.failed"
