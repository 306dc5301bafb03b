from django.apps import AppConfig


class ApiConfig(AppConfig):
    """What programs ask and hear, by token."""

    name = "advisory.api"
    label = "api"

    def ready(self):
        from advisory.api import bearers, personal  # noqa: F401
