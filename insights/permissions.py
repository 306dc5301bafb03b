"""Who may read what answers show together: whoever may read the answers."""

from advisory.rights import grant
from boards.models import Role
from discussions.permissions import reads_question

grant({
    "opinions.see": (set(Role), reads_question, "See which members vote alike on the statements of a question"),
})  # fmt: skip
