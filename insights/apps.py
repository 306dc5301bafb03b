from django.apps import AppConfig


class InsightsConfig(AppConfig):
    """What answers show when they are read together."""

    name = "insights"

    def ready(self):
        from discussions.taking.answers import READERS
        from insights import permissions, tables  # noqa: F401

        READERS.append(tables.sheets_of)
