from advisory.accounts.models.credentials import Check, Credential
from advisory.accounts.models.people import User

__all__ = ["Check", "Credential", "User"]
