from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    """What is read: the documents of a board."""

    name = "resources"

    def ready(self):
        from resources import api, effort, events, notices, permissions, personal, search  # noqa: F401
