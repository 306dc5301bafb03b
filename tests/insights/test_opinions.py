"""Opinion groups: two real conversations with the groups their server found, and what holds for any."""

import csv
import subprocess
import sys
import time
from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insights.opinions import opinion_groups
from insights.shares import Votes, consensus, representative, stand

POLIS = Path(__file__).parent.parent / "data" / "polis"
SEATTLE, FRESHWATER = "15-per-hour-seattle", "scoop-hivemind.freshwater"
# Per group of the server: what speaks for it, as statement, side, how many of how many.
SPEAKS = {
    SEATTLE: {
        0: "12+ 59/70, 24+ 41/64, 8+ 49/65, 48+ 30/36, 20- 40/62",
        1: "20+ 27/33, 24- 26/28, 8- 20/27, 12- 19/27, 10- 27/31",
    },
    FRESHWATER: {1: "19+ 77/81, 0+ 82/83, 3+ 73/83, 22+ 66/79, 17+ 77/80", 0: "27+ 8/9"},
}
VOTED = st.lists(st.tuples(st.integers(0, 24), st.integers(0, 6), st.sampled_from([-1, 0, 1])), max_size=160)


def rows(name, table):
    return list(csv.DictReader((POLIS / name / f"{table}.csv").open(newline="", encoding="utf-8")))


def conversation(name):
    """Its votes in the order cast, the statements its moderators took out, and the server's group of each person."""
    votes = [(int(row["voter-id"]), int(row["comment-id"]), int(row["vote"])) for row in rows(name, "votes")]
    out = {int(row["comment-id"]) for row in rows(name, "comments") if row["moderated"] == "-1"}
    grouped = [row for row in rows(name, "participants-votes") if row["group-id"]]
    return votes, out, {int(row["participant"]): int(row["group-id"]) for row in grouped}


def read(stands):
    return ", ".join(f"{one.statement}{'-+'[one.side == 'agree']} {one.count}/{one.seen}" for one in stands)


@pytest.mark.parametrize(
    ("groups", "expected"),
    [([(6, 0, 6), (1, 2, 3), (3, 0, 7)], 0.15555556), ([(4, 1, 5), (1, 1, 3), (0, 2, 6)], 0.03571429)],
)
def test_consensus_multiplies_what_each_group_agrees(groups, expected):
    assert consensus(Votes(a, d, s - a - d) for a, d, s in groups) == pytest.approx(expected, abs=5e-9)


@pytest.mark.parametrize(
    ("group", "rest", "figures"),
    [
        ((6, 6), (3, 10), (0.875, 2.6457513, 2.625, 2.6998622)),
        ((4, 5), (1, 9), (0.7142857, 1.6329932, 3.9285714, 2.4722803)),
    ],
)
def test_what_a_server_computed_of_a_group_beside_the_rest(group, rest, figures):
    (count, seen), (others, all_others) = group, rest
    one = stand("s", "agree", Votes(count, 0, seen - count), Votes(others, 0, all_others - others))
    assert (one.share, one.z, one.ratio, one.ratio_z) == pytest.approx(figures, abs=2e-7)
    assert one.significant
    other = stand("s", "disagree", Votes(0, count, seen - count), Votes(0, others, all_others - others))
    assert (other.share, other.z, other.ratio, other.ratio_z) == (one.share, one.z, one.ratio, one.ratio_z)


@pytest.mark.parametrize(("name", "sizes", "shown"), [(SEATTLE, {0: 99, 1: 39}, 30), (FRESHWATER, {1: 108, 0: 9}, 51)])
def test_with_the_servers_groups_counts_and_statements_are_the_servers(name, sizes, shown):
    votes, out, server = conversation(name)
    found = opinion_groups(votes, groups=server, without=out)
    assert {group.key: group.size for group in found.groups} == sizes == Counter(server.values())
    assert (found.k, len(found.statements), found.caution) == (2, shown, False)
    cells = rows(name, "participants-votes")
    for statement in found.statements:
        for key, counted in zip(sizes, statement.groups, strict=True):
            column = Counter(row[str(statement.key)] for row in cells if row["group-id"] == str(key))
            assert (counted.agrees, counted.disagrees, counted.passes) == (column["1"], column["-1"], column["0"])
    assert {group.key: read(group.representative) for group in found.groups} == SPEAKS[name]


