"""Who may do what with people's accounts."""

from advisory.accounts.models.people import Role
from advisory.accounts.registries.acquaintance import acquainted
from advisory.rights import SYSTEM, grant

A, P, SYS = Role.ADMINISTRATOR, Role.PERSON, SYSTEM.role


def _own(by, thing):
    return by.user_id == thing.user_id


def _others(by, thing):
    return not _own(by, thing)


def _own_unless_person(by, thing):
    """Administrators and the clock for everybody, others for themselves."""
    return by.role != P or _own(by, thing)


def _own_unless_clock(by, thing):
    return by.role == SYS or _own(by, thing)


def _known(by, person):
    """One's own, anybody's for an administrator, and that of people one meets by name."""
    return _own_unless_person(by, person) or acquainted(by, person)


grant({
    "person.add": ({A, SYS}, None, "Add an account for somebody"),
    "person.see": ({A}, None, "See everybody's profile, identifiers and how they were checked"),
    "person.deactivate": ({A, SYS}, _others, "Close somebody's account at once"),
    "person.promote": ({A, SYS}, None, "Make somebody an administrator"),
    "person.export": ({A, P}, _own, "Take a copy of one's own data"),
    "person.erase": ({A, P}, _own_unless_person, "Erase an account for good"),
    "profile.change": ({A, P, SYS}, _own_unless_clock, "Change a profile, its photo and how one reads"),
    "photo.see": ({A, P}, _known, "See somebody's photo"),
    "password.change": ({A, P, SYS}, _own_unless_clock, "Set a password"),
    "factor.change": ({A, P, SYS}, _own_unless_clock, "Add or remove a passkey or an authenticator app"),
    "session.end": ({A, P, SYS}, _own_unless_person, "End somebody's sessions"),
    "credential.submit": ({A, P}, _own, "Give an identifier to be checked"),
    "credential.withdraw": ({A, P}, _own, "Take one's own identifier back"),
    "credential.verify": ({A}, _others, "Confirm somebody's identifier on evidence"),
    "credential.reject": ({A}, _others, "Refuse somebody's identifier with a reason"),
    "credential.lapse": ({A, SYS}, _others, "End a confirmed identifier"),
    "board.create": ({A, SYS}, None, "Make a new advisory board"),
})  # fmt: skip
