"""Every address is guarded: each row of the table is asked as everybody, on a board in every state.

What is refused without a row's leave (another board's things, a form from elsewhere, whoever has not agreed yet) is
asked in `test_mutants.py`, which asks every refusal anyway.
"""

from collections import Counter

import pytest
from django.db.models import F
from django.urls import get_resolver

from boards.models import Board
from tests.guards.addresses import API, addresses, calls
from tests.guards.asking import UNSAFE, ask, complaint_of, likeness, outcome, undone
from tests.guards.mutants import patterns
from tests.guards.rows import NOBODYS
from tests.guards.shown import SHOWN
from tests.guards.table import TABLE, cases
from tests.guards.world import MEMBERS

pytestmark = pytest.mark.django_db
NAMING_THINGS = list({(row.method, row.address, *row.ids): row for row in reversed(TABLE) if row.ids}.values())
NAMING_A_BOARD = list({(row.method, row.address): row for row in reversed(TABLE) if "<slug>" in row.address}.values())
UNSAFE_ROWS = list({(row.method, row.address): row for row in reversed(TABLE) if row.method in UNSAFE}.values())
FROM_ELSEWHERE = {  # mail programs and providers of sign-ins send these, without our token
    "notifications/unsubscribe/<token>/",
    "accounts/saml/<organization_slug>/acs/",
    "accounts/saml/<organization_slug>/sls/",
}
OF_READERS = {"collection", "term"}  # away from the boards, and yet a board's, not a person's


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_an_address_answers_each_role_as_the_table_says(world, noted, row):
    assert [told for case in cases(row) if (told := noted.wrong(world, complaint, row, *case))] == []


def complaint(world, row, role, state):
    """How the answer to somebody differs from the table, or nothing."""
    method, path, sent = row.asked(world, role, state)
    got, expected = outcome(ask(method, path, world.sessions.get(role), **sent)), row.expected(role, state)
    return "" if got == expected else f"{role} on a board that is {state}: {got} instead of {expected}"


def test_every_address_has_a_row_and_every_row_an_address():
    known = {row.address for row in TABLE}
    assert [address for address in addresses() if address not in known] == []
    assert sorted(known - set(addresses())) == []
    assert [call for call in calls() if call not in {(row.method, row.address) for row in TABLE}] == []


def test_no_two_addresses_share_a_name():
    found = patterns(get_resolver().url_patterns)
    named = Counter(pattern.name for address, pattern in found if pattern.name and not address.startswith(API))
    assert [name for name, often in named.items() if often > 1] == ["account_set_password"]  # allauth's own twin


def unlike(world, row, name, askers=("chair", "both")):
    """How the answers to board B's id and to an unknown one differ, or nothing."""
    for role in askers:
        if role == "both" and "<slug>" not in row.address:
            continue
        theirs, unknown = (_swapped(world, row, role, name, value) for value in _others(world, row, name))
        if theirs[0] not in {302, 403, 404, 409, 422} or theirs != unknown:
            return f"{role} with another board's {name}: {theirs[0]}, not as {unknown[0]} for an unknown one"
    return ""


unlike.to_the_byte = True


def _others(world, row, name):
    """Board B's own id in the place of ours, and one that nobody has."""
    if name == "number":
        return 7, 99
    what = row.ids[name].strip("{}")
    there = "lungs" if row.on_a_board or what in OF_READERS else "open"
    unknown = NOBODYS if "-" in world.id(there, what, "moderator") else 10**9
    return world.id(there, what, "moderator"), unknown


def _swapped(world, row, role, name, value):
    method, path, sent = row.asked(world, role if role != "both" else "moderator", "open", **{name: value})
    return likeness(ask(method, path, world.sessions[role], **sent), path, str(value))


@pytest.mark.once
@pytest.mark.parametrize("row", NAMING_A_BOARD, ids=str)
def test_another_board_is_answered_like_one_that_is_not_there(world, row):
    answers = []
    for slug in ("lungs", "nowhere"):
        method, path, sent = row.asked(world, "chair", "open", slug=slug)
        answers.append(likeness(ask(method, path, world.sessions["chair"], **sent), slug))
    assert answers[0] == answers[1]
    assert answers[0][0] == 404


def forged(world, row):
    """What a form from elsewhere is answered beside a refusal, or nothing."""
    method, path, sent = row.asked(world, "chair", "open")
    got = outcome(ask(method, path, world.sessions["chair"], unchecked=False, **sent))
    return "" if got == "403" or row.address in FROM_ELSEWHERE else f"{row} from elsewhere: {got}"


def without_consent(world, row):
    """What an advisor with a text to agree to is answered, beside the way to it; or nothing."""
    if row.address.startswith("boards/<slug>/consent/"):
        return ""
    with undone():
        Board.objects.filter(slug="open").update(terms=F("terms") + 1)
        method, path, sent = row.asked(world, "advisor", "open")
        answer = ask(method, path, world.sessions["advisor"], **sent)
    led = "/consent/" in answer.headers.get("Location", "")
    return "" if led or answer.status_code in {403, 404} else f"{row} before the consent: {outcome(answer)}"


@pytest.mark.once
@pytest.mark.parametrize("part", SHOWN, ids=str)
def test_what_a_page_shows_to_some_alone_is_shown_to_nobody_else(world, noted, part):
    assert [told for role in MEMBERS if (told := noted.wrong(world, complaint_of, part, role))] == []


HEADERS = {  # what is sent beside a request of nobody, and what it is answered
    ("/api/v1/me", "Authorization", "Bearer nonsense"): "401",
    ("/metrics", "X-Forwarded-For", "192.0.2.1"): "404",
    ("/metrics", "Authorization", "Bearer nonsense"): "200",
}


@pytest.mark.once
@pytest.mark.parametrize("sent", HEADERS, ids=" ".join)
def test_a_header_lets_nobody_in(world, sent):
    assert not misled(world, sent)


def misled(world, sent):
    """What the chair's request with one header is answered, where that is not as it should be; or nothing."""
    path, name, value = sent
    got = outcome(ask("GET", path, world.sessions["chair"], headers={name: value}))
    return "" if got == HEADERS[sent] else f"{path} with {name}: {got}"
