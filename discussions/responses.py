"""What was answered on a question with a form: figures for everybody who may read it, rows for the team."""

import json
from functools import cached_property

from django.template.loader import render_to_string

from advisory.events.readers import NAMES
from discussions.answering import parted
from discussions.figures import marked_figure
from discussions.models import Response
from discussions.telling import masked, nameless

FROM_PEOPLE = 20  # percentages below would be false precision
PANEL = "replace:#results"
EARLIER = "<details data-earlier"


def canonical(marks):
    """Marks as the text to which an event commits."""
    return json.dumps(marks, sort_keys=True, separators=(",", ":"))


class Results:
    """What stands on a question now, the same for whoever may read it: figures, and words of posts in sight alone."""

    def __init__(self, question):
        self.question = question

    @cached_property
    def responses(self):
        """Every member's answer, in an order that tells nothing of who was first."""
        found = self.question.responses.select_related("post__current").order_by("pk")
        return list(found)

    def of(self, member):
        """A member's own answer, or nothing."""
        return next((one for one in self.responses if one.member_id == member.pk), None)

    def keys(self, own):
        """What of the panel is somebody's own, as the page tells it to its script."""
        return " ".join(self.question.kind.keys(self.question.design, own.marks))

    @cached_property
    def current(self):
        """The answers to the question as it is put now."""
        return [one for one in self.responses if one.design_version == self.question.design_version]

    @cached_property
    def summary(self):
        """The figures of those answers."""
        return self.question.kind.summary(self.question.design, [one.marks for one in self.current])

    @cached_property
    def words(self):
        """What was typed with them, where its post is in everybody's sight: [(marks, {slot: text})]."""
        kind, design = self.question.kind, self.question.design
        told = [(one.marks, one.worded) for one in self.current]
        seen = [(marks, post) for marks, post in told if post and not post.out_of_sight]
        return [(marks, parted(kind, design, marks, post.current.body)) for marks, post in seen]

    @property
    def reasons(self):
        """How many gave a reason that can be read."""
        return sum("reason" in words for _, words in self.words)

    @cached_property
    def earlier(self):
        """The figures of answers to the question as it was put before: those who have not answered anew."""
        designs = {one.version: one.body for one in self.question.designs.all()} if self._old else {}
        return [
            {"version": version, "design": designs[version], **self._figures(designs[version], self._old[version], [])}
            for version in sorted(self._old)
        ]

    @cached_property
    def _old(self):
        old = {}
        for one in self.responses:
            if one.design_version != self.question.design_version:
                old.setdefault(one.design_version, []).append(one.marks)
        return old

    def _figures(self, design, values, words):
        kind = self.question.kind
        return {"n": len(values), "figures": kind.drawn(design, kind.summary(design, values), words)}

    def panel(self):
        """The figures as HTML; it knows the answers, never who looks."""
        kind, question = self.question.kind, self.question
        now = self._figures(question.design, [one.marks for one in self.current], self.words)
        context = {"question": question, "kind": kind, "reasons": self.reasons, "earlier": self.earlier, **now}
        context |= {"figure": marked_figure(question)}
        context |= {"percent": now["n"] >= FROM_PEOPLE, "template": f"discussions/answering/_{kind.NAME}_results.html"}
        return render_to_string("discussions/answering/_results.html", context)


class Together:
    """The panels of the questions that a few responses belong to: each is drawn once for all of them."""

    def __init__(self, responses):
        self.questions = {one.question_id: one.question for one in responses}
        self.panels = {}

    def panel(self, question):
        """The panel of one of the questions."""
        if question not in self.panels:
            self.panels[question] = Results(self.questions[question]).panel()
        return self.panels[question]

    @cached_property
    def latest(self):
        """The newest response on each of them."""
        found = Response.objects.filter(question__in=self.questions).order_by("question", "-at", "-pk")
        newest = {}
        for question, key in found.values_list("question_id", "pk"):
            newest.setdefault(question, key)
        return newest


def appeared(response, gaze):
    """The panel with a new answer in it, drawn for the newest alone: of many in a burst one picture is enough."""
    together = getattr(response, "together_with", None) or Together([response])
    if together.latest.get(response.question_id) != response.pk:
        return "", ""
    return together.panel(response.question_id), PANEL


def of_response(event, response, gaze):
    """That somebody answered, and on which question; who it was is in their post, if they wrote one."""
    return {"question": response.question.number}


def own_marked(html, question, response):
    """A drawn panel with what is the viewer's own marked in it."""
    if response is None or response.design_version != question.design_version:
        return html
    now, mark, before = html.partition(EARLIER)
    for key in question.kind.keys(question.design, response.marks):
        now = now.replace(f'data-own="{key}"', f'data-own="{key}" data-mine')
    return now + mark + before


def rows(question, gaze):
    """Who answered what as one way of seeing may know them: the heads of a table, then a row for each answer."""
    kind, design = question.kind, question.design
    found = question.responses.select_related("member__user").filter(design_version=question.design_version)
    told = sorted((named(one.member, question, gaze), kind.cells(design, one.marks)) for one in found)
    return [["Who", *kind.columns(design)], *([who, *cells] for who, cells in told)]


def named(seat, question, gaze):
    """How whoever answered is called in one way of seeing."""
    return masked(seat, question)[1] if gaze != NAMES and nameless(seat, question, gaze) else seat.user.name
