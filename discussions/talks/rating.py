"""The consensus study that the open point of an agenda leads to, as it is rated and steered in the room of a session.

Round, ratings and results are those of the board's own study: the room shows them and sends to the same addresses.
"""

from functools import cached_property

from advisory.rights import can
from discussions.consensus.pages import StudyPage, progress_of, round_now, studies_for
from discussions.forms.rounds import Closing, Opening, Publication


class Rated:
    """A study in the room of one member; each part is read once."""

    def __init__(self, member, study):
        self.member, self.study, self.round = member, study, round_now(study)
        self.steers = can(member, "study.run", member.board)

    @property
    def key(self):
        """What makes the panel of the room be drawn anew: another study, another round, or a round that turned."""
        return f"c{self.study.number}.{self.round.number}.{self.round.state}"

    @cached_property
    def page(self):
        """What the page of the round shows this member."""
        return StudyPage(self.member, self.study, self.round).context()

    @cached_property
    def steps(self):
        """What can be done with the round that comes next, or runs, by those who may: open, close, publish it."""
        forms = [kind(study=self.study) for kind in (Opening, Closing, Publication)] if self.steers else []
        return [form for form in forms if form.offered]

    @cached_property
    def progress(self):
        """How many of the panel have rated all of it, for those who steer."""
        told = self.steers and progress_of(self.study, self.round, self.member)
        return told if told and told["is_open"] else None


def rated_in(room):
    """The study that the open point leads to, for whoever may see it, or nothing."""
    item = room.now and room.now[0]
    if not item or item.link != "study":
        return None
    found = next((one for one in studies_for(room.member) if str(one.pk) == item.linked), None)
    return Rated(room.member, found) if found else None
