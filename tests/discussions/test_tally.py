"""The arithmetic of panels, rounds and surveys, against published figures and against scipy and numpy."""

from importlib import import_module
from itertools import combinations_with_replacement

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discussions import tally
from discussions.tally import DelphiRule, delphi, kendall_w, nps, rand_ucla, shown, shown_groups, sus, wilson

RATINGS = st.lists(st.integers(1, 9), max_size=40)
A, D, U = "agreement", "disagreement", "uncertain"
SPLIT = [1, 2, 3, 7, 7, 8, 8, 9, 9]


def scipys(name):
    """One of scipy's tests, which takes a second to load: of that worker alone that asks it."""
    return getattr(import_module("scipy.stats"), name)


def counted(*counts):
    return [rating for rating, count in enumerate(counts, start=1) for _ in range(count)]


@pytest.mark.parametrize(
    ("ratings", "numbers", "classic", "classification"),
    [
        ([4, 5, 6, *[7] * 5, *[8] * 5, 9, 9], (7, 7, 8, 1, 6.10, 0.1639), A, "appropriate"),  # BMJ Open 2012;2:e001431
        ([9] * 9, (9, 9, 9, 0, 8.35, 0), A, "appropriate"),
        ([1, 1, 1, 2, 2, 2, 2, 3, 5], (2, 1.4, 2.0, 0.6, 7.30, 0.082), A, "inappropriate"),
        ([4, 5, 5, 5, 5, 5, 6, 6, 6], (5, 5, 5.6, 0.6, 2.80, 0.214), A, U),
        ([1, 2, 3, 5, 5, 5, 7, 8, 9], (5, 3.8, 6.2, 2.4, 2.35, 1.021), D, U),
        ([1, 1, 2, 2, 8, 8, 9, 9, 9], (8, 2.0, 8.6, 6.6, 2.80, 2.357), D, U),
        ([1, 2, 3, 3, 7, 7, 8, 8, 8, 9, 9], (7, 3, 8, 5, 3.10, 1.613), D, U),
        (SPLIT, (7, 4.6, 8.0, 3.4, 4.30, 0.791), D, U),
    ],
)
def test_published_panels(ratings, numbers, classic, classification):
    panel = rand_ucla(reversed(ratings))
    assert (panel.median, panel.p30, panel.p70, panel.ipr) == numbers[:4]
    assert panel.ipras == pytest.approx(numbers[4], abs=1e-12)
    assert panel.di == pytest.approx(numbers[5], abs=5e-4)
    assert (panel.n, panel.classic, panel.classification) == (len(ratings), classic, classification)
    assert panel.agreement == (classic == A)
    assert panel.disagreement == (numbers[5] > 1)


def test_the_convention_changes_the_result_and_is_kept_with_it():
    panel = rand_ucla(SPLIT, percentile="weibull")
    assert panel.di == pytest.approx(1.613, abs=5e-4)
    assert (panel.disagreement, panel.classification, panel.percentile) == (True, U, "weibull")
    assert rand_ucla(SPLIT, rule="ipras").classification == "appropriate"
    assert rand_ucla(SPLIT, rule="classic").classification == U
    with pytest.raises(ValueError, match="linear or weibull"):
        rand_ucla(SPLIT, percentile="median")
    with pytest.raises(ValueError, match="rules are"):
        rand_ucla(SPLIT, rule="both")


@pytest.mark.parametrize(("percentile", "disagreeing"), [("linear", 5907), ("weibull", 9145)])
def test_all_panels_of_nine(percentile, disagreeing):
    panels = list(combinations_with_replacement(range(1, 10), 9))
    assert len(panels) == 24310
    assert sum(rand_ucla(panel, percentile).disagreement for panel in panels) == disagreeing


def test_medians_between_two_thirds_follow_the_study():
    high, low = [6, 6, 6, 6, 7, 7, 7, 7], [3, 3, 3, 3, 4, 4, 4, 4]
    assert [rand_ucla(high, halves=halves).classification for halves in ("uncertain", "higher", "outward")] == [
        U, "appropriate", "appropriate"
    ]  # fmt: skip
    assert [rand_ucla(low, halves=halves).classification for halves in ("uncertain", "higher", "outward")] == [
        U, U, "inappropriate"
    ]  # fmt: skip
    with pytest.raises(ValueError, match="halves are"):
        rand_ucla(low, halves="lower")


@pytest.mark.parametrize(("n", "each"), [(8, 3), (9, 3), (10, 3), (11, 4), (12, 4), (13, 4), (14, 5), (15, 5), (16, 5)])
def test_the_classic_rule_follows_the_size_of_the_panel(n, each):
    assert rand_ucla([1] * each + [9] * each + [5] * (n - 2 * each)).classic == D
    assert rand_ucla([1] * (each - 1) + [9] * (n - each + 1)).classic == A
    assert rand_ucla([5] * each + [9] * (n - each)).classic == "neither"


