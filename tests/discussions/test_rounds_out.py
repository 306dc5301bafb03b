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


def groups_in(study, room):
    """The stakeholder groups that stand beside ratings in the file of a study."""
    book = load_workbook(BytesIO(take_study(study, "xlsx", by=room.marsh)))
    return {row[4] for row in book["Ratings"].iter_rows(min_row=2, values_only=True)}


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
