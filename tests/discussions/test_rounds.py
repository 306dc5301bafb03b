"""A panel comes to consensus in rounds: what is frozen, what closes, what leaves, and what stays hidden."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from advisory.clock import tick
from advisory.events.audit import verify
from advisory.refusals import Conflict, Denied, Invalid
from boards.commands.members import end_seat
from boards.models import Board, Membership
from discussions.commands.ratings import rate, withhold_comment
from discussions.commands.rounds import close_round, publish_round
from discussions.commands.statements import add_statement, reword_statement, withdraw_statement
from discussions.commands.studies import amend_study, change_study, drop_panelist, end_study, freeze_study, seat_panel
from discussions.commands.studies_out import take_study
from discussions.commands.undoing import undo_act
from discussions.conduct import deeds
from discussions.consensus.permissions import sees_item, sees_results
from discussions.consensus.results import attrition, results_of
from discussions.models import Act, Rating, Round, Statement, Study
from discussions.tally import distribution, rand_ucla
from tests.discussions.panels import opened, panel_of, panel_room, published, rated, round_of, study_of
from tests.live import browser_of

pytestmark = pytest.mark.django_db
DESK_AND_TEAM = ("lindqvist", "marsh", "weidmann")


def test_three_rounds_in_which_two_statements_leave_and_one_expert_drops_out():
    """The first statement is agreed at once, the second after talk; whoever leaves is told in the attrition."""
    room = panel_room()
    study, chair, panel = study_of(room, planned=3), room.lindqvist, panel_of(room)
    first = opened(study, 1, by=chair)
    for place, member in enumerate(panel):
        rated(first, member, 9, 1 + place, 8 if place else None, c2="Who reads it?" if place == 2 else "")
    published(first, by=chair)
    assert list(Statement.objects.filter(settled_in=1).values_list("number", flat=True)) == [1, 3]
    told = {one.number: one for one in results_of(round_of(study, 1), panel[0])}
    assert (told[1].word, told[2].word, told[3].outside) == ("Agreement", "Disagreement", 1)
    assert told[2].counts == (1,) * 9
    assert (told[2].own, [comment.text for comment in told[2].comments]) == (1, ["Who reads it?"])
    second = opened(study, 2, by=chair)
    assert [item.version.statement.number for item in second.items.all()] == [2]
    drop_panelist(study.panel.get(member=panel[8]), by=chair)
    with pytest.raises(Denied):
        rated(second, panel[8], 5)
    for member in panel[:7]:
        rated(second, member, 5)
    published(second, by=chair)
    opened(study, 3, by=chair)
    assert [(one["invited"], one["started"], one["completed"]) for one in attrition(study)] == [
        (9, 9, 9),
        (9, 7, 7),
        (8, 0, 0),
    ]
    assert verify(room.board.log) is None


def test_the_protocol_is_frozen_before_the_first_round_and_changes_only_with_a_reason():
    room = panel_room(3)
    draft = study_of(room, frozen=False)
    with pytest.raises(Conflict):
        opened(draft, 1, by=room.lindqvist)
    change_study(draft, by=room.lindqvist, rule="percentage")
    with pytest.raises(Invalid, match="mending"):
        change_study(draft, by=room.lindqvist, rule="a feeling")
    study = study_of(room)
    with pytest.raises(Conflict, match="frozen"):
        change_study(study, by=room.lindqvist, rule="percentage")
    with pytest.raises(Invalid):
        amend_study(study, "", by=room.lindqvist, rule="percentage")
    amend_study(study, "The steering group asked for it.", by=room.lindqvist, rule="percentage")
    amended = study.amendments.get()
    assert (amended.before["rule"], amended.after["rule"]) == ("rand_ucla", "percentage")
    end_seat(panel_of(room)[0], by=room.lindqvist)
    Board.objects.filter(pk=room.board.pk).update(terms=9)
    Membership.objects.filter(pk=room.lindqvist.pk).update(agreed=9)
    seat_panel(draft, panel_of(room)[1:], by=room.lindqvist)  # new terms, to which the others have not agreed yet
    freeze_study(draft, by=room.lindqvist)
    assert (draft.panel.count(), study.panel.count()) == (2, 3), "whoever left before was never on the panel"


def test_a_closed_round_takes_no_rating_however_it_is_sent():
    room = panel_room(3)
    study = study_of(room)
    round_ = opened(study, 1, by=room.lindqvist)
    rated(round_, panel_of(room)[0], 7, 7, 7)
    Round.objects.filter(pk=round_.pk).update(closes_at="2020-01-01T00:00:00Z")
    rated(round_, panel_of(room)[1], 5)
    tick()
    with pytest.raises(Conflict, match="has closed"):
        rated(round_, panel_of(room)[1], 6)
    assert Rating.objects.filter(panelist__member=panel_of(room)[1]).get().current.value == 5
    with pytest.raises(Conflict):
        add_and_reword_while_open(room, study)


def add_and_reword_while_open(room, study):
    published(round_of(study, 1), by=room.lindqvist)
    opened(study, 2, by=room.lindqvist)
    add_statement(study, "Too late for this round.", by=room.lindqvist)


@pytest.mark.once
@pytest.mark.parametrize("value", [0, 10, -1, 5.5, "7", True, None])
def test_only_one_to_nine_is_a_rating(value):
    room = panel_room(1)
    round_ = opened(study_of(room), 1, by=room.lindqvist)
    with pytest.raises(Invalid) as refused:
        rate(round_, {1: {"value": value}}, by=panel_of(room)[0])
    assert "1 to 9" in refused.value.fields["s1"]
    assert not Rating.objects.exists()


def test_two_devices_leave_one_row_and_the_last_answer_with_its_history():
    room = panel_room(1)
    round_ = opened(study_of(room), 1, by=room.lindqvist)
    member = panel_of(room)[0]
    rated(round_, member, 3)
    rated(round_, member, 8)
    rated(round_, member, 8)
    assert [one.value for one in Rating.objects.get().versions.all()] == [3, 8]


def test_a_reworded_statement_is_a_new_version_and_old_ratings_stay_with_the_old():
    room = panel_room(2)
    study = study_of(room, planned=3)
    first = opened(study, 1, by=room.lindqvist)
    for member in panel_of(room):
        rated(first, member, 2, 5, 5)
    published(first, by=room.lindqvist)
    statement = study.statements.get(number=1)
    with pytest.raises(Invalid):
        reword_statement(statement, "A trace in the first week.", "", by=room.lindqvist)
    reword_statement(statement, "A trace in the first week.", "Two comments asked for it.", by=room.lindqvist)
    withdraw_statement(study.statements.get(number=3), by=room.lindqvist)
    second = opened(study, 2, by=room.lindqvist)
    told = results_of(second, panel_of(room)[0])
    assert [(one.number, one.wording, one.own, one.moved) for one in told] == [(1, 2, None, None), (2, 1, None, None)]
    assert [one.counts[1] for one in results_of(round_of(study, 1)) if one.number == 1] == [2]


def test_nobody_sees_the_group_before_their_own_first_rating():
    room = panel_room(3)
    study, panel = study_of(room), panel_of(room)
    round_ = opened(study, 1, by=room.lindqvist)
    rated(round_, panel[0], 7, "", "")
    assert not any(sees_results(member, round_) for member in (room.lindqvist, room.weidmann, *panel))
    round_ = published(round_, by=room.lindqvist)
    items = list(round_.items.select_related("round__study", "version__statement"))
    assert [sees_item(panel[0], item) for item in items] == [True, False, False]
    assert not any(sees_item(panel[1], item) for item in items)
    assert all(sees_item(room.okonjo, item) for item in items)
    assert sees_results(room.brandt, round_)
    end_study(study, by=room.lindqvist)
    assert all(sees_item(panel[1], item) for item in round_.items.select_related("round__study", "version__statement"))


def test_a_comment_that_would_tell_is_kept_back():
    room = panel_room(1)
    round_ = opened(study_of(room), 1, by=room.lindqvist)
    rated(round_, panel_of(room)[0], 2, c1="As I said in Lagos last week.")
    withhold_comment(Rating.objects.get(), by=room.marsh, on=True)
    assert results_of(round_)[0].comments[0].withheld
    with pytest.raises(Denied):
        withhold_comment(Rating.objects.get(), by=room.okonjo, on=False)
    given = withhold_comment(Rating.objects.get(), by=room.lindqvist, on=False)
    assert [one.about for one in deeds(room.marsh)] == ["A comment on statement 1, consensus study 1"] * 2
    undo_act(given, by=room.marsh)
    assert (Rating.objects.get().withheld_at is None, Rating.objects.get().decided_at is None) == (False, False)
    rated(round_, panel_of(room)[0], 2, c1="As I said in Lagos last month.")
    with pytest.raises(Conflict, match="changed this comment"):
        undo_act(Act.objects.get(verb="withheld"), by=room.marsh)
    withhold_comment(Rating.objects.get(), by=room.marsh, on=True)
    close_round(round_of(round_.study, 1), by=room.lindqvist)
    files = {name: take_study(round_.study, "csv", by=getattr(room, name), sheet="Comments") for name in DESK_AND_TEAM}
    assert {name for name, file in files.items() if b"Lagos" in file} == {"lindqvist", "marsh"}
    desk = browser_of(room.marsh).get(f"/api/v1/boards/heart/events?stream={room.board.stream}.desk").text
    assert "rating.given" in desk
    assert str(Rating.objects.get().pk) not in desk, "the log says when somebody rated; a comment stands under this id"


@pytest.mark.once
def test_whoever_comments_is_told_at_once_what_was_noticed_and_the_desk_once():
    room, told = panel_room(1), "We treated a 62-year-old woman with ibrutinib and she died of a bleed in week 2."
    opened(study_of(room), 1, by=room.lindqvist)
    browser, there = browser_of(panel_of(room)[0]), "/boards/heart/consensus/1/rounds/1/"
    for more in ("", " That was in May."):
        answer = browser.put(
            f"/api/v1{there[:-1]}/ratings", content_type="application/json",
            data={"ratings": [{"statement": 1, "value": 3, "comment": told + more}]},
        ).json()  # fmt: skip
        assert "Possible adverse event" in answer["items"][0]["noticed"]
        assert answer["items"][1]["noticed"] == []
    assert room.board.cases.get().report == told
    page = browser.post(f"{there}ratings/", {"s1": "3", "c1": f"{told} So it was."}, follow=True)
    assert "Noticed in your comment on statement 1: " in page.text
    assert told not in str(page.client.cookies), "no cookie holds anybody's words"


def test_without_rounds_whoever_rated_sees_the_panel_at_once():
    room = panel_room(2)
    study = study_of(room, roundless=True, planned=1)
    round_ = opened(study, 1, by=room.lindqvist)
    rated(round_, panel_of(room)[0], 9, c1="Clear.")
    item = round_.items.select_related("round__study", "version__statement").first()
    assert [sees_item(member, item) for member in panel_of(room)] == [True, False]
    assert Rating.objects.get().withheld_at
    with pytest.raises(Invalid) as refused:
        amend_study(study, "The panel asked for it.", by=room.lindqvist, roundless=False)
    assert "begun to rate" in refused.value.fields["roundless"]


def test_the_study_ends_by_its_stop_rule():
    """Stable ratings stop a study that was planned for more rounds."""
    room = panel_room(2)
    study = study_of(room, planned=5, stop="stable", rule="iqr", leaves=False)
    for number in (1, 2):
        round_ = opened(study, number, by=room.lindqvist)
        for member in panel_of(room):
            rated(round_, member, 4, 5, 6)
        published(round_, by=room.lindqvist)
    assert study.rounds.count() == 2
    end_study(study, by=room.lindqvist)
    assert Study.objects.get(pk=study.pk).state == "ended"


def test_the_export_opened_again_is_recomputed_equal():
    """Typed cells, no times, no names; the figures follow from the ratings beside them."""
    room = panel_room()
    study = study_of(room, planned=2, split=True)
    first = opened(study, 1, by=room.lindqvist)
    for place, member in enumerate(panel_of(room)):
        rated(first, member, 1 + place, 8, 9 if place else None, c1="=cmd()" if place == 4 else "")
    published(first, by=room.lindqvist)
    opened(study, 2, by=room.lindqvist)
    rated(round_of(study, 2), panel_of(room)[0], 1)
    book = load_workbook(BytesIO(take_study(study, "xlsx", by=room.marsh)))
    raw = list(book["Ratings"].iter_rows(min_row=2, values_only=True))
    assert len(raw) == 27
    assert {row[3] for row in raw} == {f"P{code}" for code in range(1, 10)}
    head, *results = book["Results"].iter_rows(values_only=True)
    for row in results:
        told = dict(zip(head, row, strict=True))
        given = [rating for _, number, _, _, _, rating in raw if number == told["Statement"] and rating != "outside"]
        panel = rand_ucla(given)
        assert (told["Rated"], told["Median"], told["DI"]) == (len(given), panel.median, pytest.approx(panel.di))
        assert [told[str(value)] for value in range(1, 10)] == list(distribution(given))
        assert told["Consensus"] == ("yes" if panel.agreement else "no")
    words = "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    assert not any(seat.user.name in words for seat in panel_of(room))
    assert "=cmd()" in words
    assert "linear" in words
    assert "9 healthcare professionals" in words
    assert "ACCORD, methods: anonymity" in words
    assert b"'=cmd()" in take_study(study, "csv", by=room.marsh, sheet="Comments")


def test_new_words_are_never_taken_for_agreed_and_what_is_kept_may_lose_its_consensus():
    """Between closing and publishing a statement is reworded; where statements stay, the last round decides."""
    room = panel_room()
    chair, panel = room.lindqvist, panel_of(room)
    study = study_of(room, planned=2)
    first = opened(study, 1, by=chair)
    for member in panel:
        rated(first, member, 9, 5, 2)
    assert [one.word for one in results_of(first)] == ["Agreement", "Agreement in the middle", "Agreement against"]
    close_round(first, by=chair)
    with pytest.raises(Invalid):
        reword_statement(study.statements.get(number=1), " A trace before the first dose.", "x", by=chair)
    reword_statement(study.statements.get(number=1), "A trace on the first day.", "One day is enough.", by=chair)
    publish_round(round_of(study, 1), by=chair)
    assert list(study.statements.values_list("settled_in", flat=True)) == [None, 1, 1]
    second = opened(study, 2, by=chair)
    assert [item.version.text for item in second.items.all()] == ["A trace on the first day."]

    kept = study_of(room, planned=3, leaves=False, stop="agreed")
    for number, ratings in ((1, (9, 0)), (2, (0, 9))):
        round_ = opened(kept, number, by=chair)
        for place, member in enumerate(panel, start=1):
            rated(round_, member, *(one or place for one in ratings), 8)
        published(round_, by=chair)
    assert list(kept.statements.values_list("settled_in", flat=True)) == [None, 2, 1]
    amend_study(kept, "Two rounds are enough.", by=chair, planned=2)
    with pytest.raises(Conflict, match="no further round"):
        opened(kept, 3, by=chair)


def test_a_statement_reworded_after_all_agreed_has_a_round_to_be_rated_in():
    room = panel_room()
    study = study_of(room, planned=3)
    first = opened(study, 1, by=room.lindqvist)
    for member in panel_of(room):
        rated(first, member, 9, 9, 9)
    published(first, by=room.lindqvist)
    assert study.rounds.count() == 1
    reword_statement(study.statements.get(number=2), "A trace every month.", "Too often.", by=room.lindqvist)
    assert opened(study, 2, by=room.lindqvist).items.count() == 1
