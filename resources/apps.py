from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    """What is read: the documents of a board."""

    name = "resources"

    def ready(self):
        from resources import (  # noqa: F401
            effort,
            events,
            linked,
            notices,
            permissions,
            personal,
            search,
        )
