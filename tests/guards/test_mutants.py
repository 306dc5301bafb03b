"""Every refusal is given; and without any single check of rights, one of them is not."""

import time
from functools import partial

import pytest

from tests.guards.asking import complaint_of, plain
from tests.guards.command_table import COMMANDS
from tests.guards.mutants import links
from tests.guards.shown import SHOWN
from tests.guards.table import TABLE, cases
from tests.guards.test_table import (
    HEADERS,
    NAMING_A_BOARD,
    NAMING_THINGS,
    UNSAFE_ROWS,
    complaint,
    forged,
    misled,
    unlike,
    without_consent,
)
from tests.guards.world import MEMBERS

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LEAST, MOST = 0.97, 40  # caught, refusals tried on each check
BEHIND = "getattr(found, 'log_id', log) != log"  # under the lock every command asks again whose a thing is
STRANGERS = {"other board", "invited", "stranger"}  # the table asks them; what stops an ex-member stops them
REFUSED = {"in", "401", "403", "404", "409", "422"}


def refused():
    """Every case that ends in a refusal, as (where, a question that says what is wrong): only these can turn red.

    What is not there yet is refused on a draft; the other states of a board refuse by other checks than of rights.
    """
    for row in TABLE:
        yield from ((row.address, complaint, (row, role, "open")) for role in _refused_by(row))
        if ("advisor", "draft") in cases(row) and row.expected("advisor", "draft") in REFUSED:
            yield row.address, complaint, (row, "advisor", "draft")
    yield from ((row.address, unlike, (row, name)) for row in NAMING_THINGS for name in row.ids)
    yield from ((row.address, forged, (row,)) for row in UNSAFE_ROWS)
    yield from ((row.address, without_consent, (row,)) for row in NAMING_A_BOARD)
    yield from ((sent[0].strip("/"), misled, (sent,)) for sent in HEADERS)
    yield from ((part.address, complaint_of, (part, role)) for part in SHOWN for role in part.refused())
    yield from ((command.name, complaint_of, (command, role)) for command in COMMANDS for role in command.refused())


def _refused_by(row):
    """Of the members whom a row refuses, who may most and who may least; of others, who was there, and nobody."""
    roles = [role for role, state in cases(row) if state == "open" and row.expected(role, state) in REFUSED]
    members = [role for role in roles if role in MEMBERS]
    spared = {*members[1:-1], *(STRANGERS if row.on_a_board else STRANGERS - {"stranger"})}
    return [role for role in roles if role not in spared]


@pytest.mark.timeout(900)
def test_every_refusal_is_given_and_without_any_single_check_one_turns_red(world, noted, record_property):
    begun = time.process_time()
    asked, reaching, at = _reached(world, noted)
    with plain():
        survivors, twice = _without_each(noted.switches, noted.sites, reaching)
        survivors += _without_links(at)
    total = len(noted.sites) + len(list(links()))
    alone = total - len(survivors) - twice
    told = (
        f"{alone} of {total} removed rights checks were noticed, by {asked} refusals,"
        f" in {time.process_time() - begun:.0f} s; {twice} more"
        " are asked again under the lock, and were noticed when both were removed"
    )
    record_property("report", "\n".join([told, *(f"  survived: {one}" for one in survivors)]))
    print(told, *survivors, sep="\n  ")
    assert alone >= LEAST * (total - twice), survivors


def _without_each(switches, sites, reaching):
    """The checks that nobody misses, and how many are missed only where what is asked behind them is gone too."""
    (behind,) = (number for number, site in enumerate(sites) if BEHIND in site.says)
    survivors, twice = [], 0
    for number, site in enumerate(sites):
        if _noticed(switches, {number}, reaching.get(number, ())):
            continue
        if _noticed(switches, {number, behind}, reaching.get(number, ())):
            twice += 1
            continue
        survivors.append(f"{site} ({'reached' if number in reaching else 'no row comes here'})")
    switches.off = set()
    return survivors, twice


def _without_links(at):
    """The decorators of views that nobody misses."""
    survivors = []
    for address, name, taken_off in links():
        gate_first = sorted(at.get(address, ()), key=lambda question: question.func is not without_consent)
        with taken_off():
            if not any(question() for question in gate_first):
                survivors.append(f"/{address}: {name}")
    return survivors


def _noticed(switches, off, questions):
    """Whether anybody is answered wrongly without some checks."""
    switches.off = off
    return any(question() for question in questions[:MOST])


def _reached(world, noted):
    """How many refusals there are, which of them come by each check, and which ask at each address; each is given."""
    asked, reaching, at, wrongly = 0, {}, {}, []
    for address, wrong, about in refused():
        asked, question = asked + 1, partial(wrong, world, *about)
        at.setdefault(address, []).append(question)
        if told := noted.wrong(world, wrong, *about):
            wrongly.append(f"/{address}: {told}")
        for number, later in noted.reached(wrong, *about).items():
            reaching.setdefault(number, []).append((later, wrong is not unlike, asked, question))
    last_first = {
        number: [one[-1] for one in sorted(found, key=lambda one: one[:3])] for number, found in reaching.items()
    }
    assert wrongly == []
    return asked, last_first, at
