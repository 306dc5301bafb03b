"""The whole guard table of the commands, put together from its parts."""

from tests.guards import commands
from tests.guards.commands_backroom import BACKROOM
from tests.guards.commands_consensus import CONSENSUS
from tests.guards.commands_library import LIBRARY
from tests.guards.commands_minutes import MINUTES
from tests.guards.commands_moderation import MODERATION
from tests.guards.commands_responses import ANSWERING
from tests.guards.commands_safety import SAFETY
from tests.guards.commands_screening import SCREENING
from tests.guards.commands_sessions import SESSIONS
from tests.guards.commands_steering import STEERING
from tests.guards.commands_surveys import SURVEYS
from tests.guards.commands_taking import TAKING
from tests.guards.commands_talks import TALKS
from tests.guards.commands_walls import WALLS

COMMANDS = [
    *commands.COMMANDS,
    *LIBRARY,
    *MODERATION,
    *SAFETY,
    *TAKING,
    *WALLS,
    *BACKROOM,
    *STEERING,
    *SCREENING,
    *ANSWERING,
    *CONSENSUS,
    *SURVEYS,
    *SESSIONS,
    *TALKS,
    *MINUTES,
]
