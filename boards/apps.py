from django.apps import AppConfig


class BoardsConfig(AppConfig):
    """The room: who is in it and what it works through."""

    name = "boards"

    def ready(self):
        from boards import acquaintance, api, events, factors, notices, permissions, personal, search  # noqa: F401
