"""Until when a member only reads, as a form on a page of its own."""

from advisory.fields import Moment, ZonedForm
from discussions.forms.deeds import why


class RestrictionForm(ZonedForm):
    """A time still to come, and the reason for the moderation log."""

    until = Moment(label="Until")
    reason = why()
