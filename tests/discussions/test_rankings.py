"""Four ways of counting the same ballots."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discussions.rankings import borda, instant_runoff, plurality, schulze, side_by_side

COUNTS = (borda, schulze, instant_runoff, plurality)
VOTERS = [
    (5, "ACBED"), (5, "ADECB"), (8, "BEDAC"), (3, "CABED"), (7, "CAEBD"), (2, "CBADE"), (7, "DCEBA"), (8, "EBADC"),
]  # fmt: skip
SCHULZES = [ballot for number, ballot in VOTERS for _ in range(number)]
BALLOTS = st.lists(
    st.permutations("ABCDE").flatmap(lambda order: st.integers(0, 5).map(lambda n: "".join(order[:n]))), max_size=14
)


def read(outcome):
    return ">".join("=".join(tier) for tier in outcome.order)


def test_schulzes_voters_come_to_three_winners_and_a_sentence_says_why():
    both = side_by_side(SCHULZES)
    assert read(both.schulze) == "E>A>C>B>D"
    assert both.borda.figures == {"A": 98, "B": 92, "C": 89, "D": 69, "E": 102}
    assert (both.runoff.winners, both.plurality.winners) == (("A",), ("C",))
    assert (both.plurality.figures["C"], both.plurality.figures["A"]) == (12, 10)
    assert both.differ
    assert both.sentence == (
        "The counts differ, because each asks something else: the most first choices go to C (plurality); when the "
        "options with the fewest are put out and their ballots passed on, A remains (run-off); the highest average "
        "place goes to E (Borda); no option wins every one-to-one comparison, and their strongest chain puts E first "
        "(Schulze)."
    )


def test_run_off_passes_ballots_on_round_by_round():
    assert instant_runoff(SCHULZES).rounds == (
        {"A": 10, "B": 8, "C": 12, "D": 7, "E": 8},
        {"A": 10, "B": 8, "C": 19, "E": 8},
        {"A": 26, "C": 19},
    )
    assert read(instant_runoff(SCHULZES)) == "A>C>B=E>D"


def test_who_wins_every_comparison_is_said_to():
    both = side_by_side(["ABC", "ABC", "BCA", "BCA", "CBA", "CBA", "CBA"], names={"A": "Ann", "B": "Bea", "C": "Cy"})
    assert both.schulze.winners == ("B",)
    assert "more people prefer Bea to every other option (Schulze)" in both.sentence


@pytest.mark.parametrize("ballots", [[], [""], ["", ""]])
def test_without_ballots_nobody_stands_anywhere(ballots):
    both = side_by_side(ballots, "AB")
    assert [count.order for count in (both.borda, both.schulze, both.runoff, both.plurality)] == [()] * 4
    assert both.schulze.winners == ()
    assert (both.differ, both.sentence) == (False, "No ballots yet.")


def test_what_a_ballot_leaves_out_stands_below_and_is_not_told_apart():
    assert borda(["A", "BC"], "ABCD").figures == {"A": 3.5, "B": 4, "C": 3, "D": 1.5}
    assert read(schulze(["A"], "ABCD")) == "A>B=C=D"
    assert read(instant_runoff(["A", "A", "B", "BC"], "ABCD")) == "A=B>C=D"
    assert read(plurality(["BA", "BC"], "ABC")) == "B>A=C"
    assert read(schulze(["A", "DBC"], "ABCD")) == "A=D>B>C"


def test_a_tie_stays_a_tie():
    assert read(instant_runoff(["A", "A", "A", "B", "B", "CB"])) == "A=B>C"
    for count in COUNTS:
        assert read(count(["ABC", "BCA", "CAB"])) == "A=B=C"
        assert read(count(["A"])) == "A"
    both = side_by_side(["AB", "BA"])
    assert both.sentence == "All four counts put A and B, tied, first and agree on the whole order."


def test_same_winner_and_different_places_behind():
    both = side_by_side(["ABC", "ABC", "ABC", "ACB", "CBA"])
    assert both.sentence == "All four counts put A first; they differ on the places behind."
    assert both.differ
    tied = side_by_side(["ABD", "ACD", "DBC", "DBC", "CBA"])
    assert "go to A and D, tied (plurality)" in tied.sentence
    assert "a and b, tied, remain (run-off)" in side_by_side([("b", "a", "c"), ("a",)]).sentence


@pytest.mark.parametrize("count", COUNTS)
def test_a_ballot_that_is_none_is_refused(count):
    with pytest.raises(ValueError, match="twice"):
        count(["ABA"])
    with pytest.raises(ValueError, match="does not stand"):
        count(["AZ"], "AB")


@settings(max_examples=60, deadline=None)
@given(BALLOTS, st.randoms(use_true_random=False))
def test_neither_the_order_of_ballots_nor_names_of_options_decide(ballots, random):
    shuffled = random.sample(ballots, len(ballots))
    renamed = dict(zip("ABCDE", random.sample("ABCDE", 5), strict=True))
    for count in COUNTS:
        outcome = count(ballots, "ABCDE")
        assert count(shuffled, "ABCDE") == outcome
        other = count(["".join(renamed[option] for option in ballot) for ballot in ballots], "ABCDE")
        assert [{renamed[option] for option in tier} for tier in outcome.order] == [set(tier) for tier in other.order]


@settings(max_examples=60, deadline=None)
@given(BALLOTS.filter(any))
def test_bounds_and_whoever_wins_every_comparison(ballots):
    cast = [ballot for ballot in ballots if ballot]
    points = borda(ballots, "ABCDE").figures
    assert sum(points.values()) == 10 * len(cast)
    assert all(0 <= figure <= 4 * len(cast) for figure in points.values())
    assert sum(plurality(ballots, "ABCDE").figures.values()) == len(cast)
    place = [{option: (ballot + "?????").find(option) % 11 for option in "ABCDE"} for ballot in cast]
    wins = {pair: sum(one[pair[0]] < one[pair[1]] for one in place) for pair in permutations("ABCDE", 2)}
    every = [a for a in "ABCDE" if all(wins[a, b] > wins[b, a] for b in "ABCDE" if b != a)]
    if every:
        assert schulze(ballots, "ABCDE").winners == tuple(every)
    for count in COUNTS:
        order = count(ballots, "ABCDE").order
        assert sorted(option for tier in order for option in tier) == list("ABCDE")
