from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People: who they are and how they sign in."""

    name = "advisory.accounts"
    label = "accounts"

    def ready(self):
        from advisory.accounts import events, permissions, personal  # noqa: F401
