from advisory.accounts.models.people import User

__all__ = ["User"]
