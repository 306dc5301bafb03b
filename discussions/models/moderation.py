"""What moderators do: holds, flags and their answers, marks for the team, and the log of every act."""

import uuid
from datetime import timedelta

from django.db import models
from django.utils import timezone

from boards.models import Board, Membership
from discussions.models.logged import Logged
from discussions.models.threads import Post


class Hold(models.Model):
    """A moderator's act of taking a post out of sight, and of letting it back; nobody's when the product held it."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="holds")
    by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=400)
    at = models.DateTimeField()
    wish = models.TextField(blank=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")

    def __str__(self):
        return f"hold of {self.post_id}"


class ActQuerySet(models.QuerySet):
    """The moderation log, with whoever acted and what they acted on."""

    def told(self):
        """Acts with everything that a line of the log says of them, newest first."""
        people = ("by__user", "undone_by__user", "member__user", "member__board")
        return self.select_related("board", "post__question", "post__author__user", *people).order_by("-at", "-pk")

    def undoable(self):
        """Acts that may still be undone."""
        return self.filter(undone_at=None, at__gt=timezone.now() - Act.UNDO_FOR)


class Act(Logged):
    """One act of moderation: who did what to which post or member, when and why, and who undid it."""

    class Verb(models.TextChoices):
        HELD = "held", "Held"
        RELEASED = "released", "Released"
        QUERIED = "queried", "Asked the author to edit"
        PROBED = "probed", "Probed"
        POLLED = "polled", "Asked a poll"
        ASKED = "asked", "Asked to clarify"
        SETTLED = "settled", "Closed a clarification"
        PINNED = "pinned", "Pinned"
        UNPINNED = "unpinned", "Unpinned"
        MARKED = "marked", "Marked as insight"
        UNMARKED = "unmarked", "Took an insight mark away"
        MOVED = "moved", "Moved"
        SPLIT = "split", "Split off"
        LOCKED = "locked", "Locked"
        UNLOCKED = "unlocked", "Unlocked"
        REDACTED = "redacted", "Redacted"
        REMOVED = "removed", "Removed"
        RESTORED = "restored", "Restored"
        ANSWERED = "answered", "Answered a flag"
        JUDGED = "judged", "Decided on what screening found"
        ACCEPTED = "accepted", "Put a statement to the board"
        REJECTED = "rejected", "Turned a statement down"
        WITHDRAWN = "withdrawn", "Took a statement out"
        WITHHELD = "withheld", "Kept a comment from the panel"
        GIVEN = "given", "Gave a comment to the panel"
        RESTRICTED = "restricted", "Restricted a member"
        FREED = "freed", "Lifted a restriction"
        NOTE_HELD = "note_held", "Held a note"
        NOTE_LET = "note_let", "Released a note"
        NOTE_STRUCK = "note_struck", "Removed a note"
        CASE_OPENED = "case_opened", "Opened a safety case"
        CASE_KEPT = "case_kept", "Kept a safety case"
        CASE_ENDED = "case_ended", "Took a safety case for no event"
        CASE_RESUMED = "case_resumed", "Opened a safety case again"

    UNDO_FOR = timedelta(minutes=10)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, models.CASCADE, related_name="acts")
    verb = models.CharField(max_length=12, choices=Verb)
    post = models.ForeignKey(Post, models.CASCADE, null=True, related_name="acts")
    member = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="acts")
    by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=400, blank=True)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")

    objects = ActQuerySet.as_manager()
    together = ("board", "by__user", "undone_by__user", "post__question")

    class Meta:
        indexes = [models.Index(fields=["board", "at"])]

    def __str__(self):
        return f"{self.get_verb_display()} {self.post_id or self.member_id or ''}".strip()

    @property
    def undo_until(self):
        """The last moment at which it may be undone."""
        return self.at + self.UNDO_FOR


class Flag(Logged):
    """A member tells the moderators that something is wrong with a post, and gets an answer."""

    class Reason(models.TextChoices):
        SAFETY = "safety", "A possible adverse event"
        PERSONAL_DATA = "personal_data", "It may name a patient or somebody else"
        OFF_TOPIC = "off_topic", "Off topic"
        TONE = "tone", "Its tone"
        OTHER = "other", "Something else"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    post = models.ForeignKey(Post, models.CASCADE, related_name="flags")
    by = models.ForeignKey(Membership, models.PROTECT, related_name="flags")
    number = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=13, choices=Reason)
    note = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField(default=timezone.now)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    answer = models.CharField(max_length=400, blank=True)

    together = ("post__question__board", "post__author__user", "by__user", "by__board", "resolved_by__user")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "by"], condition=models.Q(resolved_at=None), name="one_open_flag_each"
            )
        ]

    def __str__(self):
        return f"{self.reason} on {self.post_id}"

    @property
    def board(self):
        return self.post.board


class Insight(Logged):
    """The team's mark on a post that teaches something, with a note; it stays on record once it was taken away."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    post = models.ForeignKey(Post, models.CASCADE, related_name="insights")
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    note = models.CharField(max_length=400)
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    together = ("post__question__board", "by__user")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post"], condition=models.Q(ended_at=None), name="one_insight_a_post")
        ]

    def __str__(self):
        return f"insight on {self.post_id}"

    @property
    def board(self):
        return self.post.board


class Clarification(models.Model):
    """What the team asks of one advisor about their words, until they answer or the team lets it rest."""

    post = models.OneToOneField(Post, models.CASCADE, related_name="clarification")
    member = models.ForeignKey(Membership, models.PROTECT, related_name="clarifications")
    settled_at = models.DateTimeField(null=True)
    answer = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")

    def __str__(self):
        return f"{self.post_id} to {self.member_id}"