def test_few_ratings_are_shown_and_not_judged():
    nobody, one, two = rand_ucla([]), rand_ucla([4]), rand_ucla([1, 9])
    assert (nobody.n, nobody.median, nobody.di, nobody.classification) == (0, None, None, None)
    assert (one.median, one.p30, one.p70, one.ipr, one.di) == (4, 4, 4, 0, 0)
    assert (two.median, two.p30, two.p70) == (5, 3.4, 6.6)
    for panel in (nobody, one, two, rand_ucla([9] * 7)):
        assert (panel.disagreement, panel.agreement, panel.classification, panel.classic) == (None,) * 4
    assert rand_ucla([9] * 8).agreement


@pytest.mark.parametrize("wrong", [0, 10, -1, 4.5, "5", None, True, float("nan")])
def test_what_is_no_rating_is_refused(wrong):
    for judge in (rand_ucla, lambda ratings: delphi(ratings, "iqr"), tally.distribution):
        with pytest.raises(ValueError, match="a whole number from 1 to 9"):
            judge([5, wrong])


@settings(max_examples=80, deadline=None)
@given(RATINGS, st.randoms(use_true_random=False), st.sampled_from(["linear", "weibull"]))
def test_bounds_and_no_order(ratings, random, percentile):
    panel = rand_ucla(ratings, percentile)
    assert rand_ucla(random.sample(ratings, len(ratings)), percentile) == panel
    assert sum(tally.distribution(ratings)) == panel.n == len(ratings)
    if ratings:
        lowest, highest = min(ratings), max(ratings)
        assert lowest <= panel.p30 <= panel.median <= panel.p70 <= highest
        assert 0 <= panel.ipr <= 8
        assert 2.35 <= panel.ipras <= 8.35
        assert [panel.p30, panel.median, panel.p70] == pytest.approx(
            numpy.percentile(ratings, [30, 50, 70], method=percentile).tolist()
        )
        assert tally.quartiles(ratings) == pytest.approx(numpy.percentile(ratings, [25, 50, 75]).tolist())
        mirrored = rand_ucla([10 - rating for rating in ratings], percentile)
        assert (mirrored.di, mirrored.classic) == (panel.di, panel.classic)
    assert not (panel.agreement and panel.disagreement)


@settings(max_examples=150, deadline=None)
@given(RATINGS.filter(bool), st.integers(4, 6), st.sampled_from(["linear", "weibull"]))
def test_a_further_rating_in_the_middle_never_splits_a_panel(ratings, middle, percentile):
    ascending, before = sorted(ratings), rand_ucla(ratings, percentile)
    for typical in {ascending[(len(ratings) - 1) // 2], ascending[len(ratings) // 2]}:
        assert before.di > 1 or rand_ucla([*ratings, typical], percentile).di <= 1
    if before.classic in {A, "neither"}:
        assert rand_ucla([*ratings, middle], percentile).classic != D


def test_a_further_five_may_split_one():
    assert not rand_ucla([1, 1, 1, 1, 1, 1, 8, 8, 8]).disagreement
    assert rand_ucla([1, 1, 1, 1, 1, 1, 8, 8, 8, 5]).disagreement


def test_a_real_delphi_panel():
    high, split = counted(0, 0, 0, 0, 0, 0, 2, 3, 15), counted(4, 1, 6, 1, 1, 1, 4, 1, 1)
    assert tally.quartiles(high) == (8.75, 9, 9)
    assert tally.quartiles(split) == (2.75, 3, 7)
    assert rand_ucla(split).di == pytest.approx(1.148, abs=5e-4)
    assert rand_ucla(split).disagreement
    statement = delphi(split, "iqr")
    assert (statement.n, statement.median, statement.q1, statement.q3, statement.iqr) == (20, 3, 2.75, 7, 4.25)
    assert (statement.low, statement.high, statement.consensus) == (11, 6, False)


def test_each_rule_of_consensus_is_strict():
    fourteen_of_twenty = [*[2] * 3, *[5] * 3, *[8] * 14]
    assert delphi(fourteen_of_twenty, "percentage").consensus is False
    assert delphi([*[2] * 2, *[5] * 4, *[8] * 14], "percentage").consensus is True
    assert delphi([*[2] * 2, *[5] * 5, *[8] * 13], "percentage").consensus is False
    assert delphi(fourteen_of_twenty, DelphiRule("percentage", against=16)).consensus is True
    close = delphi([1, 4, 4, 5, 5, 7, 7, 9], "iqr")
    assert (close.iqr, close.consensus, close.agreement) == (3, True, False)
    assert delphi([6, 7, 7, 9, 9], "iqr").agreement is True
    panel = delphi([7, 7, 7, 8, 8, 8, 9, 1, 1], "rand_ucla")
    assert (panel.consensus, panel.agreement) == (True, True)
    against = delphi([1] * 9, "rand_ucla")
    assert (against.consensus, against.agreement) == (True, False)
    assert delphi([9] * 7, "rand_ucla").consensus is None
    for rule in ("percentage", "iqr", "rand_ucla"):
        nobody = delphi([], rule)
        assert (nobody.n, nobody.median, nobody.consensus, nobody.agreement) == (0, None, None, None)
        assert delphi([9], rule).median == delphi([9, 9], rule).median == 9


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"kind": "majority"}, "no rule"), ({"kind": "iqr", "widest": 9}, "0 to 8"),
     ({"kind": "percentage", "share": 0}, "percentages"), ({"kind": "rand_ucla", "percentile": "x"}, "linear or")],
)  # fmt: skip
def test_a_rule_that_nobody_could_apply_is_refused(wrong, said):
    with pytest.raises(ValueError, match=said):
        DelphiRule(**wrong)


