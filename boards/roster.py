"""Everyone on a board as its people page lists them: who sits there, who is deciding, and what each agreed to."""

from dataclasses import dataclass, field
from functools import cached_property

from boards.models import Consent, Invitation, Policy

SHOWN = {"": "All", "advisors": "Advisors", "team": "Team", "deciding": "Deciding", "declined": "Declined"}
FEW = 100


@dataclass
class Row:
    """One line: a member, or somebody who is invited."""

    group: str
    tone: str
    status: str
    note: str = ""
    member: object = None
    invitation: object = None
    urgent: bool = False
    agreed: list = field(default_factory=list)


class Roster:
    """The people of one board; what is not a member's name and place is for those who may invite."""

    def __init__(self, board, *, manages):
        self.board, self.manages = board, manages

    @cached_property
    def members(self):
        """Taken seats in the order of names."""
        return [self._member(seat) for seat in self.board.seats.seated().by_name()]

    @cached_property
    def invitations(self):
        """Invitations that may still lead to a seat, or were declined, in the order of names."""
        return [_invited(one) for one in self.board.invitations.pending().by_name()] if self.manages else []

    def rows(self, shown=""):
        """The lines of one choice: what needs attention first, then by name."""
        found = [row for row in [*self.invitations, *self.members] if shown in {"", row.group}]
        return sorted(found, key=lambda row: not row.urgent)

    @cached_property
    def counts(self):
        """How many lines each choice has; choices without any are left out."""
        groups = [row.group for row in [*self.invitations, *self.members]]
        counted = {key: groups.count(key) if key else len(groups) for key in SHOWN}
        return [(key, SHOWN[key], count) for key, count in counted.items() if count or not key]

    @property
    def deciding(self):
        """How many have a link that works and have not said no."""
        return sum(row.group == "deciding" for row in self.invitations)

    @cached_property
    def declined(self):
        """The invitations that were declined, latest first."""
        found = [row.invitation for row in self.invitations if row.group == "declined"]
        return sorted(found, key=lambda one: one.declined_at, reverse=True)

    @cached_property
    def to_settle(self):
        """What waits for somebody, in words: [(words, how many)]."""
        lapsed = sum(row.invitation.state == Invitation.State.LAPSED for row in self.invitations)
        asked = sum(row.urgent for row in self.members)
        found = [
            ("link has lapsed", "links have lapsed", lapsed),
            ("person has a text to agree to", "people have a text to agree to", asked),
        ]
        return [(one if count == 1 else many, count) for one, many, count in found if count]

    @cached_property
    def _agreed(self):
        given = {}
        for consent in Consent.objects.on(self.board):
            given.setdefault(consent.person_id, {})[consent.policy.kind] = consent
        return given

    @cached_property
    def _asks(self):
        return Policy.objects.filter(board=self.board).exists()

    def _member(self, seat):
        row = Row("team" if seat.is_staff_seat or seat.observes else "advisors", "ok", "Joined", member=seat)
        if self.manages and self._asks and seat.user.email:
            row.agreed = list(self._agreed.get(seat.user_id, {}).values())
            if seat.must_agree:
                row.tone, row.status, row.urgent = "warn", "Has a text to agree to", True
        return row


def _invited(invitation):
    state = Invitation.State
    if invitation.state == state.DECLINED:
        return Row("declined", "", "Declined", invitation.get_reason_display(), invitation=invitation)
    if invitation.state == state.LAPSED:
        return Row("deciding", "bad", "Link has lapsed", invitation=invitation, urgent=True)
    return Row("deciding", "warn", "Deciding", invitation=invitation, urgent=True)
