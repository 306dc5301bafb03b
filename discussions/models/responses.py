"""Answers to questions that are answered in more than words: marks of numbers and options; the words are a post."""

import uuid

from django.db import models
from django.utils import timezone

from boards.models import Membership
from discussions.models.questions import Question
from discussions.models.threads import Post, PostVersion


class Design(models.Model):
    """What a question looked like to those who answered it before its options changed."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="designs")
    version = models.PositiveSmallIntegerField()
    body = models.JSONField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["question", "version"], name="design_once")]

    def __str__(self):
        return f"design {self.version} of {self.question}"


class Response(models.Model):
    """One member's answer to a question, as it stands: one row, whatever the number of devices and changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, models.CASCADE, related_name="responses")
    member = models.ForeignKey(Membership, models.PROTECT, related_name="responses")
    design_version = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=0)
    marks = models.JSONField()
    at = models.DateTimeField(default=timezone.now)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="responses")

    together = (
        "question__board", "member__user", "member__board", "post__current", "post__author__user", "post__question",
    )  # fmt: skip

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "member"], name="one_response_each")]

    def __str__(self):
        return f"response {self.pk}"

    @property
    def log_id(self):
        return self.question.board.log_id

    @property
    def board(self):
        return self.question.board

    @property
    def worded(self):
        """The post that says its words on this question, while it stands: neither taken back nor moved elsewhere."""
        post = self.post
        return post if post and not post.removed_at and post.question_id == self.question_id else None


class ResponseVersion(models.Model):
    """What somebody answered at one time, with the salt under which its event committed to the marks."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    client_id = models.UUIDField()
    design_version = models.PositiveSmallIntegerField()
    marks = models.JSONField()
    salt = models.CharField(max_length=64)
    words = models.ForeignKey(PostVersion, models.PROTECT, null=True, related_name="+")
    after_gate = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["response", "number"], name="response_version_once"),
            models.UniqueConstraint(fields=["response", "client_id"], name="response_client_id_once"),
        ]
        indexes = [models.Index(fields=["client_id"])]

    def __str__(self):
        return f"version {self.number} of {self.response_id}"
