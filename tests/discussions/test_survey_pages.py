"""Surveys in the browser: advisors and people without a seat answer them, and what came of it is read."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from boards.links import Holder, token_of
from discussions.commands.sheets import begin_sheet
from discussions.commands.survey_invitations import invite_to_survey, revoke_survey_invitation
from discussions.commands.surveys import close_survey, share_survey
from discussions.models import Sheet
from tests.discussions.panels import panel_of
from tests.discussions.surveying import chose, filled, item, now, section, survey_of
from tests.discussions.visiting import visited, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(client):
    """A room with six more advisors, and how somebody's browser asks for a page."""
    return visited(client)


@pytest.mark.once
def test_an_advisor_answers_section_by_section_and_hands_it_in(made):
    survey_of(made)
    okonjo = made.okonjo
    assert "Survey: 3 sections, 3 min" in made.text(okonjo, "home")
    assert "3 sections, 3 min" in made.text(okonjo, "board")
    door = made.text(okonjo, "survey", 1, status=200)
    assert "Three sections, about 3 minutes" in door
    assert "never under your name" in door
    made.visit(okonjo, "survey", 1, status=302, stamp="")
    refused = made.visit(okonjo, "survey-section", 1, "s1", status=422, **{"q2-rating": "44"})
    assert "Two answers to look at" in words(refused)
    made.visit(okonjo, "survey-section", 1, "s1", status=302, **{"q1-chosen": "o1", "q2-rating": "9"})
    assert "Section 2 of 3" in made.text(okonjo, "survey-section", 1, "s2")
    later = made.text(okonjo, "survey-section", 1, "s2", status=200, go="later", **{"q4-words": "It bled."})
    assert "Saved for later" in later
    assert "It bled." in made.text(okonjo, "survey-section", 1, "s2")
    goes_back_and_hands_it_in(made)


def goes_back_and_hands_it_in(made):
    okonjo = made.okonjo
    back = made.visit(
        okonjo, "survey-section", 1, "s2", status=302, go="back", **{"q3-rating": "6", "q4-words": "It bled."}
    )
    assert back.url.endswith("/sections/s1/")
    changed = {"q1-chosen": "o2", "q2-outside": "1"}
    onward = made.visit(okonjo, "survey-section", 1, "s1", status=302, **changed)
    assert onward.url.endswith("/sections/s3/"), "whoever never gave it is led past the section about it"
    made.visit(okonjo, "survey-section", 1, "s3", status=302, go="next")
    page = made.text(okonjo, "survey-review", 1)
    assert "Not my field" in page
    assert "It bled." not in page, "what was answered off the way does not count"
    made.visit(okonjo, "survey-review", 1, status=302, stamp="")
    assert "Thank you" in made.text(okonjo, "survey", 1)
    late = made.visit(okonjo, "survey-section", 1, "s1", status=409, **{"q1-chosen": "o1"})
    assert "what you handed in stands" in words(late)


@pytest.mark.once
def test_the_script_saves_on_the_way_and_says_what_it_could_not_keep(made, client):
    survey = survey_of(made)
    begin_sheet(survey, by=made.okonjo)
    client.force_login(made.okonjo.user)
    url = reverse("survey-section", args=["heart", 1, "s1"])

    def save(**typed):
        return client.post(url, {"go": "keep", **typed}, headers={"X-Autosave": "1"})

    assert save(**{"q1-chosen": "o1", "q2-rating": "3"}).json() == {"wrong": {}}
    assert list(save(**{"q1-chosen": "o1", "q2-rating": "12"}).json()["wrong"]) == ["q2"]
    assert Sheet.objects.get().values == {"q1": {"chosen": ["o1"]}, "q2": {"rating": 3}}
    close_survey(now(survey), by=made.lindqvist)
    assert save(**{"q1-chosen": "o2"}).status_code == 409
    typed = client.post(reverse("survey-section", args=["heart", 1, "s2"]), {"q4-words": "Too late, alas."})
    assert (typed.status_code, "Too late, alas." in typed.content.decode()) == (409, True)


@pytest.mark.once
def test_two_items_of_a_kind_on_one_page_are_two_answers(made):
    design = {
        "sections": [section("Twice", item("scale", "First?", scale="1-5"), item("scale", "Second?", scale="1-5"))]
    }
    begin_sheet(survey_of(made, design=design), by=made.okonjo)
    made.visit(made.okonjo, "survey-section", 1, "s1", status=302, **{"q1-rating": "2", "q2-rating": "5"})
    page = made.visit(made.okonjo, "survey-section", 1, "s1").content.decode()
    assert re.findall(r'name="(q\d-rating)" value="(\d)" checked', page) == [("q1-rating", "2"), ("q2-rating", "5")]
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_whoever_holds_a_link_answers_without_meeting_the_board(made):
    survey = survey_of(made, asked="nobody", promise="named", opened=False, privacy="Kept for two years.")
    (link,) = invite_to_survey(survey, ["nurse@example.org"], by=made.lindqvist)
    token = token_of(link.nonce)
    assert "not open yet" in made.text(None, "survey-join", token, status=200)
    made.visit(made.lindqvist, "survey-step", 1, "opening", status=302, stamp="")
    door = made.visit(None, "survey-join", token, status=200)
    assert "Kept for two years." in words(door)
    assert "under a number, never under your name" in words(door), "nobody knows a name of theirs"
    assert Sheet.objects.count() == 0, "opening the link begins nothing: mail scanners open it too"
    assert "Agree first" in made.text(None, "survey-join", token, status=422, stamp="")
    pages = [door]
    onward = made.visit(None, "survey-join", token, status=302, agreed="1")
    assert onward.url == reverse("survey-join-section", args=[token, "s1"])
    pages.append(made.visit(None, "survey-join-section", token, "s1", status=200))
    made.visit(None, "survey-join-section", token, "s1", status=302, **{"q1-chosen": "o2"})
    made.visit(None, "survey-join-section", token, "s3", status=302, go="next")
    pages.append(made.visit(None, "survey-join-review", token, status=200))
    made.visit(None, "survey-join-review", token, status=302, stamp="")
    pages.append(made.visit(None, "survey-join", token, status=200))
    assert "Thank you" in words(pages[-1])
    for page in pages:
        assert page.headers["Referrer-Policy"] == "strict-origin"
        assert made.board.title not in page.content.decode()
        assert "heart" not in page.content.decode()


