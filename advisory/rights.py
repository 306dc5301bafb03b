"""Who may do what: every right is a line in some app's `permissions.py`, and this is where they are asked."""

from dataclasses import dataclass

from advisory.refusals import Denied


@dataclass(frozen=True)
class Clock:
    """The clock's own actor: opens and closes what is due."""

    role: str = "system"
    user_id: None = None


SYSTEM = Clock()
_RIGHTS = {}


@dataclass(frozen=True)
class Right:
    """One line of a permissions table: which roles, and only when."""

    name: str
    roles: frozenset
    when: object
    meaning: str


def grant(table):
    """Add an app's table of rights: name -> (roles, condition or None, meaning)."""
    for name, (roles, when, meaning) in table.items():
        if name in _RIGHTS:
            raise ValueError(f"the right {name} is granted twice")
        _RIGHTS[name] = Right(name, frozenset(map(str, roles)), when, meaning)


def can(by, right, subject=None):
    """Say whether somebody holds a right over a subject, as both are now."""
    line = _RIGHTS[right]
    return str(by.role) in line.roles and (line.when is None or bool(line.when(by, subject)))


def allow(by, right, subject=None):
    """Stop here unless somebody holds the right."""
    if not can(by, right, subject):
        raise Denied


def all_rights():
    """Every right there is, by name, for the printed table."""
    return sorted(_RIGHTS.values(), key=lambda line: line.name)
