"""The statements of a question as one member meets them: one at a time to vote on, and those that wait."""

from functools import cached_property

from django.utils.safestring import mark_safe

from advisory.rights import can
from discussions.commands.propositions import LONGEST
from discussions.models import Proposition, Question, Stance
from discussions.propositions.results import SIDES, own_keys, panel
from discussions.responses import named
from discussions.unposted import noticed_in

CHOICES = (("agree", "Agree", "check"), ("disagree", "Disagree", "x"), ("pass", "Pass", ""))
State = Proposition.State


class Voting:
    """What one member sees of a question's statements, read once."""

    def __init__(self, member, question):
        self.member, self.question = member, question
        found = question.propositions.select_related("author__user", "author__board")
        found = list(found if member.moderates else found.filter(state=State.ACCEPTED) | found.filter(author=member))
        self.accepted = [one for one in found if one.state == State.ACCEPTED]
        self.pending = [one for one in found if one.state == State.PROPOSED and one.text]
        self.turned_down = [one for one in found if one.state == State.REJECTED and one.author_id == member.pk]
        self.taken_out = [one for one in found if one.state == State.WITHDRAWN and one.text]

    @cached_property
    def own(self):
        """The member's stances by the number of the statement."""
        found = Stance.objects.filter(proposition__question=self.question, member=self.member.pk).order_by("at")
        found = found.filter(proposition__state=State.ACCEPTED)
        return {one.proposition.number: one for one in found.select_related("proposition")}

    @property
    def shown(self):
        """When they last voted, or nothing."""
        last = max((one.at for one in self.own.values()), default=None)
        return {"shown": f"{last.day} {last:%B}"} if last else None

    def told(self, chosen, *, is_open, everybody, refusal=None, typed=None):
        """The names that the templates use; `chosen` is the statement that was asked for, by its number."""
        may = bool(is_open and self.member.advises and not self.member.restricted and self.accepted)
        propose = can(self.member, "proposition.make", self.question)
        waiting = self.question.state == Question.State.WAITING and self.member.moderates
        voting = {
            "statements": self.accepted, "total": len(self.accepted), "may": may, "longest": LONGEST,
            "may_propose": propose and (is_open or waiting), "settles": self.member.moderates,
            "pending": [self._noticed(one) for one in self.pending], "turned_down": self.turned_down,
            "taken_out": self.taken_out,
            "text": typed.get("text", "") if typed else "", **self._current(chosen if may else None, may),
        }  # fmt: skip
        if refusal:
            voting["error"] = " ".join(refusal.fields.values()) or refusal.message
        keys = own_keys({number: one.value for number, one in self.own.items()})
        told = {"voting": voting, "response_form": may or propose, "own_keys": keys}
        return told | ({"results_html": mark_safe(self._marked(keys))} if everybody else {})

    def _current(self, chosen, may):
        numbers = [one.number for one in self.accepted]
        left = [number for number in numbers if number not in self.own]
        asked = next((number for number in numbers if str(number) == str(chosen)), None)
        number = asked or next(iter(left), None)
        if not may or number is None:
            return {"current": None, "left": len(left)}
        at = numbers.index(number)
        value = self.own[number].value if number in self.own else None
        buttons = [(side, label, icon, SIDES[side] == value) for side, label, icon in CHOICES]
        return {
            "current": self.accepted[at], "at": at + 1, "left": len(left), "buttons": buttons,
            "before": numbers[at - 1] if at else None, "after": (numbers[at + 1 :] or [None])[0],
        }  # fmt: skip

    def _noticed(self, one):
        """A statement that waits, who proposed it as far as that may be known, and what screening sees in it."""
        mine = one.author_id == self.member.pk
        by = "" if mine or not one.author else named(one.author, self.question, self.member.gaze)
        return {"one": one, "mine": mine, "by": by, "noticed": noticed_in(self.member.board, one.text)}

    def _marked(self, keys):
        """The panel with the member's own votes marked in it."""
        html = panel(self.question)
        for key in keys.split():
            html = html.replace(f'data-own="{key}"', f'data-own="{key}" data-mine')
        return html
