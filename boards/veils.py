"""Who an advisor is behind the wall on questions with names: one voice throughout the board, and never their alias.

An alias beside words that everybody else reads under a name would tell whose alias it is on blinded questions.
"""

from functools import lru_cache
from uuid import UUID

from django.utils.crypto import salted_hmac


def veil(seat):
    """The id, name and initials under which the sponsor's side knows a seat: (id, "Respondent 417", "R").

    No two of a board share a number: each is the place of their alias in an order that the installation's secret draws.
    """
    drawn, least, place = salted_hmac("boards.veils", str(seat.pk)).hexdigest(), 100, seat.alias
    while place >= 9 * least:
        least, place = 10 * least, place - 9 * least
    return str(UUID(drawn[:32])), f"Respondent {least + _order(seat.board_id, 9 * least)[place]}", "R"


@lru_cache(64)
def _order(board_id, count):
    return sorted(range(count), key=lambda place: salted_hmac("boards.veils", f"{board_id} {place}").digest())
