"""Conversations to bring in: two real Polis exports beside the clone, or what stands in for them, and made ones."""

import csv
import os
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from advisory.events.models import Event, Log
from boards.models import Board
from discussions.models import Gate, Post, Question, Reaction, Thread

FOLDERS = ["15-per-hour-seattle", "scoop-hivemind.freshwater"]
BESIDE = Path(__file__).resolve().parents[3] / "shared" / "data" / "polis"
STATEMENTS = [
    # timestamp, datetime, comment-id, author-id, agrees, disagrees, moderated, comment-body
    [1403058803883, "", 3, 8, 1, 0, -1, "Hello."],
    [1403058993627, "", 2, 85, 2, 0, 0, "It will speed up robots, “they” say.\n\nAnd then?\n"],
    [1403054231140, "", 0, 0, 1, 0, 1, "22. A long view, with a comma"],
    [1403054231141, "", 1, 85, 0, 1, 1, "A short one"],
]
VOTES = [
    # timestamp, datetime, comment-id, voter-id, vote
    [1403060000005, "", 0, 8, 1],
    [1403060000001, "", 0, 8, -1],
    [1403060000002, "", 0, 7, 1],
    [1403060000003, "", 0, 7, 0],
    [1403060000002, "", 1, 7, -1],
    [1403060000002, "", 2, 7, 1],
    [1403060000002, "", 2, 7, 1],
    [1403060000002, "", 2, 85, 1],
    [1403060000002, "", 3, 7, 1],
]
LAST = [[0, "", "", "", ""], [7, "0", "-1", "1", "1"], [8, "1", "", "", ""], [85, "", "", "1", ""]]
HEADER = ["id", "at", "author", "question", "reply_to", "body"]
ASKED = "What would change your practice?"
TALK = [
    ["a", "2026-03-01T09:30:00+01:00", "12", ASKED, "", "A trial in my patients,\nnot in “younger” ones."],
    ["b", "2026-03-01T10:00:00+01:00", "A nurse", ASKED, "a", "The same here."],
    ["c", "2026-03-01T08:00:00Z", "A nurse", ASKED, "", "Time."],
    ["d", "2026-03-01T09:30:00Z", "12", ASKED, "b", "Good."],
    ["e", "2026-03-02T08:00:00-05:00", "12", "And the cost?", "", "1. High"],
]


def given(name, scratch):
    """A sample's folder; where it is not there, a made one, but in CI a failure."""
    folder = Path(os.environ.get("POLIS_SAMPLES", BESIDE)) / name
    if folder.is_dir():
        return folder
    if os.environ.get("CI") == "true":
        pytest.fail(f"POLIS_SAMPLES: {folder} is not there")
    return made(scratch / name)


def made(folder, statements=STATEMENTS, votes=VOTES, topic="$15 an hour"):
    """A small export with what real ones hold: lines in bodies, votes taken back, statements moderated out."""
    folder.mkdir(exist_ok=True)
    (folder / "summary.csv").write_text(
        f'topic,{topic}\nurl,https://pol.is/2x\nconversation-description,"Better,\nor?"\n'
    )
    header = "timestamp datetime comment-id author-id agrees disagrees moderated comment-body"
    write(folder / "comments.csv", header.split(), statements)
    write(folder / "votes.csv", ["timestamp", "datetime", "comment-id", "voter-id", "vote"], votes)
    write(folder / "participants-votes.csv", ["participant", "0", "1", "2", "3"], LAST)
    return folder


def write(path, header, rows):
    """A CSV file."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def rows(path):
    """The rows of a CSV file by column."""
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


class Facts:
    """What an export says, counted another way: agreement from the table in which the Polis server keeps last votes."""

    def __init__(self, folder):
        statements = rows(folder / "comments.csv")
        people = rows(folder / "participants-votes.csv")
        self.shown = sorted(
            (row for row in statements if row["moderated"] != "-1"), key=lambda row: int(row["timestamp"])
        )
        self.agree = {row["comment-id"]: sum(one[row["comment-id"]] == "1" for one in people) for row in self.shown}
        self.people = {f"Participant {row['participant']}" for row in people}
        self.people |= {f"Participant {row['author-id']}" for row in statements}
        self.gone = len(statements) - len(self.shown)
        self.left_out = sum(row["comment-id"] not in self.agree for row in rows(folder / "votes.csv"))


def brought(folder, board="freshwater", **options):
    """Run the command: its exit code, and what it printed."""
    out, err, code = StringIO(), StringIO(), 0
    try:
        call_command("import_conversation", str(folder), board=board, stdout=out, stderr=err, **options)
    except SystemExit as ended:
        code = ended.code
    return code, out.getvalue(), err.getvalue()


def talk(folder, *rows, header=HEADER, encoding="utf-8"):
    """A folder with a conversation.csv."""
    write(folder / "conversation.csv", header, rows)
    words = (folder / "conversation.csv").read_text(encoding="utf-8")
    (folder / "conversation.csv").write_text(words, encoding=encoding)
    return folder


def state():
    """Everything that an import may write, as it is now."""
    models = [get_user_model(), Board, Question, Thread, Post, Reaction, Gate, Event, Log]
    return [sorted(map(str, model.objects.values_list())) for model in models]


def posts(board="freshwater"):
    """The posts of a board in the order in which they stand."""
    return list(Post.objects.drawn().published().filter(question__board__slug=board))


def verified(board):
    """Whether the audit trail of a board holds; the command ends the test when not."""
    call_command("verify_audit", board=board, stdout=StringIO())
    return True
