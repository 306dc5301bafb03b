from django.apps import AppConfig


class BoardsConfig(AppConfig):
    """The room: who is in it and what it works through."""

    name = "boards"

    def ready(self):
        from boards import acquaintance, events, factors, notices, permissions, personal, search  # noqa: F401
        from boards.live import permissions as live_permissions  # noqa: F401
        from boards.live import signalling  # noqa: F401
        from boards.sessions import events as session_events  # noqa: F401
        from boards.sessions import notices as session_notices  # noqa: F401
        from boards.sessions import permissions as session_permissions  # noqa: F401
