from django.apps import AppConfig


class DiscussionsConfig(AppConfig):
    """What is asked, said and agreed."""

    name = "discussions"

    def ready(self):
        from discussions import api, audience, effort, events, notices, permissions, personal, places, search  # noqa: F401
