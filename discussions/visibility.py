"""Who sees what on a question: the architecture's table as pure functions of role, policy, state and gate.

Roles are the words chair, moderator, sponsor, advisor and observer; states are waiting, open and closed.
"""

from dataclasses import dataclass

STAFF = frozenset({"chair", "moderator", "sponsor"})
DESK = frozenset({"chair", "moderator"})


@dataclass(frozen=True)
class Policy:
    """The ways in which a question may be closed to somebody; they combine, and the closest wins.

    `read_first` closes the writing alone: an advisor answers once they have marked as read what is to be read before.
    """

    answer_first: bool = False
    blinded: bool = False
    sponsor_only: bool = False
    after_close: bool = False
    read_first: bool = False

    def shared(self, state):
        """Whether peers may read each other at all in this state."""
        return not self.sponsor_only and (not self.after_close or state == "closed")

    def names(self):
        """The policies in force, as the API names them."""
        return [name for name, on in vars(self).items() if on]

    @property
    def complete(self):
        """Whether every one of them is in force."""
        return all(vars(self).values())

    def covers(self, other):
        """Whether this policy closes everything that another closes."""
        return all(mine or not theirs for mine, theirs in zip(vars(self).values(), vars(other).values(), strict=True))


def reads_all(role, policy, state, gate_open, *, raw=True):
    """Whether a role may read everybody's visible posts on a question now; not `raw`: it reads the report alone."""
    if not raw:
        return False
    if role in STAFF:
        return True
    if role == "observer":
        return policy.shared(state)
    return role == "advisor" and policy.shared(state) and (gate_open or not policy.answer_first)


def told_count(role, policy, state, *, raw=True):
    """Whether a role may know how many answers there are, be it behind their own gate."""
    return raw and (role in STAFF or policy.shared(state))
