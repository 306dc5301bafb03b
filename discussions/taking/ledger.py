"""The log as files: what moderators did and the audit trail, as a table or on paper, and the proof of the chain."""

from advisory.events.proofs import proof_of
from advisory.events.readers import NAMES
from discussions.conduct import deeds
from discussions.taking.paper import paper
from discussions.taking.rows import table
from discussions.taking.tree import said
from discussions.trail import entries, sought

MEDIA = {"pdf": "application/pdf", "csv": "text/csv; charset=utf-8", "proof": "application/x-ndjson"}
SUFFIX = {"pdf": "pdf", "csv": "csv", "proof": "jsonl"}
ON_PAPER, IN_TABLES, CHUNK = 1_000, 200_000, 1_000
TRAIL = ("Entry", "When (UTC)", "Who", "Event", "About", "Post", "Stream", "Seal")
CONDUCT = ("When (UTC)", "What", "By", "About", "Post", "Reason", "State")
ON_TRAIL = {"Entry": 1, "When, UTC": 2.2, "Who": 2.4, "Event": 2, "About": 4, "Seal": 1.2}
ON_CONDUCT = {"When, UTC": 2, "What": 2, "By": 2, "About": 3, "Reason": 4, "State": 1}
SEALED = "Each entry is sealed to the one before it; here the ends of each seal are shown."
ALIASED = "Authors are told by alias where they are blinded, and of old entries the day alone."


def trail_in(sort, asked):
    """How to read the audit trail as one of the files: a function of the member who reads it."""
    return {"csv": _trail_table, "pdf": _trail_paper, "proof": _proof}[sort](asked)


def conduct_in(sort, part):
    """How to read the moderation log as one of the files."""
    return {"csv": _conduct_table, "pdf": _conduct_paper}[sort](part)


def _trail_table(asked):
    return lambda member: table(TRAIL, (_row(entry) for entry in _all(member, asked, IN_TABLES)))


def _trail_paper(asked):
    def written(member):
        rows = [
            [str(one.number), said(one.at), one.who, one.kind, one.about, one.short]
            for one in _all(member, asked, ON_PAPER)
        ]
        return paper(_title(member, "audit trail"), [SEALED, *_notes(member, rows)], ON_TRAIL, rows)

    return written


def _proof(asked):
    return lambda member: "".join(proof_of(member.board.log)).encode()


def _conduct_table(part):
    return lambda member: table(CONDUCT, (_line(one, one.at, one.post) for one in deeds(member, part, IN_TABLES)))


def _conduct_paper(part):
    def written(member):
        rows = [_line(one, said(one.at)) for one in deeds(member, part, ON_PAPER)]
        return paper(_title(member, "moderation log"), _notes(member, rows), ON_CONDUCT, rows)

    return written


def _all(member, asked, most):
    """The entries that are asked for, newest first, a part at a time."""
    found = sought(member, asked)[:most]
    for begin in range(0, most, CHUNK):
        part = entries(member, found[begin : begin + CHUNK])
        yield from part
        if len(part) < CHUNK:
            return


def _row(entry):
    return entry.number, entry.at, entry.who, entry.kind, entry.about, entry.post, entry.stream, entry.seal


def _line(deed, at, *post):
    return [at, deed.what, deed.by, deed.about, *post, deed.reason, deed.state[1] if deed.state else ""]


def _title(member, what):
    return f"{member.board.title}: {what}"


def _notes(member, rows):
    cut = [f"The newest {ON_PAPER:,} lines; the table has them all."] if len(rows) == ON_PAPER else []
    return [*cut, *([] if member.gaze == NAMES else [ALIASED])]