def test_a_rule_reads_as_a_protocol_prints_it():
    assert [str(DelphiRule(kind)) for kind in ("percentage", "iqr", "rand_ucla")] == [
        "at least 70% rate 7–9 and fewer than 15% rate 1–3",
        "an interquartile range of at most 3 points; agreement with a median of 7 or more",
        "RAND/UCLA agreement of at least 8 ratings (linear percentiles)",
    ]


def test_concordance_corrects_for_ties():
    items = [[2, 0, 5, 1], [3, 3, 3, 4], [1, 5, 3, 5], [1, 1, 4, 2], [2, 4, 5, 1], [1, 0, 0, 2]]
    assert kendall_w(items) == pytest.approx(0.246153846, abs=5e-10)
    assert kendall_w([[1, 1], [2, 2], [3, 3]]) == 1
    assert kendall_w([[1, 2], [2, 1]]) == 0
    assert [kendall_w(items) for items in ([], [[1, 2]], [[], []], [[5, 5], [5, 5], [5, 5]])] == [None] * 4
    with pytest.raises(ValueError, match="every judge"):
        kendall_w([[1, 2], [1]])


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 5).flatmap(lambda m: st.lists(st.lists(st.integers(1, 9), min_size=m, max_size=m), min_size=3)))
def test_concordance_is_friedmans_statistic(items):
    w = kendall_w(items)
    if w is not None:
        assert 0 <= w <= 1
        expected = scipys("friedmanchisquare")(*items).statistic / (len(items[0]) * (len(items) - 1))
        assert w == pytest.approx(expected, abs=1e-9)


def test_stability_between_rounds():
    before = [7] * 20
    assert tally.stability(before, [7] * 17 + [8] * 3) == 0.15
    assert tally.stable(before, [7] * 17 + [8] * 3) is False
    assert tally.stable(before, [7] * 18 + [8] * 2) is True
    assert tally.stability(before, [1] * 20) == 1
    assert tally.stability([1, 9], [9, 1, 1, 9]) == 0
    assert tally.stability([], [5]) is tally.stable([5], []) is None


def test_survey_figures():
    assert nps([10, 10, 9, 9, 9, 8, 7, 6, 3, 10]) == 40
    assert [nps(scores) for scores in ([], [0], [10], [7, 8])] == [None, -100, 100, 0]
    assert sus([4, 1, 4, 1, 4, 2, 4, 1, 4, 1]) == 85
    assert sus([5, 4, 1, 2, 5, 2, 4, 2, 4, 1]) == 70
    assert wilson(8, 10) == pytest.approx((0.4901625, 0.9433178), abs=5e-8)
    assert wilson(0, 0) == (0, 1)
    assert [shown(n) for n in (0, 4, 5)] == [False, False, True]
    assert [tally.gini(counts) for counts in ([1, 2, 3, 4], [0, 0, 0, 1], [10, 5, 3, 1, 1], [0, 0])] == [
        pytest.approx(0.25), 0.75, pytest.approx(0.44), None
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("refused", "said"),
    [
        (lambda: sus([4, 1, 4]), "7 missing"),
        (lambda: sus([4, 1, 4, None, 4, 2, 4, 1, 4, 1]), "1 missing"),
        (lambda: sus([3] * 11), "no more"),
        (lambda: sus([6] * 10), "6 is no answer"),
        (lambda: nps([11]), "11 is no answer"),
        (lambda: wilson(3, 2), "3 of 2"),
    ],
)
def test_what_is_no_answer_is_refused(refused, said):
    with pytest.raises(ValueError, match=said):
        refused()


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_is_scipys(share):
    expected = scipys("binomtest")(*share).proportion_ci(method="wilson")
    assert wilson(*share) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_a_small_group_cannot_be_worked_out_from_the_rest():
    assert shown_groups({"HCP": 9, "patients": 5}) == {"HCP", "patients"}
    assert shown_groups({"HCP": 9, "patients": 6, "payers": 2}) == {"HCP"}
    assert shown_groups({"HCP": 9, "patients": 3, "payers": 2}) == {"HCP"}
    assert shown_groups({"HCP": 9, "payers": 2}) == shown_groups({"HCP": 4}) == shown_groups({}) == set()
    assert shown_groups({"HCP": 9, "payers": 0}) == {"HCP"}
