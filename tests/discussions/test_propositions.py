"""Agree, disagree or pass: statements are checked, voted on one at a time, and their counts obey the table."""

import re

import pytest
from django.test import Client

from advisory.events.audit import verify
from advisory.events.models import Event
from advisory.refusals import Absent, Conflict, Denied, Invalid
from discussions.commands.propositions import (
    accept_proposition,
    propose,
    reject_proposition,
    take_stance,
    withdraw_proposition,
)
from discussions.commands.questions import close_question, narrow_question
from discussions.commands.undoing import undo_act
from discussions.conduct import deeds
from discussions.models import Act, Gate, Proposition, Stance
from discussions.propositions.results import counts_of, panel
from discussions.taking.answers import sheets_of
from discussions.taking.tree import Figures
from discussions.trail import entries, sought
from discussions.views.page import QuestionPage
from discussions.visibility import Policy
from insights.tables import mapped
from tests.make import room

pytestmark = pytest.mark.django_db
VOTE = {"type": "statements"}
NAMED = "Mr John Baker, born 12/03/1961, had syncope."


def as_now(one):
    return Proposition.objects.select_related(*Proposition.together).get(pk=one.pk)


def browse(seat, number=1):
    """What somebody's browser shows of a question."""
    client = Client()
    client.force_login(seat.user)
    return client.get(f"/boards/heart/questions/{number}/").content.decode()


def test_a_proposal_waits_for_a_moderator_and_has_no_number_until_then():
    heart = room(VOTE)
    first, second = (propose(heart.question, text, by=heart.okonjo) for text in (NAMED, "  A trace\nfor everyone. "))
    assert propose(heart.question, "A trace for everyone.", by=heart.okonjo).pk == second.pk
    with pytest.raises(Absent):
        take_stance(as_now(second), 1, by=heart.tanabe)
    assert "Noticed" in browse(heart.okonjo)
    assert "A trace for everyone." in browse(heart.marsh)
    assert not [who for who in ("tanabe", "weidmann", "brandt") if "A trace" in browse(getattr(heart, who))]
    reject_proposition(as_now(first), by=heart.marsh)
    put = accept_proposition(as_now(second), by=heart.marsh)
    assert as_now(second).number == 1
    assert "did not put this to the board" in browse(heart.okonjo)
    assert "A trace for everyone." in browse(heart.tanabe)
    with pytest.raises(Conflict, match="decided on before"):
        accept_proposition(as_now(first), by=heart.marsh)
    told = [(one.what, one.about, bool(one.undo)) for one in deeds(heart.lindqvist)]
    assert told == [("Put a statement to the board", "Statement 1, Question 1", True),
                    ("Turned a statement down", "A proposed statement, Question 1", True)]  # fmt: skip
    undo_act(put, by=heart.lindqvist)
    assert "A trace for everyone." not in browse(heart.tanabe)
    undo_act(Act.objects.get(verb="rejected"), by=heart.marsh)
    accept_proposition(as_now(first), by=heart.marsh)
    assert [as_now(one).number for one in (first, second)] == [2, 1]
    with pytest.raises(Invalid, match="most is 200"):
        propose(heart.question, "x" * 201, by=heart.okonjo)
    assert verify(heart.board.log) is None
    assert not [event for event in Event.objects.all() if "trace" in str(event.facts)]


def test_the_last_vote_counts_once_and_stands_nowhere_in_the_log():
    heart = room(VOTE)
    one = propose(heart.question, "A trace for everyone.", by=heart.marsh)
    for value in (1, -1, -1):
        take_stance(as_now(one), value, by=heart.okonjo)
    take_stance(as_now(one), 0, by=heart.tanabe)
    (row,) = counts_of(heart.question)
    assert (row["agree"], row["disagree"], row["pass"], Stance.objects.count()) == (0, 1, 1, 2)
    kept = Stance.objects.get(member=heart.okonjo)
    assert ([one["value"] for one in kept.before], kept.value) == ([1], -1)
    votes = next(sheet for sheet in sheets_of(heart.marsh, Figures(names=True))[1] if sheet.name == "Votes")
    assert sorted(row[3:] for row in votes.rows) == [(-1, "disagree", "agree"), (0, "pass", "")]
    told = [event.facts for event in Event.objects.filter(kind="stance.taken")]
    assert told == [{"number": 1, "statement": 1}] * 3
    for value in (2, None, True):
        with pytest.raises(Invalid):
            take_stance(as_now(one), value, by=heart.okonjo)
    with pytest.raises(Denied):
        take_stance(as_now(one), 1, by=heart.marsh)
    close_question(heart.question, by=heart.marsh)
    with pytest.raises(Conflict, match="has closed"):
        take_stance(as_now(one), 1, by=heart.solheim)


def withdrawn():
    """A question with three statements that were voted on; two of them, one Dr Okonjo's own, are taken out again."""
    heart = room({}, VOTE)
    asked = heart.asked(2)
    one, two = (propose(asked, text, by=heart.marsh) for text in (NAMED, "A trace for everyone."))
    mine = propose(asked, "Mr Baker had it weekly.", by=heart.okonjo)
    accept_proposition(as_now(mine), by=heart.marsh)
    for made, seat in ((one, heart.okonjo), (one, heart.tanabe), (two, heart.solheim), (mine, heart.tanabe)):
        take_stance(as_now(made), 1, by=seat)
    browser = Client()
    browser.force_login(heart.marsh.user)
    out = {"verdict": "withdraw", "stamp": heart.marsh.stamp}
    told = browser.post(f"/boards/heart/questions/2/statements/{one.pk}/", out, follow=True).content.decode()
    assert "Took a statement out" in told
    withdraw_proposition(as_now(mine), by=heart.lindqvist, reason="It names a patient")
    return heart, asked, (one, two, mine)


