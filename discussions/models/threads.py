"""What is said: threads of posts, every version of a text, and reactions."""

import uuid

from django.db import models
from django.utils import timezone

from boards.models import Membership, Role
from discussions.models.questions import Question
from discussions.visibility import STAFF

MARK = "[redacted]"  # what stands in a post where a moderator covered words


class Thread(models.Model):
    """One answer and the replies to it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, models.CASCADE, related_name="threads")
    opener = models.ForeignKey(Membership, models.PROTECT, related_name="threads")
    role = models.CharField(max_length=10, choices=Role)
    locked_at = models.DateTimeField(null=True)

    def __str__(self):
        return str(self.pk)

    @property
    def by_advisor(self):
        """Whether whoever opened it answered as an advisor."""
        return self.role == Role.ADVISOR

    def concerns(self, member):
        """Whether a member answered here as an advisor, and still is one: what staff ask in it is asked of them."""
        return self.opener_id == member.pk and self.by_advisor and member.advises


class PostQuerySet(models.QuerySet):
    """Posts, in the order of publication and with everything a page draws."""

    def drawn(self):
        """Posts with their words, their authors and their question."""
        return self.select_related(
            "question__board", "author__user", "current", "thread", "clarification__member__user", "poll"
        )

    def published(self):
        """Posts that were seen by others at some time, in the order in which they appeared."""
        return self.exclude(order=None).order_by("order")


class Post(models.Model):
    """An answer or a reply; its words are its current version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, models.CASCADE, related_name="posts")
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="posts")
    reply_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="replies")
    author = models.ForeignKey(Membership, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=10, choices=Role)
    client_id = models.UUIDField()
    order = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    pinned_at = models.DateTimeField(null=True)
    staged_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField("answered in the room", null=True)
    version = models.PositiveIntegerField(default=1)
    unseen = models.PositiveIntegerField(default=0)
    current = models.OneToOneField("PostVersion", models.PROTECT, null=True, related_name="+")
    agree = models.PositiveIntegerField(default=0)
    insightful = models.PositiveIntegerField(default=0)
    changes = models.PositiveIntegerField(default=0)
    noticed = models.PositiveSmallIntegerField(default=0)
    probe = models.BooleanField(default=False)

    objects = PostQuerySet.as_manager()
    together = ("question__board", "author__user", "author__board", "current", "thread__opener__board")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "client_id"], name="post_client_id_once"),
            models.UniqueConstraint(fields=["question", "order"], name="post_order_once"),
            models.CheckConstraint(
                condition=models.Q(probe=False) | models.Q(role__in=sorted(STAFF), reply_to__isnull=False),
                name="team_probes",
            ),
        ]
        indexes = [models.Index(fields=["author", "created_at"])]

    def __str__(self):
        return f"post {self.pk}"

    @property
    def log_id(self):
        return self.question.board.log_id

    @property
    def board(self):
        return self.question.board

    @property
    def by_staff(self):
        """Whether the author wrote as chair, moderator or sponsor; a later change of role leaves it alone."""
        return self.role in STAFF

    @property
    def asks(self):
        """What the team asks with it, in one word; nothing where it asks nobody."""
        return ("Clarification" if hasattr(self, "clarification") else "Probe") if self.probe else ""

    @property
    def is_redacted(self):
        """Whether words of it are covered now."""
        return bool(self.current.covered)

    @property
    def is_answer(self):
        return self.reply_to_id is None

    @property
    def edition(self):
        """Which version its present words are, of those that others may have read."""
        return self.version - self.unseen

    @property
    def out_of_sight(self):
        """Whether peers do not see it now: held, or with what it replies to not published yet."""
        return bool(self.held_at) or self.order is None

    def hidden_from(self, member):
        """Whether a held post is out of a member's sight: all but its author and the desk."""
        return bool(self.held_at) and not member.moderates and self.author_id != member.pk


class PostVersion(models.Model):
    """One version of a post's words, with the salt under which its event committed to them."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    body = models.TextField()
    html = models.TextField()
    word_count = models.PositiveIntegerField(default=0)
    salt = models.CharField(max_length=64)
    at = models.DateTimeField()
    after_gate = models.BooleanField(default=False)
    covered = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["post", "number"], name="version_once")]
        indexes = [models.Index(fields=["at"], condition=models.Q(number__gt=1), name="version_later")]

    def __str__(self):
        return f"version {self.number} of {self.post_id}"


class Reaction(models.Model):
    """One member agrees with a post, or finds it insightful."""

    class Kind(models.TextChoices):
        AGREE = "agree"
        INSIGHTFUL = "insightful"

    post = models.ForeignKey(Post, models.CASCADE, related_name="reactions")
    member = models.ForeignKey(Membership, models.PROTECT, related_name="reactions")
    kind = models.CharField(max_length=12, choices=Kind)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "member", "kind"], name="reaction_once")]

    def __str__(self):
        return f"{self.kind} on {self.post_id}"
