"""Reads conversation.csv: a conversation held anywhere, one row for each post; docs/importing.md describes it."""

import re
from datetime import datetime

from advisory.refusals import Invalid
from discussions.importing.rows import LONGEST_NAME, LONGEST_PROMPT, Conversation, Said, past, rows_of, words

FILE = "conversation.csv"
COLUMNS = ("id", "at", "author", "question", "reply_to", "body")
ATTRIBUTION = "Brought in from a file of an earlier conversation. Its people are placeholders and cannot sign in."
LONGEST_ID = 200
_NUMBER = re.compile("[0-9]{1,9}")


def read(folder):
    """The conversation in a folder with conversation.csv; Invalid when that is not such a file."""
    seen, found = {}, Conversation(FILE, attribution=ATTRIBUTION)
    found.posts, found.bad = rows_of(folder / FILE, COLUMNS, lambda *row: _said(*row, seen))
    found.people = {said.author: _name(said.author) for said in found.posts}
    if not found.posts and not found.bad:
        raise Invalid(message=f"{FILE}: it holds no rows; write one for each post.")
    return found


def _said(cells, place, seen):
    key = words(cells, "id", LONGEST_ID)
    if key in seen:
        raise ValueError(f"the id “{key}” stands in an earlier row")
    seen[key] = None
    said = Said(
        key, _time(cells["at"].strip()), _author(cells), _question(cells), words(cells, "body"), place,
        cells["reply_to"].strip(),
    )  # fmt: skip
    if said.reply_to:
        _require_parent(said, seen)
    seen[key] = said
    return said


def _require_parent(said, seen):
    """A reply follows what it replies to; a parent that is itself bad is reported once, in its own row."""
    if said.reply_to not in seen or said.reply_to == said.id:
        raise ValueError(f"reply_to names “{said.reply_to[:40]}”, which is no id of an earlier row")
    parent = seen[said.reply_to]
    if parent and parent.question != said.question:
        raise ValueError(f"reply_to names “{parent.id[:40]}”, which belongs to another question")
    if parent and parent.at > said.at:
        raise ValueError(f"at is earlier than that of “{parent.id[:40]}”, to which it replies")


def _time(cell):
    try:
        at = datetime.fromisoformat(cell)
    except ValueError:
        raise ValueError(f"at is “{cell[:40]}”, not a time such as 2026-03-01T09:30:00+01:00") from None
    if at.utcoffset() is None:
        raise ValueError(f"at is “{cell[:40]}”, without a zone; end it with Z or an offset such as +01:00")
    return past(at, "at")


def _author(cells):
    author = " ".join(words(cells, "author", LONGEST_NAME).split())
    if "@" in author:
        raise ValueError("author holds an address; write a name or a number")
    return str(int(author)) if _NUMBER.fullmatch(author) else author


def _question(cells):
    prompt = words(cells, "question", LONGEST_PROMPT)
    return int(prompt) if _NUMBER.fullmatch(prompt) else prompt


def _name(author):
    return f"Participant {author}" if _NUMBER.fullmatch(author) else author
