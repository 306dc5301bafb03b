"""What is refused before any database is asked: other methods than the table's."""

import pytest

from tests.guards.addresses import views
from tests.guards.asking import ask, outcome, plain
from tests.guards.table import TABLE

pytestmark = [pytest.mark.django_db, pytest.mark.once]
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
ALIKE = {"healthz", "readyz", "api/v1/", "api/v1/openapi.json", "api/v1/docs"}  # say the same whatever the method


def test_a_method_that_no_row_names_is_not_known_there(world):
    named, wrong = {(row.method, row.address) for row in TABLE}, []
    with plain():
        for address, row in {row.address: row for row in TABLE}.items():
            for method in METHODS:
                if (method, address) in named or address in ALIKE or (method == "PUT" and _of_a_form(address)):
                    continue
                path = row.asked(world, "chair", "open")[1]
                got = outcome(ask(method, path, world.sessions["chair"]))
                if got != "405" and not (address.startswith("accounts/") and got in _told_to_chair(address)):
                    wrong.append(f"{method} /{address}: {got} instead of 405; write a row for it")
    assert wrong == []


def _told_to_chair(address):
    """What allauth answers before it looks at the method: the way to where this starts, or that there is nothing."""
    return {"302", "404"} & {row.expected("chair", "open") for row in TABLE if row.address == address}


def _of_a_form(address):
    """Django's own forms take a PUT like a POST without words."""
    return hasattr(getattr(views()[address], "view_class", None), "put")
