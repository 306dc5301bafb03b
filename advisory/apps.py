from django.apps import AppConfig


class AdvisoryConfig(AppConfig):
    """The project itself: its template tags and the commands that concern every app."""

    name = "advisory"
    label = "advisory"
