from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    """What is read: the documents of a board."""

    name = "resources"

    def ready(self):
        from resources import api, effort, events, library_api, notices, permissions, personal, search  # noqa: F401
