"""Surveys set up in the browser: the chair writes one by forms alone, invites people and follows them up."""

import pytest

from boards.links import Holder
from discussions.commands.sheets import begin_sheet
from discussions.models import Survey
from tests.discussions.surveying import item, now, section, survey_of
from tests.discussions.visiting import visited, words

pytestmark = pytest.mark.django_db
NEW = {"title": "The first dose", "asked": "advisors", "promise": "blinded"}
KINDS = {  # what is typed for an item of each kind
    "choice": {"options": "Yes\nNo", "many": "on", "choose_most": "2", "other": "on"},
    "scale": {"scale": "1-7", "low_label": "Easy", "high_label": "Hard"},
    "matrix": {"options": "Pressure\nTrace", "columns": "Never\nAlways"},
    "ranking": {"options": "A nurse\nA list", "skip": "on"},
    "points": {"options": "A nurse\nA list", "total": "50"},
    "number": {"unit": "hours", "lowest": "0", "highest": "80", "whole": "on"},
    "table": {"options": "Week 1", "columns": "What\nWhen", "corner": "Period"},
    "prose": {"longest": "500"},
    "likert": {"options": "It is safe\nIt is clear", "points": "7"},
    "nps": {"low_label": "Never", "high_label": "Surely"},
    "sus": {"it": "the diary"},
}


@pytest.fixture
def made(client):
    """A room with six more advisors, and how somebody's browser asks for a page."""
    return visited(client)


def write(made):
    """Every kind of item in a first section, two more sections, two branches."""
    chair = made.lindqvist
    made.visit(chair, "survey-new", status=302, **NEW)
    made.visit(chair, "survey-section-edit", 1, "s1", status=302, title="Before the dose", intro="Think back.")
    for kind, typed in KINDS.items():
        made.visit(chair, "survey-item-new", 1, "s1", query={"kind": kind}, status=302, label=f"On {kind}", **typed)
    made.visit(chair, "survey-section-new", 1, status=302, title="After it")
    made.visit(chair, "survey-section-new", 1, status=302, title="At the end")
    for key in ("s2", "s3"):
        made.visit(
            chair, "survey-item-new", 1, key, query={"kind": "scale"}, status=302, label="How was it?", scale="1-5"
        )
    made.visit(chair, "survey-branch", 1, "s1", status=302, when="q1 has o2", to="s3")
    made.visit(chair, "survey-branch", 1, "s1", status=302, when="q2 least -", number="6", to="end")


@pytest.mark.once
def test_a_chair_writes_a_survey_by_forms_alone(made):
    chair = made.lindqvist
    write(made)
    page = made.text(chair, "survey-edit", 1)
    assert "If “On choice” has “No”, go to “At the end”" in page
    assert "If “On scale” is at least 6, go to the end" in page
    assert "Otherwise on to “ After it ”" in page
    made.visit(chair, "survey-parts", 1, status=404, do=f"unbranch s1 {'9' * 5000}")
    for verb in ("up q2", "down s2", "unbranch s1 1", "out q11"):
        made.visit(chair, "survey-parts", 1, status=302, do=verb)
    design = Survey.objects.get().design
    assert [one["id"] for one in design["sections"][0]["items"]][:3] == ["q2", "q1", "q3"]
    assert [one["title"] for one in design["sections"]] == ["Before the dose", "At the end", "After it"]
    assert len(design["sections"][0]["rules"]) == 1
    assert "Using" not in made.text(chair, "survey-preview", 1)
    made.visit(chair, "survey-times", 1, status=302, opens_at="", closes_at="2100-01-01T12:00")
    made.visit(chair, "survey-settings", 1, status=302, **NEW | {"title": "One dose", "promise": "named"})
    made.visit(chair, "survey-step", 1, "opening", status=302, stamp="")
    assert "fixed since the survey opened" in made.text(chair, "survey-edit", 1)
    for name in ("closing", "sharing"):
        made.visit(chair, "survey-step", 1, name, status=302, stamp="")
    assert Survey.objects.get(title="One dose", promise="named").shared_at


@pytest.mark.once
@pytest.mark.parametrize("kind", KINDS)
def test_an_item_of_each_kind_comes_back_as_it_was_set_up(made, kind):
    survey_of(made, opened=False, design={"sections": [section("One", item("scale"))]})
    made.visit(
        made.lindqvist, "survey-item-new", 1, "s1", query={"kind": kind}, status=302, label="Asked", **KINDS[kind]
    )
    before = Survey.objects.get().design
    form = made.visit(made.lindqvist, "survey-item", 1, "q2").context["form"]
    again = {
        name: value for name in form.fields if (value := form[name].value()) not in (None, "") and value is not False
    }
    made.visit(made.lindqvist, "survey-item", 1, "q2", status=302, **again)
    assert Survey.objects.get().design == before
    assert before["sections"][0]["items"][1]["kind"] == kind


@pytest.mark.once
def test_what_cannot_be_set_up_names_its_field_and_keeps_what_was_typed(made):
    chair = made.lindqvist
    survey_of(made, opened=False)
    refused = made.visit(
        chair, "survey-item-new", 1, "s1", query={"kind": "choice"}, status=422, label="Which?", options="A\nA"
    )
    assert "“A” stands there twice." in words(refused)
    assert "Which?" in refused.content.decode()
    assert "is not a whole" not in words(refused)
    back = made.visit(chair, "survey-branch", 1, "s3", status=422, when="q2 least -", number="many", to="end")
    assert "Write a whole number." in words(back)
    made.visit(chair, "survey-parts", 1, status=302, do="down s1")
    circle = made.text(chair, "survey-parts", 1, status=422, do="down s1")
    assert "“At the end” → “You and the drug” → “At the end” lead in a circle" in circle
    loop = made.text(chair, "survey-section-edit", 1, "s3", status=422, title="At the end", intro="", next="s1")
    assert "Select a valid choice" in loop
    assert made.visit(chair, "survey-item-new", 1, "s1", query={"kind": "figure"}).status_code == 404
    empty = survey_of(made, opened=False, design={"sections": [section("Empty")]})
    told = made.text(chair, "survey-step", empty.number, "opening", status=422, stamp="")
    assert "has no items yet" in told


def test_links_are_given_out_followed_up_and_withdrawn(made):
    survey_of(made)
    chair = made.lindqvist
    refused = made.visit(chair, "survey-people", 1, status=422, addresses="nurse@example.org\nnobody")
    assert "“nobody” is no whole address" in words(refused)
    assert "nurse@example.org" in refused.content.decode()
    made.visit(chair, "survey-people", 1, status=302, addresses="nurse@example.org\nother@example.org\n")
    nurse, other = Survey.objects.get().invitations.order_by("address")
    begin_sheet(now(Survey.objects.get()), by=Holder(nurse.digest))
    page = made.text(chair, "survey-people", 1)
    assert ("nurse@example.org Begun" in page, "other@example.org Sent on" in page) == (True, True)
    assert "has just been sent" in made.text(chair, "survey-link", 1, other.pk, status=409, do="resend")
    made.visit(chair, "survey-link", 1, other.pk, status=302, do="revoke")
    assert "other@example.org Withdrawn" in made.text(chair, "survey-people", 1)
