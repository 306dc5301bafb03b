"""The cells of the participation table as HTML: words for states, a number and a shade for counts."""

from html import escape

from django.urls import reverse
from django.utils.safestring import mark_safe

VIEWS = {"posts": "Posts", "words": "Words", "probes": "Probes waiting"}
SHADES = {"posts": (1, 2, 3, 5), "words": (1, 50, 150, 300), "probes": (1, 2, 3, 5)}
LEGENDS = {
    "posts": ("None", "1", "2", "3 to 4", "5 or more"),
    "words": ("None", "Up to 49", "50 to 149", "150 to 299", "300 or more"),
    "probes": ("None", "1", "2", "3 to 4", "5 or more"),
}
STATES = {
    "draft": ("hd", "Draft", "Draft saved, not posted"),
    "held": ("hd", "Held", "Held, waits for a moderator"),
    "pass": ("hx", "Pass", "Passed: outside their field"),
}
NOT_DUE = '<td class="hx"><span class="vh">Not due yet</span></td>'


def columns(board, questions):
    """The addresses of some questions, worked out once for a whole table."""
    return [escape(reverse("question", args=[board.slug, question.number])) for question in questions]


def cells(row, addresses, view):
    """One advisor's cells; numbers, addresses and fixed words alone, so that nothing has to be escaped again."""
    return mark_safe("".join(_cell(cell, to, view) for cell, to in zip(row.cells, addresses, strict=True)))


def legend(view):
    """What the shades of a view stand for: [(class, words)]."""
    return [(f"h{place}", words) for place, words in enumerate(LEGENDS[view])]


def _cell(cell, address, view):
    if cell.state == "waiting":
        return NOT_DUE
    if cell.state and view != "probes":
        look, word, title = STATES[cell.state]
        return f'<td class="{look}"><a href="{address}" title="{title}">{word}</a></td>'
    count = {"posts": cell.posts, "words": cell.words, "probes": cell.probes.waiting}[view]
    more = f' title="{cell.held} more held"' if cell.held else ""
    shade = sum(count >= least for least in SHADES[view])
    return f'<td class="h{shade}"><a href="{address}"{more}>{count}</a></td>'
