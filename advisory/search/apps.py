from django.apps import AppConfig


class SearchConfig(AppConfig):
    """What can be found, by words, and by whom."""

    name = "advisory.search"
    label = "search"
