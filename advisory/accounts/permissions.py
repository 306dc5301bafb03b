"""Who may do what with people's accounts."""

from advisory.accounts.models.people import Role
from advisory.rights import SYSTEM, grant

A = Role.ADMINISTRATOR

grant({
    "person.deactivate": ({A}, None, "Close somebody's account at once"),
    "person.promote": ({A, SYSTEM.role}, None, "Make somebody an administrator"),
    "board.create": ({A, SYSTEM.role}, None, "Make a new advisory board"),
})  # fmt: skip
