from django.apps import AppConfig


class InsightsConfig(AppConfig):
    """What answers show when they are read together."""

    name = "insights"

    def ready(self):
        from insights import permissions  # noqa: F401
