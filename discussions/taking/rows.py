"""An export as a table: its columns and rows, and these as CSV; pure."""

import csv
from io import StringIO

from discussions.taking.prose import plain

COLUMNS = (
    "Section", "Question", "Kind", "No.", "Author", "Role", "Time (UTC)", "Changed (UTC)", "State", "Agree",
    "Insightful", "Words", "Post", "In reply to",
)  # fmt: skip
FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def rows(outline):
    """A row for each question, its stimulus and its posts, in the board's order; numbers are numbers, all else text."""
    for part, question in outline.questions:
        at = (f"{part.letter}. {part.title}", question.number)
        about = "; ".join((question.state, *question.policy, question.answered, question.counted))
        yield (*at, "Question", "", "", "", "", "", about, "", "", question.prompt, "", "")
        if question.stimulus:
            yield (*at, "Stimulus", "", "", "", "", "", "", "", "", _shown(question.stimulus), "", "")
        for post in question.posts:
            yield (*at, *_told(post))


def written(outline):
    """The rows as CSV that no spreadsheet takes for formulas, with the mark by which they know UTF-8."""
    return table(COLUMNS, rows(outline))


def table(columns, lines):
    """Some rows under their columns as the bytes of a CSV."""
    kept = StringIO()
    writer = csv.writer(kept)
    writer.writerow(columns)
    writer.writerows([harmless(cell) for cell in line] for line in lines)
    return kept.getvalue().encode("utf-8-sig")


def harmless(cell):
    """A cell that begins like a formula, behind an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _told(post):
    changed = f"{post.edited} after seeing the others" if post.edited and post.after_gate else post.edited
    who = (post.kind, post.place, post.told, post.capacity, post.at, changed, post.state)
    return (*who, post.agree, post.insightful, plain(post.html), post.id, post.reply_to)


def _shown(stimulus):
    lines = [stimulus["title"], stimulus["text"], *("\t".join(row) for row in stimulus["rows"]), stimulus["caption"]]
    return "\n".join(filter(None, lines))
