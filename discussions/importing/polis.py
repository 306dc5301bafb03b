"""Reads a Polis export: its statements are what was said, its votes say who agrees."""

import csv
import io
from datetime import UTC, datetime, timedelta

from advisory.refusals import Invalid
from advisory.text import LONGEST
from discussions.importing.rows import LONGEST_PROMPT, Conversation, Said, past, rows_of, text_of, whole, words

STATEMENTS, VOTES, SUMMARY = "comments.csv", "votes.csv", "summary.csv"
LICENCE = (
    "Data was gathered using the Polis software (see: compdemocracy.org/polis and github.com/compdemocracy/polis) and "
    "is sub-licensed under CC BY 4.0 with Attribution to The Computational Democracy Project."
)
CHANGES = "Statements are shown as posts and votes of agreement as reactions; statements moderated out are left out."
AS_STATEMENTS = "Of each person the last vote on a statement is kept; statements moderated out are not voted on."
_SUMMARY = {"topic": LONGEST_PROMPT, "url": LONGEST, "conversation-description": LONGEST}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_COLUMNS = ("timestamp", "comment-id", "author-id", "moderated", "comment-body")
_VOTE_COLUMNS = ("timestamp", "comment-id", "voter-id", "vote")


def read(folder, changes=CHANGES):
    """The conversation in a folder with summary.csv, comments.csv and votes.csv; Invalid when one is not such a file.

    Everybody who wrote or voted is one of its people. A person's last vote on a statement counts; of two at the same
    millisecond it is the one further down.
    """
    about = _summary(folder / SUMMARY)
    topic, url = about["topic"], about.get("url", "")
    found = Conversation(f"polis/{url or topic}", topic, about.get("conversation-description", ""))
    found.attribution = " ".join([LICENCE, f"Conversation: “{topic}”{f', {url}' if url else ''}.", changes])
    seen = set()
    rows, bad = rows_of(folder / STATEMENTS, _COLUMNS, lambda *row: _statement(*row, topic, seen), more=True)
    votes, bad_votes = rows_of(folder / VOTES, _VOTE_COLUMNS, _vote, more=True)
    if not rows and not bad:
        raise Invalid(message=f"{STATEMENTS}: it holds no statements; choose another folder.")
    found.bad = bad + bad_votes
    found.posts = [said for _, said, out in rows if not out]
    found.removed = [said for _, said, out in rows if out and said]
    found.moderated_out = len(rows) - len(found.posts)
    people = {author for author, *_ in rows} | {voter for _, _, voter, _ in votes}
    found.people = {person: f"Participant {person}" for person in sorted(people, key=int)}
    _count(found, votes)
    return found


def _summary(path):
    try:
        lines = csv.reader(io.StringIO(text_of(path), newline=""), strict=True)
        about = {"topic": ""} | {cells[0]: " ".join(cells[1].split()) for cells in lines if len(cells) == 2}
        told = [name for name in _SUMMARY if about.get(name) or name == "topic"]
        return {name: words(about, name, _SUMMARY[name]) for name in told}
    except (ValueError, csv.Error) as wrong:
        raise Invalid(message=f"{path.name}: {wrong}; mend that line.") from None


def _statement(cells, place, topic, seen):
    """Who wrote a statement, what was said, and whether it was moderated out: then it may be empty."""
    key, author, moderated = whole(cells, "comment-id"), whole(cells, "author-id"), cells["moderated"].strip()
    if key in seen:
        raise ValueError(f"the comment-id {key} stands in an earlier row")
    seen.add(key)
    if moderated not in {"1", "0", "-1"}:
        raise ValueError(f"moderated is “{moderated[:40]}”, not 1, 0 or -1")
    out = moderated == "-1"
    if out and not cells["comment-body"].strip():
        return author, None, out
    return author, Said(key, _time(cells), author, topic, words(cells, "comment-body"), place), out


def _vote(cells, place):
    vote = cells["vote"].strip()
    if vote not in {"1", "0", "-1"}:
        raise ValueError(f"vote is “{vote[:40]}”, not 1, 0 or -1")
    return _time(cells), whole(cells, "comment-id"), whole(cells, "voter-id"), int(vote)


def _time(cells):
    try:
        return past(_EPOCH + timedelta(milliseconds=int(whole(cells, "timestamp"))), "timestamp")
    except OverflowError:
        raise ValueError("timestamp lies outside the calendar; it is in milliseconds") from None


def _count(found, votes):
    shown = {said.id for said in found.posts}
    for _, statement, voter, vote in sorted(votes, key=lambda row: row[0]):
        if statement in shown:
            found.stances[statement, voter] = vote
            found.votes[statement, voter] = vote == 1
        else:
            found.votes_left_out += 1
