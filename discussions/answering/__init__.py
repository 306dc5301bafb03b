"""The ways in which a question is answered other than in words alone: one small module for each kind, all alike; pure.

A kind is a module with:
`NAME`, `LABEL`, `ICON`: what the API calls it, what people call it, its icon;
`checked_design(raw)`: what a moderator set up, as it is kept; Invalid names the field;
`checked_value(design, raw)`: an answer as (marks, texts): marks are numbers and ids of options alone, texts are what
was typed, by the name of its slot; Invalid names the field;
`slots(design, marks)`: {slot: its label} of every text there may be beside these marks;
`said(design, marks)`: the marks in a line of words;
`summary(design, values)`: plain figures of many marks, also of none;
`columns(design)` and `cells(design, marks)`: one answer as a row of a table;
`figures(design, summary)`: the same figures as rows of a table: (item, what it is, number or words);
`keys(design, marks)`: what of a drawn summary is one's own;
`posted(design, typed)`: an answer as a form without script sends it; `raw(design, marks, texts)`: as it was sent;
`shown(design, raw)`: what the form's template draws;
`drawn(design, summary, words)`: what the template of results draws; words are [(marks, texts)] of posts in sight.
"""

from types import ModuleType

from discussions.answering import choice, figure, matrix, points, quantity, ranking, scale, table
from discussions.answering.prose import composed, parted
from discussions.answering.reading import checked_answer

DISCUSSION, STATEMENTS = "discussion", "statements"  # answered in words; by votes on statements
KINDS: dict[str, ModuleType] = {
    kind.NAME: kind for kind in (choice, scale, matrix, ranking, points, quantity, table, figure)
}
NAMES = (DISCUSSION, *KINDS, STATEMENTS)

__all__ = ["DISCUSSION", "KINDS", "NAMES", "STATEMENTS", "checked_answer", "composed", "parted"]
