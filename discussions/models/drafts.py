"""What is private to one member: their drafts and how far they have read."""

from django.db import models
from django.utils import timezone

from boards.models import Membership
from discussions.models.questions import Question


class Draft(models.Model):
    """Words not yet sent, kept for their writer alone; `place` is empty for an answer, else the replied post's id."""

    member = models.ForeignKey(Membership, models.CASCADE, related_name="drafts")
    question = models.ForeignKey(Question, models.CASCADE, related_name="drafts")
    place = models.CharField(max_length=36, blank=True)
    body = models.TextField()
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "question", "place"], name="one_draft_each")]

    def __str__(self):
        return f"draft of {self.member_id}"


class ReadMark(models.Model):
    """The last place in a question that a member has seen, and when they came to it."""

    member = models.ForeignKey(Membership, models.CASCADE, related_name="read_marks")
    question = models.ForeignKey(Question, models.CASCADE, related_name="read_marks")
    order = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "question"], name="one_mark_each")]

    def __str__(self):
        return f"{self.member_id} read to {self.order}"
