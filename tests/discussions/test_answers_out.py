"""Answers, votes and results as files: opened again and counted anew they say the same, never more than promised."""

import csv
import io
from collections import Counter
from uuid import uuid4

import pytest
from django.test import Client
from openpyxl import load_workbook

from advisory.events.models import Event
from advisory.refusals import Denied, Invalid
from boards.models import Board
from boards.veils import veil
from discussions.answering import KINDS
from discussions.commands.ballots import cast_ballot
from discussions.commands.designs import redesign_question
from discussions.commands.exports import take_answers
from discussions.commands.moderation import hold_post
from discussions.commands.polls import ask_poll, close_poll
from discussions.commands.propositions import propose, take_stance
from discussions.commands.responses import give_response
from discussions.models import Poll
from discussions.rankings import borda, instant_runoff, schulze
from discussions.taking.answers import SHEETS
from discussions.taking.tree import Figures
from discussions.tally import quartiles
from tests import moulds
from tests.discussions.answers import DESIGNS, VALUES
from tests.make import now, room

pytestmark = pytest.mark.django_db
FORMULA = ("=", "+", "-", "@", "\t", "\r")
NAMED = Figures(names=True)
PEOPLE = ("okonjo", "solheim", "tanabe")
TYPES = [name for name in KINDS if name != "figure"]
VOTED, BLIND = len(TYPES) + 1, len(TYPES) + 2


@pytest.fixture
def heart():
    """A question of every kind with three answers to it, statements with votes, and polls of each mode."""
    return moulds.cast(__name__, _told)


def _told():
    asked = [{"type": name, "design": DESIGNS[name]} for name in TYPES]
    made = room(*asked, {"type": "statements"}, {"blinded": True, "type": "scale", "design": DESIGNS["scale"]})
    for number, name in enumerate([*TYPES, None, "scale"], start=1):
        for person, value in zip(PEOPLE, VALUES[name], strict=True) if name else ():
            give(made, number, person, value)
    for text in ("=1+1 is a trace.", "Weekly for all."):
        one = propose(made.asked(VOTED), text, by=made.marsh)
        for person, value in zip(PEOPLE, (1, -1, 0), strict=True):
            take_stance(one, value, by=getattr(made, person))
    for mode, votes in (("named", 3), ("blinded", 2), ("detached", 3)):
        key = {"client_id": uuid4()}
        poll = ask_poll(made.asked(1), f"How often, {mode}?", ("@weekly", "Never"), by=made.marsh, mode=mode, **key)
        for person in PEOPLE[:votes]:
            cast_ballot(fresh(poll), [int(person == "tanabe")], by=getattr(made, person), client_id=uuid4())
    close_poll(fresh(poll), by=made.marsh)
    return made


def give(heart, number, person, value):
    return give_response(heart.asked(number), by=getattr(heart, person), value=value, client_id=uuid4())[0]


def fresh(poll):
    return Poll.objects.select_related(*Poll.together).get(pk=poll.pk)


def opened(by, ask=NAMED):
    """Every sheet of the workbook that somebody takes: {name: [row as a dict]}; no cell of it is a formula."""
    book = load_workbook(io.BytesIO(take_answers(by.board, ask, "xlsx", by=by)))
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    found = {sheet.title: list(sheet.values) for sheet in book}
    return {name: [dict(zip(head, row, strict=True)) for row in rows] for name, (head, *rows) in found.items()}


def figures(book, number, figure):
    """One figure of every item of a question."""
    return {
        row["Item"]: row["Value"] for row in book["Results"] if (row["Question"], row["Figure"]) == (number, figure)
    }


def given(book, number):
    """What was answered to each item of a question, in the order of who answered."""
    rows = [row for row in book["Answers"] if row["Question"] == number]
    return {
        item: [row["Value"] for row in rows if row["Item"] == item] for item in dict.fromkeys(r["Item"] for r in rows)
    }


def test_every_result_follows_from_the_raw_answers_beside_it(heart):
    book, at = opened(heart.weidmann), {name: place for place, name in enumerate(TYPES, start=1)}
    assert tuple(book) == SHEETS
    raw = {name: given(book, number) for name, number in at.items()}
    chosen = {item: sum(values) for item, values in raw["choice"].items() if item in DESIGNS["choice"]["options"]}
    told = figures(book, at["choice"], "Chosen")
    assert {item: told[item] for item in chosen} == chosen
    assert raw["choice"]["Other, in words"][-1] == "The pharmacy"
    ratings = raw["scale"]["Rating"]
    assert [figures(book, at["scale"], f"Rated {value}")[None] for value in range(1, 10)] == [
        ratings.count(value) for value in range(1, 10)
    ]
    for number, values, unit in ((at["scale"], ratings, None), (at["number"], raw["number"]["Number (mg)"], "mg")):
        shown = [figures(book, number, name)[unit] for name in ("First quartile", "Median", "Third quartile")]
        assert shown == pytest.approx(quartiles(values))
    for row in DESIGNS["matrix"]["options"]:
        for column in DESIGNS["matrix"]["columns"]:
            assert figures(book, at["matrix"], column)[row] == raw["matrix"][row].count(column)
    for option in DESIGNS["points"]["options"]:
        assert figures(book, at["points"], "Median")[option] == quartiles(raw["points"][option])[1]
    assert figures(book, at["table"], "Filled in")["Weeks 1 to 4, Blood pressure"] == 1
    assert "Weekly, at home" in [row["Value"] for row in book["Answers"]]
    _recounted(book, at["ranking"], raw["ranking"])


