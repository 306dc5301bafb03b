"""The whole guard table of the commands, put together from its parts."""

from tests.guards import commands
from tests.guards.commands_safety import SAFETY

COMMANDS = [*commands.COMMANDS, *SAFETY]
