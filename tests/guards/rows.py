"""What a row of the guard table says, and the cases that it stands for."""

import os
import re
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tests.guards.addresses import API
from tests.guards.world import MEMBERS, OUTSIDE, STATES

# Rights are the same whatever the database: SQLite is asked by everybody on an open board, and in the other states by
# one member for each answer; PostgreSQL by whoever comes furthest on an open board.
ON_POSTGRES = os.environ.get("ADVISORY_TEST_STACK") == "postgres"
_PART = re.compile(r"<(\w+)>")
NOBODYS = "00000000-0000-4000-8000-000000000000"
USUAL = {
    "post_id": "{post}", "poll_id": "{poll}", "document_id": "{page}", "number": 1,
    "kind": "agree", "invitation_id": "{invitation}",
    "reference": "{case}", "statement_id": "{statement}", "member_id": "{seat}",
    "token": "nonsense", "key": NOBODYS, "pk": 1, "organization_slug": "nobody",
    "provider": "nobody", "provider_id": "nobody", "finding_id": "{finding}", "remark_id": "{remark}",
    "note_id": "{annotation}", "session_id": "{meeting}", "item_id": "{point}",
    "attendance_id": "{guest}", "hand_id": "{hand}", "caption_id": "{caption}",
    "part_id": "{part}", "suggestion_id": "{suggestion}",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One address and method: what each member is answered in each state of the board, and everybody else in all."""

    method: str
    address: str
    members: str  # of chair, moderator, sponsor, advisor, observer; one word stands for all five
    states: dict = field(default_factory=dict, hash=False)  # the same, where a state differs
    at: dict = field(default_factory=dict, hash=False)  # what stands in the address, beside the usual
    form: dict | None = field(default=None, hash=False)
    body: dict | None = field(default=None, hash=False)
    query: dict = field(default_factory=dict, hash=False)
    outside: str = ""  # of ex-member, member of another board, invited, stranger; 404 on a board, else as members
    anonymous: str = ""

    def __str__(self):
        sent = {**self.at, **(self.form or {}), **(self.body or {}), **self.query}
        beside = ", ".join(f"{name}={value}" for name, value in sent.items() if len(str(value)) < 30)
        return f"{self.method} /{self.address}" + (f" ({beside})" if beside else "")

    @property
    def on_a_board(self):
        """Whether the address names a board or something on one, so that the board's state matters."""
        return any(name in self.address for name in ("<slug>", "<post_id>", "<poll_id>", "<statement_id>", "<note_id>"))

    @property
    def parts(self):
        """The parameters of the address beside the board, with what they usually are."""
        return {name: self.at.get(name, USUAL.get(name)) for name in _PART.findall(self.address) if name != "slug"}

    def expected(self, role, state):
        """What somebody is to be answered."""
        if role == "anonymous":
            return self.anonymous or ("401" if self.api or self.method != "GET" else "in")
        if role in OUTSIDE:
            words = self.outside or ("404" if self.on_a_board else self.members)
            return _one(words, OUTSIDE.index(role))
        return _one(self.states.get(state, self.members), MEMBERS.index(role))

    @property
    def api(self):
        """Whether it is a call of the API."""
        return self.address.startswith(API)

    def cases(self, *, first=True):
        """Everybody in every state that matters; a further row of an address asks members, and one outsider once.

        Away from the boards nobody's seat matters, so that three people and nobody stand for all, where all are alike.
        """
        if ON_POSTGRES:
            return [(min(MEMBERS, key=lambda role: self.expected(role, "open")), "open")]
        states = STATES if self.on_a_board else ("open",)
        if not self.on_a_board and len({*self.members.split(), *self.outside.split()}) == 1:
            return [(role, "open") for role in ("chair", "advisor", "stranger", "anonymous")]
        asked = (*MEMBERS, *OUTSIDE, "anonymous") if first else (*MEMBERS, "ex-member")
        return [(role, state) for state in states for role in self._told_apart(asked, state)]

    def _told_apart(self, roles, state):
        """Everybody on an open board; else a member for each answer, an advisor before others."""
        if state == "open":
            return roles
        advisor_last = sorted(MEMBERS, key=lambda role: role == "advisor")
        return list({self.expected(role, state): role for role in advisor_last}.values())

    def asked(self, world, role, state, **instead):
        """The request that somebody makes: (method, path, what is sent), with some parameters replaced."""
        filled = {name: _filled(value, world, role, state) for name, value in self.parts.items()}
        filled = {"slug": state} | filled | instead
        path = "/" + _PART.sub(lambda found: str(filled[found[1]]), self.address)
        sent = {name: _filling(thing, world, role, state, instead) for name, thing in
                (("form", self.form), ("body", self.body)) if thing is not None}  # fmt: skip
        query = _filling(self.query, world, role, state, instead)
        return self.method, path + (f"?{urlencode(query)}" if query else ""), sent

    @property
    def ids(self):
        """The parameters that name a thing of a board: in the address, the form, the body or the query."""
        given = {**(self.form or {}), **(self.body or {}), **self.query, **self.parts}
        return {name: str(value) for name, value in given.items() if "{" in str(value) or name == "number"}


def _one(words, place):
    words = words.split()
    return words[place] if len(words) > 1 else words[0]


def _filling(things, world, role, state, instead):
    return {name: instead.get(name, _filled(value, world, role, state)) for name, value in things.items()}


def _filled(value, world, role, state):
    found = re.fullmatch(r"\{(\w+)\}", str(value))
    if not found:
        return value.replace("{slug}", state) if isinstance(value, str) else value
    return world.id(state, found[1], role)
