"""Every command is guarded, whoever calls it: under each page, call and clock the same table of rights."""

import ast

import pytest

from tests.guards.asking import complaint_of
from tests.guards.command_table import COMMANDS
from tests.test_rules import COMMANDS as FILES
from tests.test_rules import ROOT, calls, functions

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("command", COMMANDS, ids=str)
def test_a_command_is_given_by_those_alone_who_may(world, noted, command):
    assert [told for role in command.asked() if (told := noted.wrong(world, complaint_of, command, role))] == []


def test_every_command_that_asks_a_right_has_a_row():
    named = {command.name for command in COMMANDS}
    asking = [f"{'.'.join(path.relative_to(ROOT).with_suffix('').parts)}.{node.name}"
              for path in FILES for node in functions(path) if "allow" in calls(node) or _asks(node)]  # fmt: skip
    assert sorted(set(asking) - named) == []


def _asks(node):
    return any(isinstance(one, ast.Call) and ast.unparse(one.func) == "rights.allow" for one in ast.walk(node))
