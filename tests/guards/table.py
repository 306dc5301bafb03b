"""The guard table: every address and method, and what each role is answered in each state of a board.

To add an address: write one Row. `members` are the answers to chair, moderator, sponsor, advisor and observer, in that
order ("200" alone: all five); "in" is the way to the sign-in page. `states` says where a state differs. Ex-members,
members of another board, invited people and strangers get 404 on a board unless `outside` says otherwise, anonymous
visitors "in" on a page and 401 elsewhere unless `anonymous` does. "{post}" and the like are ids of the world
(tests/guards/world.py): post, held, secret (for the team), gated, own (the asker's), page, file, seat, seats (by role);
each of them is tried with board B's id and with one that nobody gave out, and both must be answered alike.
An address without a row, a row without an address and a method that no row names fail with their names.
"""

from tests.guards.rows_account import ACCOUNT
from tests.guards.rows_acts import ACTS
from tests.guards.rows_api import CALLS
from tests.guards.rows_backroom import BACKROOM
from tests.guards.rows_boards import BOARDS
from tests.guards.rows_consensus import CONSENSUS
from tests.guards.rows_library import LIBRARY_ROWS
from tests.guards.rows_minutes import MINUTES_ROWS
from tests.guards.rows_polls import POLLS
from tests.guards.rows_responses import ANSWERED
from tests.guards.rows_safety import SAFETY
from tests.guards.rows_screening import SCREENING
from tests.guards.rows_sessions import SESSION_ROWS
from tests.guards.rows_steering import STEERING
from tests.guards.rows_surveys import SURVEY_ROWS
from tests.guards.rows_surveys_api import SURVEY_CALLS
from tests.guards.rows_talks import TALKS
from tests.guards.rows_walls import WALLS

TABLE = [
    *BOARDS,
    *ACTS,
    *BACKROOM,
    *SAFETY,
    *WALLS,
    *LIBRARY_ROWS,
    *CALLS,
    *ACCOUNT,
    *STEERING,
    *SCREENING,
    *ANSWERED,
    *POLLS,
    *CONSENSUS,
    *SURVEY_ROWS,
    *SURVEY_CALLS,
    *SESSION_ROWS,
    *TALKS,
    *MINUTES_ROWS,
]

FIRST = {id(row) for row in {(row.method, row.address): row for row in reversed(TABLE)}.values()}


def cases(row):
    """Whom and in which states a row asks."""
    return row.cases(first=id(row) in FIRST)