def test_a_statement_that_is_taken_out_is_read_voted_on_and_counted_no_more():
    heart, asked, (one, two, _) = withdrawn()
    assert [row["number"] for row in counts_of(asked)] == [2]
    assert "1 person voted" in panel(asked)
    assert [row["number"] for row in mapped(asked)[0]["rows"]] == [2]
    seen = {name: browse(getattr(heart, name), asked.number) for name in ("tanabe", "okonjo", "weidmann", "marsh")}
    assert {name: ("syncope" in page, "Mr Baker had it" in page) for name, page in seen.items()} == {
        "tanabe": (False, False), "okonjo": (False, True), "weidmann": (False, False), "marsh": (True, True),
    }  # fmt: skip
    assert "took this out again" in seen["okonjo"]
    assert re.findall(r'<li value="(\d)"', seen["marsh"]) == ["2"]
    with pytest.raises(Absent):
        take_stance(as_now(one), -1, by=heart.tanabe)
    with pytest.raises(Conflict, match="not voted on"):
        withdraw_proposition(as_now(one), by=heart.marsh)
    with pytest.raises(Denied):
        withdraw_proposition(as_now(two), by=heart.okonjo)
    close_question(asked, by=heart.marsh)
    assert withdraw_proposition(as_now(two), by=heart.marsh).verb == "withdrawn"
    assert verify(heart.board.log) is None


def test_the_log_tells_what_was_taken_out_and_it_comes_back_with_its_number_and_its_votes():
    heart, asked, (_, _, mine) = withdrawn()
    latest, there = deeds(heart.marsh)[0], "/boards/heart/questions/2/"
    assert (latest.what, latest.about, latest.url) == ("Took a statement out", "Statement 3, Question 2", there)
    undo_act(Act.objects.get(verb="withdrawn", facts__number=1), by=heart.lindqvist)
    accept_proposition(as_now(mine), by=heart.marsh)
    with pytest.raises(Conflict, match="decided anew"):
        undo_act(Act.objects.get(verb="withdrawn", facts__number=3), by=heart.marsh)
    assert [(row["number"], row["agree"]) for row in counts_of(asked)] == [(1, 2), (2, 1), (3, 1)]
    assert propose(asked, "Weekly.", by=heart.marsh).number == 4
    trail = entries(heart.marsh, sought(heart.marsh, {"q": "proposition.withdrawn"}))
    assert [(one.about, one.question) for one in trail] == [(f"Statement {n}, Question 2", 2) for n in (3, 1)]


def test_counts_open_with_the_gate_and_never_where_only_the_team_reads():
    heart = room(VOTE | {"answer_first": True})
    one = propose(heart.question, "A trace for everyone.", by=heart.marsh)
    take_stance(as_now(one), 1, by=heart.okonjo)
    counted = {name: "1 agree" in browse(getattr(heart, name)) for name in ("okonjo", "tanabe", "weidmann", "brandt")}
    assert counted == {"okonjo": True, "tanabe": False, "weidmann": True, "brandt": True}
    assert "A trace for everyone." in browse(heart.tanabe)
    take_stance(as_now(one), -1, by=heart.tanabe)
    assert Gate.objects.count() == 2
    assert 'data-own="1:disagree" data-mine' in browse(heart.tanabe)
    late = propose(heart.question, "Weekly.", by=heart.solheim)
    narrow_question(heart.question, Policy(answer_first=True, sponsor_only=True), by=heart.marsh)
    assert "1 agree" not in browse(heart.tanabe)
    with pytest.raises(Denied):
        propose(heart.question, "Monthly.", by=heart.solheim)
    with pytest.raises(Conflict, match="do not read each other"):
        accept_proposition(as_now(late), by=heart.marsh)


def test_one_votes_statement_after_statement_without_script():
    heart = room(VOTE)
    for text in ("First.", "Second."):
        propose(heart.question, text, by=heart.marsh)
    client = Client()
    client.force_login(heart.okonjo.user)
    there = "/boards/heart/questions/1/"
    assert "1 of 2" in client.get(there).content.decode()
    answer = client.post(f"{there}stances/", {"statement": "1", "stance": "agree"}, follow=True)
    assert "2 of 2" in answer.content.decode()
    assert client.post(f"{there}stances/", {"statement": "2", "stance": "nonsense"}).status_code == 422
    done = client.post(f"{there}stances/", {"statement": "2", "stance": "pass"}, follow=True).content.decode()
    assert "You voted on all 2 statements" in done
    assert 'aria-pressed="true"' in client.get(there, {"statement": "2"}).content.decode()
    for odd in ("9" * 5000, "٢", "-1"):
        assert client.get(there, {"statement": odd}).status_code == 200
    kept = client.post(f"{there}statements/", {"text": "y" * 201})
    assert (kept.status_code, "y" * 201 in kept.content.decode()) == (422, True)


def test_percentages_begin_at_twenty_people_and_many_statements_cost_no_more_queries(django_assert_max_num_queries):
    heart = room(VOTE)
    made = [propose(heart.question, f"Statement {number}.", by=heart.marsh) for number in range(25)]
    for one in made:
        take_stance(one, 1, by=heart.okonjo)
    assert "%" not in panel(heart.question)
    with django_assert_max_num_queries(20):
        QuestionPage(heart.okonjo, 1).context()
