"""The tree in docs/architecture.md names what is there, and nothing else."""

import re

import pytest

from tests.test_rules import APPS, PYTHON, ROOT

TREE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").partition("## 4. The tree")[2].split("```")[1]
ALIKE = {"__init__", "apps", "urls", "permissions", "events", "personal", "search", "notices"}  # in more than one
ALIKE |= {"views", "forms", "templatetags", "management"}
WHOLE = ("accounts", "events", "notifications", "api")  # parts of the project of which the tree names each file


def told_of(app):
    """What the tree says of an app: its line, and those that follow it further in."""
    return re.search(rf"^{app}/ .*\n(?:  .*\n)*", TREE, re.MULTILINE)[0]


def parts_of(app):
    """The files and folders of an app by name, as far down as the tree names them."""
    for path in (one.relative_to(ROOT / app) for one in PYTHON if one.is_relative_to(ROOT / app)):
        yield path.parts[0].removesuffix(".py")
        if app == "advisory" and path.parts[0] in WHOLE and len(path.parts) == 2:
            yield path.stem


@pytest.mark.parametrize("app", APPS)
def test_the_tree_names_every_file_of_an_app_and_none_that_is_not_there(app):
    there, told = set(parts_of(app)), told_of(app)
    assert sorted(there - ALIKE - set(re.findall(r"\w+", told))) == [], "name it in docs/architecture.md, section 4"
    inside = {part.removesuffix(".py") for path in PYTHON for part in path.relative_to(ROOT).parts}
    named = set(re.findall(r"(?<![\w/])(\w+)\.py\b", told))
    assert sorted(named - inside) == [], "docs/architecture.md, section 4, names what is not there"
