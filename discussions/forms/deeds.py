"""An act of moderation as a form: what its page says, when it is offered, which right it takes, how it is done."""

from advisory.fields import Words, ZonedForm

SHORT = 400


def why(*, required=True):
    """The field for the reason of an act."""
    return Words(label="Reason", most=SHORT, required=required, help_text="For the moderation log")


class Deed(ZonedForm):
    """One act on one post: what its page says of it, and as `command` how it is done."""

    act, title, hint, button = "", "", "", ""
    right = "post.moderate"

    def __init__(self, *args, post, **kwargs):
        self.post = post
        super().__init__(*args, auto_id=f"{self.act}-%s", initial=self.now(), **kwargs)

    @classmethod
    def about(cls, post):
        """What its right is asked about."""
        return post

    def now(self):
        """What its fields hold before anything is typed, as the post stands."""
        return {}

    @property
    def offered(self):
        """Whether it makes sense for the post as it stands."""
        return not (self.post.held_at or self.post.removed_at)

    def give(self, by, stamp):
        """Do it; gives the act as the log has it, or nothing when nothing was to do."""
        return self.command(self.post, by=by, stamp=stamp, **self.cleaned_data)
