"""What cannot be brought in is named, row by row, and nothing is written."""

from unittest import mock

import pytest

from tests.discussions import conversations
from tests.discussions.conversations import TALK, brought, state, talk

pytestmark = pytest.mark.django_db
BAD = {
    "at is “2026-03-01T10:00”, without a zone": [(1, "2026-03-01T10:00")],
    "at is “yesterday”, not a time": [(1, "yesterday")],
    "at lies in the future": [(1, "2999-01-01T00:00Z")],
    "at is earlier than that of “b”": [(1, "2026-03-01T08:30:00Z"), (4, "b")],
    "the id “a” stands in an earlier row": [(0, "a")],
    "reply_to names “z”, which is no id": [(4, "z")],
    "reply_to names “e”, which is no id": [(4, "e")],
    "reply_to names “a”, which belongs to another question": [(3, "And the cost?"), (4, "a")],
    "the board has no question 7": [(3, "7"), (4, "")],
    "author is empty": [(2, " ")],
    "author holds an address": [(2, "a@example.org")],
    "body is empty": [(5, " \n ")],
    "body: This is 20,001 characters": [(5, "x" * 20_001)],
    "body: The text holds a character that cannot": [(5, "a\0b")],
    "body: The text holds hidden characters": [(5, "a\u202eb")],
    "it has 7 cells, row 1 has 6": [(6, "x")],
}


@pytest.mark.parametrize("reason", BAD)
def test_one_bad_row_is_named_and_nothing_is_written(reason, tmp_path):
    row = list(TALK[3])
    for place, cell in BAD[reason]:
        row[place : place + 1] = [cell]
    before = state()
    code, _, err = brought(talk(tmp_path, *TALK[:3], row, TALK[4]))
    assert code == 2
    assert f"conversation.csv, row 5: {reason}" in err
    assert err.splitlines()[-1] == "Mend the row named above; nothing was written."
    assert state() == before


def test_every_bad_row_of_a_polis_export_is_named(tmp_path):
    statements = [
        [*conversations.STATEMENTS[0][:6], "2", "x"],
        [1, "", 0, 0, 0, 0, 1, "x"],
        ["1e3", "", 1, 0, 0, 0, 1, "x"],
    ]
    statements += [[1, "", 0, 0, 0, 0, 1, "again"], [9**15, "", 5, 0, 0, 0, 1, "x"], [1, "", 6, 0, 0, 0, 1, ""]]
    votes = [[1, "", 0, 0, 1], [1, "", 99, 0, 1], [1, "", 0, "x", 1], [1, "", 0, 1, 2]]
    before = state()
    code, _, err = brought(conversations.made(tmp_path, statements, votes))
    named = [line.partition(":")[0] for line in err.splitlines()]
    assert named[:-1] == [f"comments.csv, row {n}" for n in (2, 4, 5, 6, 7)] + [f"votes.csv, row {n}" for n in (4, 5)]
    assert (code, err.splitlines()[-1]) == (2, "Mend the 7 rows named above; nothing was written.")
    assert state() == before


FILES = {
    "row 1 names the columns": b"id,at,author,question,body,mood\n",
    "“reply_to” is missing, “mood” is not known": b"id,at,author,question,body,mood\n",
    "“id” stands twice": b"id,id,at,author,question,reply_to,body\n",
    "byte 45 is not UTF-8": b"id,at,author,question,reply_to,body\na,b,c,d,\xff",
    "holds no rows": b"\xef\xbb\xbfid,at,author,question,reply_to,body\n\n",
    "row 2: its cells and quotation marks cannot be read": b'id,at,author,question,reply_to,body\na,b,"c',
    "row 3: it has 1 cells": b"id,at,author,question,reply_to,body\n\n" + b"x" * 200_000,
}


@pytest.mark.parametrize("reason", FILES)
def test_a_file_that_is_no_such_table_is_refused_in_one_line(reason, tmp_path):
    (tmp_path / "conversation.csv").write_bytes(FILES[reason])
    before = state()
    code, _, err = brought(tmp_path)
    assert code == 2
    assert reason in err
    assert state() == before


def test_a_folder_or_option_that_will_not_do_is_refused_in_one_line(tmp_path):
    before = state()
    assert brought(tmp_path / "nowhere")[::2] == (2, mock.ANY)
    assert "it must hold either conversation.csv or comments.csv" in brought(tmp_path)[2]
    conversations.made(tmp_path)
    assert "--board: Use 2 to 60" in brought(tmp_path, board="No slug")[2]
    assert "nobody who may sign in has the address" in brought(tmp_path, chair="nobody@example.org")[2]
    (tmp_path / "votes.csv").unlink()
    assert brought(tmp_path)[2] == "votes.csv: there is no such file in the folder; add it.\n"
    (tmp_path / "summary.csv").write_text("topic,\n")
    assert brought(tmp_path)[2] == "summary.csv: topic is empty; mend that line.\n"
    assert state() == before
