"""A ticket opens one session's line to one seat, once, within a minute."""

from types import SimpleNamespace
from uuid import uuid4

import pytest
import time_machine
from django.core import signing

from boards.live.tickets import SALT, refused, ticket_for

OKONJO, TANABE = SimpleNamespace(pk=uuid4()), SimpleNamespace(pk=uuid4())
LINE, OTHER = (SimpleNamespace(stream=f"board.{slug}.s1") for slug in ("heart", "lung"))
BEGUN = "2026-11-24T12:00:00Z"


@pytest.fixture
def ticket():
    """Dr Okonjo's ticket."""
    return ticket_for(OKONJO, LINE)


def test_a_ticket_opens_its_line_to_its_seat_once(ticket):
    assert refused(ticket, OKONJO.pk, LINE.stream) == ""
    assert refused(ticket, OKONJO.pk, LINE.stream) == "ticket_used"


def test_somebody_elses_ticket_and_one_of_another_board_open_nothing_and_stay_good_where_they_belong(ticket):
    assert refused(ticket, TANABE.pk, LINE.stream) == "ticket_elsewhere"
    assert refused(ticket, OKONJO.pk, OTHER.stream) == "ticket_elsewhere"
    assert refused(ticket, OKONJO.pk, LINE.stream) == ""


def test_a_ticket_is_good_for_a_minute_and_no_longer():
    with time_machine.travel(BEGUN, tick=False) as clock:
        held, late = ticket_for(OKONJO, LINE), ticket_for(OKONJO, LINE)
        clock.shift(60)
        assert refused(held, OKONJO.pk, LINE.stream) == ""
        clock.shift(2)
        assert refused(late, OKONJO.pk, LINE.stream) == "ticket_late"


@pytest.mark.parametrize("forge", [
    lambda ticket: "", lambda ticket: "x", lambda ticket: ticket[:-1] + ("a" if ticket[-1] != "a" else "b"),
    lambda ticket: signing.dumps({"seat": str(OKONJO.pk), "line": LINE.stream, "once": "1"}, salt="another"),
    lambda ticket: signing.dumps(["no", "ticket"], key="another", salt=SALT), lambda ticket: "é\x00" + ticket,
])  # fmt: skip
def test_a_forged_ticket_opens_nothing(ticket, forge):
    assert refused(forge(ticket), OKONJO.pk, LINE.stream) == "ticket_forged"


def test_two_tickets_are_never_alike():
    assert ticket_for(OKONJO, LINE) != ticket_for(OKONJO, LINE)
