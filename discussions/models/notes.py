"""The back room: what chair, moderators, the sponsor's side and observers write to each other."""

import uuid

from django.db import models
from django.utils import timezone

from boards.models import Board, Membership, Role
from discussions.models.logged import Logged
from discussions.models.threads import Post
from discussions.visibility import reads_all


class NoteQuerySet(models.QuerySet):
    """Notes with everything a page draws, in the order in which they were written."""

    def drawn(self):
        """Notes with their words, who wrote them and what they stand beside."""
        return self.select_related(*Note.together).order_by("created_at", "pk")


class Note(Logged):
    """Something said in the back room: beside one post, or to everybody there; advisors never read it."""

    class Room(models.TextChoices):
        BACKROOM = "backroom", "The back room"
        DESK = "desk", "The desk"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, models.CASCADE, related_name="notes")
    post = models.ForeignKey(Post, models.CASCADE, null=True, related_name="notes")
    author = models.ForeignKey(Membership, models.PROTECT, related_name="notes")
    role = models.CharField(max_length=10, choices=Role)
    room = models.CharField(max_length=10, choices=Room, default=Room.BACKROOM)
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    current = models.OneToOneField("NoteVersion", models.PROTECT, null=True, related_name="+")

    objects = NoteQuerySet.as_manager()
    together = ("board", "author__user", "current", "post__question__board", "post__author__user")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["author", "client_id"], name="note_client_id_once")]
        indexes = [models.Index(fields=["board", "created_at"])]

    def __str__(self):
        return f"note {self.pk}"

    @property
    def at_the_desk(self):
        """Whether chair and moderators alone read it now: written so, or beside what observers may not read."""
        return self.room == self.Room.DESK or not read_by_observers(self.post)

    @property
    def stream(self):
        """The stream in which it lives now."""
        return f"{self.board.stream}.{self.Room.DESK if self.at_the_desk else self.Room.BACKROOM}"


class NoteVersion(models.Model):
    """One version of a note's words, with the salt under which its event committed to them."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    body = models.TextField()
    html = models.TextField()
    salt = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["note", "number"], name="note_version_once")]

    def __str__(self):
        return f"version {self.number} of {self.note_id}"


def read_by_observers(post):
    """Whether observers may read a post now; beside nothing there is nothing that they may not read."""
    if post is None:
        return True
    question = post.question
    published = post.order is not None and not post.held_at
    return published and reads_all(Role.OBSERVER, question.policy, question.state, False)
