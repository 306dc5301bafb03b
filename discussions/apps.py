from django.apps import AppConfig


class DiscussionsConfig(AppConfig):
    """What is asked, said and agreed."""

    name = "discussions"

    def ready(self):
        from discussions import (  # noqa: F401
            api,
            audience,
            effort,
            events,
            notices,
            permissions,
            personal,
            places,
            promises,
            reconciling,
            search,
            waiting,
        )
