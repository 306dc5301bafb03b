"""Two real conversations of Polis become questions to vote on: every last vote, once; bad input writes nothing."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from advisory.events.audit import verify
from boards.models import Board
from discussions.models import Gate, Proposition, Question, Stance
from tests.make import room

pytestmark = pytest.mark.django_db
POLIS = Path(__file__).parent.parent / "data" / "polis"


def brought(folder, slug="polis"):
    """The exit code of the command and its last line."""
    out, err = StringIO(), StringIO()
    try:
        call_command("import_polis", str(folder), "--board", slug, stdout=out, stderr=err)
    except SystemExit as end:
        return end.code, err.getvalue().strip()
    return 0, out.getvalue().strip()


def last_votes(folder):
    """The last vote of each person on each statement that was not moderated out."""
    comments, votes = (list(csv.DictReader((folder / f"{name}.csv").open(newline="", encoding="utf-8")))
                       for name in ("comments", "votes"))  # fmt: skip
    kept = {row["comment-id"] for row in comments if row["moderated"] != "-1"}
    ordered = sorted(votes, key=lambda row: int(row["timestamp"]))
    last = {(row["comment-id"], row["voter-id"]): int(row["vote"]) for row in ordered if row["comment-id"] in kept}
    return kept, len(comments) - len(kept), sorted(last.values())


@pytest.mark.parametrize("name", ["15-per-hour-seattle", "scoop-hivemind.freshwater"])
def test_a_real_conversation_is_brought_in_once(name):
    kept, out, votes = last_votes(POLIS / name)
    code, line = brought(POLIS / name)
    assert (code, f"{len(votes):,} votes" in line, len(line.splitlines())) == (0, True, 1)
    question = Question.objects.get(type="statements")
    counts = [question.propositions.filter(state=state).count() for state in ("accepted", "rejected")]
    assert (counts, question.state) == ([len(kept), out], "open")
    assert sorted(Stance.objects.values_list("value", flat=True)) == votes
    assert "CC BY 4.0" in question.guidance
    assert Gate.objects.count() == Stance.objects.values("member").distinct().count()
    numbers = list(Proposition.objects.filter(state="accepted").order_by("at").values_list("number", flat=True))
    assert numbers == list(range(1, len(kept) + 1))
    assert verify(Board.objects.get().log) is None
    assert "0 placeholders, 0 statements, 0 votes" in brought(POLIS / name)[1]


def test_bad_input_is_one_line_and_nothing_is_written(tmp_path):
    heart = room()
    for name, text in {
        "summary.csv": "topic,Dose\n", "votes.csv": "timestamp,comment-id,voter-id,vote\n1,0,1,2\n1,0,2,9\n",
        "comments.csv": "timestamp,comment-id,author-id,moderated,comment-body\n1,0,0,1,Weekly.\n",
    }.items():  # fmt: skip
        (tmp_path / name).write_text(text)
    code, line = brought(tmp_path, heart.board.slug)
    assert (code, len(line.splitlines())) == (2, 1)
    assert "votes.csv, row 2: vote is “2”, not 1, 0 or -1 (and 1 more)" in line
    assert (brought(tmp_path / "none")[0], Proposition.objects.count()) == (2, 0)