def _recounted(book, number, places):
    options = DESIGNS["ranking"]["options"]
    ballots = [sorted((one for one in options if places[one][n]), key=lambda one: places[one][n]) for n in range(3)]
    ways = {"Average place (Borda)": borda, "One to one (Schulze)": schulze, "Instant run-off": instant_runoff}
    for label, count in ways.items():
        order = count(ballots, options).order
        assert figures(book, number, label) == {
            one: 1 + sum(map(len, order[:tier])) for tier, tied in enumerate(order) for one in tied
        }


def test_votes_and_polls_are_counted_anew_and_ballots_stand_only_where_names_were_promised(heart):
    book = opened(heart.lindqvist)
    for row in book["Statements"]:
        votes = Counter(one["In words"] for one in book["Votes"] if one["Statement"] == row["Statement"])
        assert (row["Agree"], row["Pass"], row["Disagree"]) == tuple(
            votes[side] for side in ("agree", "pass", "disagree")
        )
    counts = {(row["Kind"], row["Option"]): row["Count"] for row in book["Polls"]}
    assert Counter(row["Option"] for row in book["Ballots"]) == {"@weekly": 2, "Never": 1}
    assert {row["Who"] for row in book["Ballots"]} == {getattr(heart, name).user.name for name in PEOPLE}
    assert list(counts.values()) == [2, 1, 2, 0, None, None]
    Poll.objects.filter(mode="detached").update(voted=5, counts=[3, 2])
    assert {row["Count"] for row in opened(heart.marsh)["Polls"] if row["Kind"] == "detached"} == {3, 2}
    said = " ".join(row["As it was"] for row in book["About"])
    assert "Linear interpolation" in said
    assert "were put to 4 advisors" in said
    assert "3 polls (1 with names, 1 with counts alone, 1 detached" in said
    assert (book["Opinions"], book["Opinion groups"]) == ([], [])


@pytest.mark.once
def test_whoever_sees_no_names_gets_aliases_and_nobody_names_without_asking(heart):
    Board.objects.update(moderators_blinded=True)
    last = [
        row["Who"] for row in opened(heart.marsh)["Answers"] if row["Question"] == BLIND and row["Item"] == "Rating"
    ]
    assert sorted(last) == sorted(getattr(heart, name).alias_name for name in PEOPLE)
    without = opened(heart.lindqvist, Figures())
    whose = {
        row["Who"] for sheet in ("Answers", "Votes", "Ballots") for row in without[sheet] if row["Question"] != BLIND
    }
    assert whose == {veil(getattr(heart, name))[1] for name in PEOPLE}
    assert not any(getattr(heart, name).user.name in str(without) for name in PEOPLE)


@pytest.mark.once
def test_held_words_and_earlier_versions_stand_apart(heart):
    post = give(heart, 1, "abernathy", {"chosen": ["o1"], "reason": "Mrs Baker said so."}).post
    hold_post(now(post), by=heart.marsh, reason="A patient is named")
    redesign_question(heart.asked(1), {"options": ["The haematologist", "Nobody"], "many": False}, by=heart.marsh)
    give(heart, 1, "okonjo", {"chosen": ["o2"]})
    book = opened(heart.marsh, Figures("question-1", names=True))
    assert "Mrs Baker" not in str(book)
    assert {row["Version"]: row["Answers"] for row in book["Results"]} == {1: 3, 2: 1}
    assert {row["Version"] for row in book["Answers"] if row["Who"] == heart.okonjo.user.name} == {2}
    earlier = [row for row in book["Earlier answers"] if row["Who"] == heart.okonjo.user.name]
    assert {(row["Version"], row["Given"]) for row in earlier} == {(1, 1)}
    assert sum(row["Value"] for row in earlier) == 1


@pytest.mark.once
def test_each_table_is_a_csv_without_formulas_its_taking_on_record_and_its_right_that_of_exports(heart):
    browser = Client()
    browser.force_login(heart.marsh.user)
    address = f"/boards/{heart.board.slug}/export/answers/"
    assert "methods paragraph" in browser.get(address).text
    form = {"scope": "board", "format": "csv", "sheet": "Statements", "authors": "without"}
    rows = list(csv.reader(io.StringIO(browser.post(address, form).content.decode("utf-8-sig"))))
    assert rows[1] == [str(VOTED), "1", "'=1+1 is a trace.", "3", "1", "1", "1"]
    tables = [
        take_answers(heart.board, NAMED, "csv", by=heart.marsh, sheet=sheet).decode("utf-8-sig") for sheet in SHEETS
    ]
    cells = [cell for table in tables for row in csv.reader(io.StringIO(table)) for cell in row]
    assert [cell for cell in cells if cell.startswith(FORMULA) and cell != "-1"] == []
    event = Event.objects.filter(kind="answers.taken").first()
    assert event.facts == {"format": "csv", "scope": "board", "names": False, "held": False}
    assert event.stream.name.endswith(".desk")
    assert browser.post(address, form | {"sheet": "Nonsense"}).status_code == 422
    with pytest.raises(Invalid):
        take_answers(heart.board, NAMED, "docx", by=heart.marsh)
    for name in ("okonjo", "brandt"):
        with pytest.raises(Denied):
            take_answers(heart.board, NAMED, "xlsx", by=getattr(heart, name))
