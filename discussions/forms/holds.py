"""What moderators do about a post that others should not read yet, as forms: hold it, and ask for an edit."""

from advisory.fields import Words
from discussions.commands.moderation import ask_for_edit, hold_post
from discussions.forms.deeds import SHORT, Deed


class Holding(Deed):
    """Hold it."""

    act, title, button = "hold", "Hold the post", "Hold"
    hint = "The author and the moderators see the reason. Others see that a post is out of sight."
    reason = Words(label="Reason", most=SHORT)

    def command(self, post, **given):
        """Hold it."""
        return hold_post(post, **given)


class Wish(Deed):
    """Ask for an edit."""

    act, title, button = "wish", "Ask the author to edit", "Ask"
    hint = "The author reads it with their held post, which stays held until it is released."
    wish = Words(label="What to change", most=SHORT, rows=2)

    @property
    def offered(self):
        """Of held posts alone."""
        return bool(self.post.held_at) and not self.post.removed_at

    def command(self, post, **given):
        """Ask."""
        return ask_for_edit(post, **given)
