from django.apps import AppConfig


class EventsConfig(AppConfig):
    """One log per board: live source, activity feed and audit trail."""

    name = "advisory.events"
    label = "events"