@pytest.mark.parametrize(("name", "people", "statements"), [(SEATTLE, 339, 54), (FRESHWATER, 117, 80)])
def test_our_own_groups_are_as_many_as_the_servers_and_quickly_found(name, people, statements, record_property):
    votes, out, server = conversation(name)
    cells = rows(name, "participants-votes")
    assert (len(cells), sum(column.isdigit() for column in cells[0])) == (people, statements)
    opinion_groups(two_camps(15))  # scikit-learn is loaded by the first map
    begun = time.process_time()
    found = opinion_groups(votes, without=out)
    assert time.process_time() - begun < 1
    assert len(found.people) + found.left_out == people
    assert "groups,2" in (POLIS / name / "summary.csv").read_text(encoding="utf-8").splitlines()
    assert found.k == len(found.groups) == 2
    pairs = [(person.group, server[person.key]) for person in found.people]
    index = import_module("sklearn.metrics").adjusted_rand_score(*zip(*pairs, strict=True))
    record_property(f"adjusted Rand index, {name}", round(index, 3))
    print(f"{name}: {len(found.people)} people placed, {found.k} groups, adjusted Rand index {index:.3f}")


def test_the_order_of_votes_and_people_decides_nothing():
    votes, out, _server = conversation(FRESHWATER)
    found = opinion_groups(votes, without=out)
    last = {(person, statement): vote for person, statement, vote in votes}
    assert opinion_groups([(*cell, vote) for cell, vote in sorted(last.items(), reverse=True)], without=out) == found
    renamed = opinion_groups([(1000 - person, statement, vote) for person, statement, vote in votes], without=out)
    places = {one.key: (one.x, one.y, one.group) for one in found.people}
    assert {1000 - one.key: (one.x, one.y, one.group) for one in renamed.people} == places


def test_what_computes_with_numbers_is_loaded_when_first_needed():
    modules = "discussions.tally, discussions.rankings, insights.opinions"
    asked = f"import sys, {modules}; print({{'numpy', 'scipy', 'sklearn'}} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout == "set()\n"


