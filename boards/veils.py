"""Who an advisor is behind the wall on questions with names: one voice throughout the board, and never their alias.

An alias beside words that everybody else reads under a name would tell whose alias it is on blinded questions.
"""

from functools import lru_cache
from uuid import UUID

from django.utils.crypto import salted_hmac


@lru_cache(4096)
def veil(seat_id):
    """The id, name and initials under which the sponsor's side knows a seat: (id, "Respondent 417", "R")."""
    drawn = salted_hmac("boards.veils", str(seat_id)).hexdigest()
    return str(UUID(drawn[:32])), f"Respondent {int(drawn[32:], 16) % 900 + 100}", "R"
