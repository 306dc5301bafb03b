"""A safety case as one member of the desk may know it: for its page, its paper and the table of all cases."""

import re
from html import escape

from django.utils import timezone
from django.utils.safestring import mark_safe

from advisory.accounts.places import country_named
from advisory.templatetags.ui import tint
from advisory.text import drawn
from boards.models import Board
from boards.safety_clock import span
from discussions.models import Assessment, Case
from discussions.permissions import knows_reporter
from discussions.telling import mask

SHORTEST_MARK, HOURS = 6, "24 hours from first awareness"
TONES = {"open": "bad", "handed-over": "warn", "closed": "ok", "no-event": ""}
WORDS = {Assessment.Verdict.MET: "met", Assessment.Verdict.NOT_MET: "not met", Assessment.Verdict.UNCLEAR: "unclear"}


class Told:
    """One case, as one member may know it now."""

    def __init__(self, case, member):
        self.case, self.member = case, member
        self.handovers = list(case.handovers.all())
        self.knows = knows_reporter(member, case)

    @property
    def title(self):
        """What the team calls the case, or where it comes from."""
        case = self.case
        if case.current and case.current.title:
            return case.current.title
        return f"In Question {case.post.question.number}" if case.post_id else case.get_noticed_display()

    @property
    def tone(self):
        return TONES[self.case.state]

    @property
    def reporter(self):
        """Who said it: by name where that may be known, else by alias."""
        seat = self.case.reporter
        return seat.user.name if self.knows else self._mask[1]

    @property
    def initials(self):
        seat = self.case.reporter
        return seat.user.initials if self.knows else self._mask[2]

    @property
    def _mask(self):
        seat = self.case.reporter
        if self.case.unnamed:
            return "", "A panel member", "P"
        return mask(self.case.post) if self.case.post_id else ("", seat.alias_name, f"A{seat.alias}")

    @property
    def look(self):
        """How their picture is drawn: square behind an alias, in their own colour by name."""
        return tint(self.case.reporter.user_id) if self.knows else "blind"

    @property
    def words(self):
        """The text that made the case, as it was when the case was opened, and what was taken up into it later."""
        return "\n\nLater:\n\n".join(one.body for one in self.case.texts) or self.case.report

    @property
    def outdated(self):
        """Whether its author has other words there now."""
        return self.case.post.current_id not in {one.pk for one in self.case.texts}

    @property
    def html(self):
        """That text drawn, with the words that meet a criterion marked."""
        html = "<hr>".join(one.html for one in self.case.texts) or drawn(self.case.report)
        return mark_safe(_marked(html, [row["words"] for row in self.criteria]))

    @property
    def criteria(self):
        """The four criteria, each with its verdict and the words that meet it."""
        made = self.case.current.criteria if self.case.current else {}
        return [
            {"key": key, "label": label, "words": made.get(key, {}).get("words", ""),
             "verdict": WORDS.get(made.get(key, {}).get("verdict"), "not assessed")}
            for key, label in Assessment.CRITERIA.items()
        ]  # fmt: skip

    @property
    def met(self):
        return sum(row["verdict"] == "met" for row in self.criteria)

    @property
    def passed(self):
        """The first hand-over: its time is the one that counts."""
        return min(self.handovers, key=lambda one: one.at, default=None)

    @property
    def receipt(self):
        return next((one.receipt for one in self.handovers if one.receipt), "")

    @property
    def in_time(self):
        """Whether it was passed on before its time was over."""
        return self.passed is not None and self.passed.at <= self.case.due_at

    @property
    def took(self):
        """From first awareness to the first hand-over."""
        return span(self.passed.at - self.case.aware_at) if self.passed else ""

    @property
    def clock(self):
        """What the clock says, and how much of its time is used."""
        case, now = self.case, timezone.now()
        total, used = case.due_at - case.aware_at, now - case.aware_at
        seconds = int(total.total_seconds())
        return {
            "left": case.left, "total": seconds, "used": min(int(used.total_seconds()), seconds),
            "spent": f"{span(used)} of {span(total)}",
        }  # fmt: skip

    @property
    def rule(self):
        """Which clock runs for this case, whatever the board's is set to since."""
        return HOURS if self.case.clock == Board.SafetyClock.HOURS else "One business day from first awareness"

    @property
    def trail(self):
        """What was done and what comes next: [(heading, words, moment, state)]."""
        case, passed = self.case, self.passed
        steps = [("Noticed", case.get_noticed_display(), case.aware_at, True)]
        if case.post_id:
            hold = case.post.holds.order_by("at").first()
            steps += [("Held", "From other advisors", hold.at, True)] if hold else []
        made = case.current
        steps.append(("Assessed", made.by.user.name if made else "", made and made.at, bool(made)))
        if case.state == Case.State.NO_EVENT:
            return _staged([*steps, ("Not an adverse event", case.settled_by.user.name, case.settled_at, True)])
        sent = f"{passed.to}, {passed.get_how_display().lower()}" if passed else ""
        steps.append(("Passed on", sent, passed and passed.at, bool(passed)))
        given = self.receipt or "Their number closes the case"
        return _staged([*steps, ("Receipt", given, case.settled_at, case.state == Case.State.CLOSED)])


def told_cases(board, member):
    """All cases of a board as one member may know them, the latest first."""
    found = board.cases.drawn()
    return [Told(case, member) for case in found]


def rule_of(board):
    """By when the team of a board passes a case on, in words."""
    if board.safety_clock == Board.SafetyClock.HOURS:
        return HOURS
    return f"One business day by the calendar of {country_named(board.safety_country)}"


def _staged(steps):
    first = next((place for place, step in enumerate(steps) if not step[3]), len(steps))
    return [
        {"heading": heading, "words": words, "at": at, "state": "done" if done else "now" if place == first else ""}
        for place, (heading, words, at, done) in enumerate(steps)
    ]


def _marked(html, quotes):
    """Drawn words with some quotations marked; what stands inside a tag is left alone."""
    sought = [re.escape(escape(one, quote=False)) for one in quotes if len(one) >= SHORTEST_MARK]
    if not sought:
        return html
    seen = re.compile("|".join(sorted(sought, key=len, reverse=True)))
    parts = re.split(r"(<[^>]*>)", html)
    return "".join(part if part.startswith("<") else seen.sub(r"<mark>\g<0></mark>", part) for part in parts)