@settings(max_examples=50, deadline=None)
@given(VOTED, st.randoms(use_true_random=False))
def test_bounds_for_any_votes(votes, random):
    votes = [(*cell, vote) for cell, vote in {vote[:2]: vote[2] for vote in votes}.items()]
    found = opinion_groups(votes)
    assert opinion_groups(random.sample(votes, len(votes))) == found
    assert found.caution == (len(found.people) < 15)
    assert len(found.people) + found.left_out == len({person for person, _statement, _vote in votes})
    if found.caution:
        assert (found.k, found.groups, found.silhouette) == (0, (), None)
        return
    assert 1 <= found.k <= min(5, 2 + len(found.people) // 12)
    assert found.silhouette is None or -1 <= found.silhouette <= 1
    assert sum(group.size for group in found.groups) == len(found.people)
    assert all(0 < statement.consensus < 1 for statement in found.statements)
    for group in found.groups:
        assert len(group.representative) <= 5
        assert all(0 <= one.count <= one.seen <= group.size and 0 < one.share < 1 for one in group.representative)


def two_camps(people, statements=8):
    return [(person, one, 1 if (one + person) % 2 else -1) for person in range(people) for one in range(statements)]


def test_two_camps_are_two_groups_and_each_has_its_statements():
    found = opinion_groups(two_camps(16))
    assert {one.key for one in found.people if one.group == 0} in ({*range(0, 16, 2)}, {*range(1, 16, 2)})
    assert [(group.size, len(group.representative)) for group in found.groups] == [(8, 5), (8, 5)]
    assert found.silhouette == pytest.approx(1)
    assert [statement.consensus for statement in found.statements] == pytest.approx([0.09] * 8)


@pytest.mark.parametrize("people", [0, 1, 2, 14])
def test_too_few_people_are_placed_without_groups(people):
    found = opinion_groups(two_camps(people))
    assert (len(found.people), found.groups, found.k, found.caution) == (people, (), 0, True)
    assert {person.group for person in found.people} <= {None}
    assert {statement.consensus for statement in found.statements} <= {None}


def test_all_of_one_mind_are_one_group_that_nothing_sets_apart():
    found = opinion_groups((person, statement, 1) for person in range(20) for statement in range(3))
    assert (found.k, found.silhouette, [group.size for group in found.groups]) == (1, None, [20])
    assert found.groups[0].representative == ()
    assert {(person.x, person.y) for person in found.people} == {(0, 0)}


def test_the_last_vote_holds_and_who_voted_on_too_little_is_left_out():
    votes = [*two_camps(15), (0, 0, 0), (99, 3, 1)]
    found = opinion_groups(votes)
    assert (len(found.people), found.left_out) == (15, 1)
    assert found.statements[0].votes == Votes(agrees=7, disagrees=7, passes=1)
    assert found.statements[3].votes.seen == 16
    assert sum(votes.seen for votes in found.statements[3].groups) == 15
    assert [one.key for one in opinion_groups(votes, without={0, 7}).statements] == [1, 2, 3, 4, 5, 6]
    assert opinion_groups(two_camps(15), without=range(8)).people == ()


def test_who_voted_on_less_is_moved_out_further():
    votes = [vote for vote in two_camps(40, 28) if vote[0] or vote[1] < 7]
    x = {person.key: abs(person.x) for person in opinion_groups(votes).people}
    assert x[0] == pytest.approx(x[2] * 2 * 7 / 28, rel=0.1)


def test_ratings_are_read_by_their_thirds():
    rated = [(person, rating, rating) for person in range(15) for rating in range(1, 10)]
    told = opinion_groups(rated, scale="ratings").statements
    assert [(one.votes.agrees, one.votes.disagrees, one.votes.passes) for one in told] == (
        [(0, 15, 0)] * 3 + [(0, 0, 15)] * 3 + [(15, 0, 0)] * 3
    )


@pytest.mark.parametrize(
    ("votes", "scale", "said"),
    [([(1, 1, 5)], "votes", "5 is no vote"), ([(1, 1, 0)], "ratings", "0 is no vote"), ([], "stars", "no scale")],
)
def test_what_is_no_vote_is_refused(votes, scale, said):
    with pytest.raises(ValueError, match=said):
        opinion_groups(votes, scale=scale)


def test_groups_from_outside_are_taken_as_they_are_even_when_small():
    groups = {**dict.fromkeys(range(0, 8, 2), "HCP"), **dict.fromkeys(range(1, 6, 2), "patients"), 77: "HCP", 9: None}
    found = opinion_groups(two_camps(12), groups=groups)
    assert [(group.key, group.size) for group in found.groups] == [("HCP", 4), ("patients", 3)]
    assert (found.k, found.caution, found.left_out) == (2, True, 5)
    assert found.statements[0].groups == (Votes(0, 4, 0), Votes(3, 0, 0))
    assert found.statements[0].votes.seen == 12


def test_where_nothing_is_significant_the_nearest_speaks():
    few = [("a", Votes(0, 1, 0), Votes(0, 0, 1)), ("b", Votes(0, 0, 1), Votes(0, 0, 1)), ("c", Votes(), Votes(1, 1, 1))]
    assert read(representative(few)) == "a- 1/1"
    assert representative([]) == ()
