"""What a study's file and the log tell of a panel: never who, and no group of fewer than five."""

import json
from io import BytesIO

import pytest
from openpyxl import load_workbook

from advisory.events.proofs import proof_of
from advisory.rights import SYSTEM
from boards.commands.members import seat_member
from discussions.commands.ratings import withhold_comment
from discussions.commands.rounds import close_round
from discussions.commands.statements import reword_statement
from discussions.commands.studies import drop_panelist, freeze_study, group_panel, seat_panel
from discussions.commands.studies_out import take_study
from discussions.consensus.methods import paragraph
from discussions.models import Rating, Study
from discussions.trail import entries
from tests.discussions.panels import opened, panel_of, panel_room, published, rated, round_of, study_of
from tests.live import browser_of
from tests.make import person

pytestmark = pytest.mark.django_db


def test_a_file_names_no_group_of_which_fewer_than_five_rated():
    room = panel_room()
    extra = seat_member(room.board, person("Dr Jansen"), "advisor", by=SYSTEM)
    study = study_of(room, frozen=False, planned=2, split=True)
    seat_panel(study, [*panel_of(room), extra], by=room.lindqvist)
    patients = [extra, *panel_of(room)[:4]]
    group_panel(study, patients, "Carers  of children", by=room.lindqvist)
    assert "10 members: 5 healthcare professionals and 5 in the group “Carers of children”" in paragraph(study)
    freeze_study(study, by=room.lindqvist)
    first = opened(study, 1, by=room.lindqvist)
    for member in [*patients, *panel_of(room)[4:]]:
        rated(first, member, 7, 7, 7)
    published(first, by=room.lindqvist)
    told = groups_in(study, room)
    assert told == {"Carers of children", "Healthcare professionals"}
    study = Study.objects.select_related("board").get(pk=study.pk)
    reword_statement(study.statements.get(number=1), "Anew.", "Asked for.", by=room.lindqvist)
    second = opened(study, 2, by=room.lindqvist)
    for member in [extra, *panel_of(room)[4:]]:
        rated(second, member, 2)
    published(second, by=room.lindqvist)
    assert groups_in(study, room) == {None}


def test_a_group_that_says_outside_is_not_told_by_who_is_left_and_its_name_is_one_in_any_letters():
    room = panel_room()
    study = study_of(room, frozen=False, split=True)
    *others, first, second = panel_of(room)
    for member, name in ((first, "Payers"), (second, "payers")):
        group_panel(study, [member], name, by=room.lindqvist)
    assert "7 healthcare professionals and 2 in the group “Payers”" in paragraph(study)
    group_panel(study, [first, second], "PAYERS", by=room.lindqvist)
    assert "2 in the group “PAYERS”" in paragraph(study)
    freeze_study(study, by=room.lindqvist)
    round_ = opened(study, 1, by=room.lindqvist)
    for member in others:
        rated(round_, member, 7, 7, 7)
    for member in (first, second):
        rated(round_, member, None, None, None)
    published(round_, by=room.lindqvist)
    assert groups_in(study, room) == {None}


def ratings_in(study, room):
    """The ratings in the file of a study: (round, statement, wording, rater, group, rating)."""
    book = load_workbook(BytesIO(take_study(study, "xlsx", by=room.marsh)))
    return list(book["Ratings"].iter_rows(min_row=2, values_only=True))


def groups_in(study, room):
    """The stakeholder groups that stand beside ratings in the file of a study."""
    return {row[4] for row in ratings_in(study, room)}


def test_no_code_in_a_file_says_who_stopped():
    """The moderator has seen by name that Dr Ito left after two statements, and that Dr Haddad never came back."""
    room = panel_room()
    study = study_of(room, planned=2, leaves=False)
    first = opened(study, 1, by=room.lindqvist)
    for place, member in enumerate(panel_of(room), 1):
        rated(first, member, place, place, "" if place == 9 else place)
    published(first, by=room.lindqvist)
    second = opened(study, 2, by=room.lindqvist)
    for place, member in enumerate(panel_of(room)[:7], 1):
        rated(second, member, place, place, place)
    published(second, by=room.lindqvist)
    told = ratings_in(study, room)
    assert [sum(row[:2] == (1, number) and row[3] is None for row in told) for number in (1, 2, 3)] == [5, 5, 4]
    assert {row[3] for row in told if row[0] == 2} == {f"P{code}" for code in range(1, 8)}
    alone = [row[5] for row in told if row[:2] == (1, 1) and row[3] is None]
    assert len(alone) == 5
    assert 9 in alone
    assert alone == sorted(alone)
    whose = {number: {row[5]: row[3] for row in told if row[:2] == (number, 1) and row[3]} for number in (1, 2)}
    assert set(whose[1].values()) == {f"P{code}" for code in range(1, 5)}
    assert ratings_in(study, room) == told, "a file taken twice tells nothing more"


def test_codes_are_drawn_anew_for_every_round():
    room = panel_room()
    study = study_of(room, planned=2, leaves=False)
    for number in (1, 2):
        round_ = opened(study, number, by=room.lindqvist)
        for place, member in enumerate(panel_of(room), 1):
            rated(round_, member, place, place, place)
        published(round_, by=room.lindqvist)
    told = ratings_in(study, room)
    first, second = ({row[5]: row[3] for row in told if row[:2] == (number, 1)} for number in (1, 2))
    assert len(first) == len(second) == 9
    assert first != second, "the same nine people under the same nine codes: one time in 362,880"


def test_the_log_leads_from_no_comment_to_whoever_wrote_it():
    """The proof file names every rating and who gave it; pages call a comment by a handle of its own."""
    room = panel_room(2)
    round_ = opened(study_of(room), 1, by=room.lindqvist)
    rated(round_, panel_of(room)[0], 2, c1="As I said in Lagos last week.")
    withhold_comment(Rating.objects.get(), by=room.marsh, on=True)
    close_round(round_of(round_.study, 1), by=room.lindqvist)
    rating, desk = Rating.objects.get(), browser_of(room.marsh)
    page = desk.get("/boards/heart/consensus/1/").text
    assert "Lagos" in page
    assert str(rating.pk) not in page
    assert str(rating.handle) in page
    desk.post(f"/boards/heart/consensus/1/comments/{rating.handle}/", {"on": "0", "stamp": room.marsh.stamp})
    assert Rating.objects.get().withheld_at is None
    drop_panelist(round_.study.panel.get(member=panel_of(room)[0]), by=room.lindqvist)
    about = [json.loads(line) for line in proof_of(room.board.log)][1:]
    assert [one["facts"] for one in about if one["kind"] == "panelist.dropped"] == [{"number": 1}], "never their code"
    assert [one["kind"] for one in about if one["subject"] == f"rating:{rating.pk}"] == ["rating.given"]
    told = {one.kind: one for one in entries(room.marsh, room.board.log.events.select_related("stream", "actor"))}
    given = told["rating.given"]
    assert (given.who, given.about, given.question) == ("A member", "Consensus 1, round 1, statement 1", None)
    assert (told["round.opened"].about, told["study.frozen"].about) == ("Consensus 1, round 1", "Consensus 1")
    assert told["comment.withheld"].about == "Consensus 1, round 1"
