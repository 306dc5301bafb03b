from importlib import import_module

from django.apps import AppConfig

HEARD = (
    "audience", "effort", "events", "finders", "linked", "notices", "patients", "permissions", "personal",
    "places", "promises", "reconciling", "search", "waiting",
    "consensus.events", "consensus.notices", "consensus.permissions", "polls.events", "polls.notices",
    "polls.permissions", "propositions.events", "propositions.permissions", "talks.events", "talks.panels",
    "talks.permissions", "surveys.events", "surveys.notices", "surveys.permissions", "surveys.personal",
    "minutes.events", "minutes.notices", "minutes.permissions", "minutes.reading",
)  # fmt: skip


class DiscussionsConfig(AppConfig):
    """What is asked, said and agreed."""

    name = "discussions"

    def ready(self):
        for part in HEARD:
            import_module(f"{self.name}.{part}")