@pytest.mark.once
def test_a_link_that_leads_nowhere_says_so_and_nothing_of_a_board(made):
    survey = survey_of(made)
    gone, other = invite_to_survey(survey, ["a@example.org", "b@example.org"], by=made.lindqvist)
    revoke_survey_invitation(gone, by=made.lindqvist)
    for token in ("nonsense", token_of(gone.nonce)):
        page = made.visit(None, "survey-join", token, status=404)
        assert "This link leads nowhere" in words(page)
        assert (survey.title in words(page), made.board.title in words(page)) == (False, False)
    close_survey(now(survey), by=made.lindqvist)
    assert "has closed" in made.text(None, "survey-join", token_of(other.nonce), status=410)


def test_results_wait_for_the_end_and_for_five(made):
    survey = survey_of(made)
    for who in panel_of(made)[:4]:
        filled(survey, who, ("s1", {"q1": chose("o2"), "q2": {"rating": 9}}), ("s3", {}))
    assert "once the survey has closed" in made.text(made.marsh, "survey-results", 1)
    filled(survey, panel_of(made)[4], ("s1", {"q1": chose("o1")}), ("s2", {"q3": {"rating": 2}}), ("s3", {}))
    close_survey(now(survey), by=made.lindqvist)
    page = made.text(made.marsh, "survey-results", 1)
    assert "5 of 5 who came to it answered" in page
    assert "Too few answered to show what they said." in page, "four recommended it, one said how hard it was"
    assert "too few" in page, "how many were led to the second section would tell who said yes"
    unshared = made.text(made.okonjo, "survey-results", 1)
    assert ("The team reads the results first" in unshared, "Who took part" in unshared) == (True, False)


def test_a_breakdown_shows_large_groups_alone(made):
    survey = survey_of(made)
    links = invite_to_survey(survey, [f"p{n}@example.org" for n in range(4)], by=made.lindqvist)
    people = [*panel_of(made), made.okonjo, *(Holder(link.digest) for link in links)]
    for place, who in enumerate(people):
        one = [("s1", {"q1": chose("o2" if place < 6 else "o1"), "q2": {"rating": place}})]
        filled(survey, who, *one, *([] if place < 6 else [("s2", {"q3": {"rating": 4}})]), ("s3", {}))
    close_survey(now(survey), by=made.lindqvist)
    share_survey(now(survey), by=made.lindqvist)
    page = made.text(made.okonjo, "survey-results", 1, query={"by": "q1"})
    assert ("Yes 5 people" in page, "No 6 people" in page) == (True, True)
    small = made.text(made.okonjo, "survey-results", 1, query={"by": "group"})
    assert "Invited people 4 people" not in small
    assert "Not shown: Healthcare professionals, Invited people" in small, "the rest would tell the four"


@pytest.mark.once
@pytest.mark.parametrize("many", [0, 1, 2])
def test_few_sheets_show_nothing_and_break_nothing(made, many):
    survey = survey_of(made)
    for who in panel_of(made)[:many]:
        filled(survey, who, ("s1", {"q1": chose("o2")}), ("s3", {}))
    close_survey(now(survey), by=made.lindqvist)
    page = made.text(made.marsh, "survey-results", 1, status=200)
    assert ("Nobody finished it." if not many else "Fewer than 5 people finished it") in page
    taken = made.visit(made.marsh, "survey-file", 1, status=200, format="csv", sheet="Results")
    assert b"Section" in taken.content


def test_pages_of_a_survey_ask_the_database_a_bounded_number_of_times(made, client):
    survey = survey_of(made)
    invite_to_survey(survey, [f"p{n}@example.org" for n in range(12)], by=made.lindqvist)
    for link in survey.invitations.all()[:10]:
        filled(survey, Holder(link.digest), ("s1", {"q1": chose("o2")}), ("s3", {}))
    begin_sheet(survey, by=made.okonjo)
    client.force_login(made.okonjo.user)
    client.get(reverse("surveys", args=["heart"]))
    counted = {}
    for name, args in (("surveys", ()), ("survey", (1,)), ("survey-section", (1, "s1")), ("survey-review", (1,))):
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse(name, args=["heart", *args]))
        counted[name] = len(asked)
    close_survey(now(survey), by=made.lindqvist)
    client.force_login(made.lindqvist.user)
    for name in ("survey-results", "survey-edit", "survey-people"):
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse(name, args=["heart", 1]))
        counted[name] = len(asked)
    assert max(counted.values()) <= 18, counted
