"""Who opens what is written in a live session, and steers it; who writes and votes there is as on every question."""

from advisory.rights import grant
from boards.models import Role

C, M = Role.CHAIR, Role.MODERATOR

grant({
    "talk.open":  ({C, M}, None, "Open the chat or the questions of a live session"),
    "talk.steer": ({C, M}, None, "Put what somebody wrote there on the stage, or mark it as answered"),
})  # fmt: skip
