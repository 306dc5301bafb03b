from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    """What is read: the documents of a board."""

    name = "resources"

    def ready(self):
        from resources import (  # noqa: F401
            api,
            effort,
            events,
            library_api,
            linked,
            notices,
            permissions,
            personal,
            search,
        )
