"""Consensus in the browser and over the API: the team runs a study, the panel rates, strangers to it see nothing."""

import json

import pytest
from django.urls import reverse

from discussions.commands.studies import freeze_study
from discussions.models import Rating, Round, Study
from tests.discussions.panels import opened, panel_of, panel_room, published, rated, round_of, study_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel(client):
    """A room with a panel of three, and how somebody's browser asks for a page."""
    room = panel_room(3)

    def visit(member, page, *args, **posted):
        client.force_login(member.user)
        url = reverse(page, args=["heart", *args])
        return client.post(url, posted) if posted else client.get(url)

    room.visit = visit
    return room


def test_the_chair_runs_a_study_by_forms_alone(panel):
    made = panel.visit(
        panel.lindqvist, "study-new", title="Monitoring", rule="iqr", percentile="linear", edge="uncertain",
        planned=2, stop="rounds", leaves="on",
    )  # fmt: skip
    assert made.status_code == 302, made.context["form"].errors
    for text in ("A trace before the first dose.", "A trace every week."):
        assert panel.visit(panel.lindqvist, "study-step", 1, "statement", text=text).status_code == 302
    members = [member.pk for member in panel_of(panel)]
    assert panel.visit(panel.lindqvist, "study-step", 1, "panel", members=members).status_code == 302
    for step in ("freezing", "opening"):
        assert panel.visit(panel.lindqvist, "study-step", 1, step, stamp="").status_code == 302
    page = panel.visit(panel_of(panel)[0], "study", 1).content.decode()
    assert "rate 2 statements" in page, page[page.index("<h1") :][:300]
    assert page.count('type="radio"') == 18
    sent = panel.visit(panel_of(panel)[0], "ratings", 1, 1, s1="9", c1="Clear.", o2="1")
    assert sent.status_code == 302
    assert [one.current.value for one in Rating.objects.order_by("item__version__statement__number")] == [9, None]
    for step in ("closing", "publication"):
        assert panel.visit(panel.lindqvist, "study-step", 1, step, stamp="").status_code == 302
    told = panel.visit(panel_of(panel)[0], "round", 1, 1).content.decode()
    assert "Your rating 9" in told
    assert "Your comment" in told
    ended = panel.visit(panel.lindqvist, "study-step", 1, "ending", stamp="")
    assert ended.status_code == 302
    assert Study.objects.get().state == "ended"


def test_part_of_the_panel_is_a_group_of_any_name_until_the_protocol_is_frozen(panel):
    study, few = study_of(panel, frozen=False, rule="iqr"), [member.pk for member in panel_of(panel)[:2]]
    named = lambda name: panel.visit(panel.lindqvist, "study-step", 1, "group", name=name, members=few)  # noqa: E731
    assert (named(" ").status_code, named("Carers").status_code) == (422, 302)
    page = panel.visit(panel.lindqvist, "study-setup", 1).text
    assert page.count("Carers") == 2
    assert "An interquartile range" in page
    freeze_study(study, by=panel.lindqvist)
    assert named("Payers").status_code == 409
    assert study.panel.filter(group="Carers").count() == 2


@pytest.mark.once
def test_what_cannot_be_rated_comes_back_with_everything_that_was_typed(panel):
    opened(study_of(panel), 1, by=panel.lindqvist)
    member = panel_of(panel)[0]
    refused = panel.visit(member, "ratings", 1, 1, s1="8", c1="Because of the dose.", s2="12")
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Rate statement 2 from 1 to 9" in page
    assert "Because of the dose." in page
    assert panel.visit(member, "ratings", 1, 1, s1="9" * 5000).status_code == 422
    Round.objects.update(state="closed")
    late = panel.visit(member, "ratings", 1, 1, s1="8")
    assert late.status_code == 409
    assert "has closed" in late.content.decode()


@pytest.mark.once
def test_a_second_round_stands_the_dots_on_what_one_rates_with(panel, client):
    study = study_of(panel, planned=2, leaves=False)
    first = opened(study, 1, by=panel.lindqvist)
    for value, member in enumerate(panel_of(panel), start=4):
        rated(first, member, value, 5, 5, c1=f"Mine is {value}.")
    published(first, by=panel.lindqvist)
    opened(study, 2, by=panel.lindqvist)
    page = panel.visit(panel_of(panel)[0], "study", 1).content.decode()
    assert "look again at 3 statements" in page
    assert "0, 0, 0, 1, 1, 1, 0, 0, 0. Your rating 4. Panel median 5." in page
    assert "Mine is 6." in page
    assert not any(seat.user.name in page for seat in panel_of(panel)[1:])
    assert "Moved since" not in page
    for value, member in zip((4, 5, 9), panel_of(panel), strict=True):
        rated(round_of(study, 2), member, value, 5, 5)
    published(round_of(study, 2), by=panel.lindqvist)
    told = panel.visit(panel_of(panel)[0], "round", 1, 2).content.decode()
    assert told.count("Moved since round 1") == 3
    assert ("0.33 <small>not stable" in told, "0.00 <small>stable" in told) == (True, True)
    told = client.get("/api/v1/boards/heart/consensus/1/rounds/2").json()["items"]
    assert [round(line["moved"], 2) for line in told] == [0.33, 0, 0]


def test_the_api_rates_and_tells_what_may_be_known(panel, client):
    study = study_of(panel)
    round_ = opened(study, 1, by=panel.lindqvist)
    client.force_login(panel_of(panel)[0].user)
    path = "/api/v1/boards/heart/consensus/1/rounds/1"

    def put(**rating):
        body = json.dumps({"ratings": [rating]})
        return client.put(f"{path}/ratings", body, content_type="application/json")

    told = put(statement=1, value=7, comment="Yes.").json()["items"][0]
    assert (told["value"], told["comment"], told["counts"]) == (7, "Yes.", None)
    assert put(statement=1, value=10).json()["error"]["fields"].keys() == {"s1"}
    for wrong in ("7", 7.0, True, None, [7]):
        assert put(statement=1, value=wrong).json()["error"]["fields"].keys() == {"value"}
    assert put(statement=99, value=5).status_code == 404
    published(round_, by=panel.lindqvist)
    assert put(statement=1, value=8).status_code == 409
    told = client.get(path).json()["items"]
    assert (told[0]["counts"][6], told[0]["median"], told[1]["counts"]) == (1, 7.0, None)
    client.force_login(panel.marsh.user)
    assert client.get("/api/v1/boards/heart/consensus").json()["items"][0]["round"] == 1


def test_a_study_is_not_there_for_advisors_until_its_first_round_opens(panel):
    study = study_of(panel)
    assert panel.visit(panel.okonjo, "study", 1).status_code == 404
    assert "No consensus study" in panel.visit(panel.okonjo, "consensus").content.decode()
    opened(study, 1, by=panel.lindqvist)
    page = panel.visit(panel.okonjo, "study", 1)
    assert 'type="radio"' not in page.content.decode()
    assert panel.visit(panel.okonjo, "ratings", 1, 1, s1="5").status_code == 403
    assert panel.visit(panel.okonjo, "study-setup", 1).status_code == 403
    assert round_of(study, 1).items.count() == 3
