from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """What people hear of what happened, on the page and by letter."""

    name = "advisory.notifications"
    label = "notifications"

    def ready(self):
        from advisory.counters import looked_up
        from advisory.notifications import personal  # noqa: F401
        from advisory.notifications.models import Letter

        waiting = Letter.State.WAITING, Letter.State.SENDING
        looked_up(
            "advisory_letters_waiting", "Letters on their way", lambda: Letter.objects.filter(state__in=waiting).count()
        )
