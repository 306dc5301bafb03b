"""What people heard of: one row for each notice, subject and person, and how far each log has been read for it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from advisory.events.models import Log
from advisory.notifications.models.letters import Letter


class Bookmark(models.Model):
    """How far notifications have read one log; moved in the transaction that makes the rows."""

    log = models.OneToOneField(Log, models.CASCADE, related_name="+")
    number = models.PositiveBigIntegerField(default=0)

    def __str__(self):
        return f"{self.log} to {self.number}"


class NotificationQuerySet(models.QuerySet):
    """Notifications, by whether they still have something to say."""

    def unread(self):
        """What a person has not seen, and may know of."""
        return self.filter(read_at=None, hidden=False)

    def unmailed(self, now):
        """What a letter has to tell by now, and no letter has taken up yet."""
        return self.unread().filter(letter=None, mail_at__lte=now)


class Notification(models.Model):
    """One thing that one person hears of; what it says is read from the thing itself, each time.

    `hidden` says that the person may not know of it now (a held post); it is looked at again when `stale`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notice = models.CharField(max_length=20)
    key = models.CharField(max_length=80)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="notifications")
    log = models.ForeignKey(Log, models.CASCADE, related_name="+")
    subject_type = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    made_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    hidden = models.BooleanField(default=False)
    stale = models.BooleanField(default=False)
    mail_at = models.DateTimeField(null=True, blank=True)
    letter = models.ForeignKey(Letter, models.SET_NULL, null=True, blank=True, related_name="lines")

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "key", "person"], name="heard_once"),
            models.UniqueConstraint(fields=["notice", "key"], condition=models.Q(person=None), name="guest_heard_once"),
        ]
        indexes = [
            models.Index(fields=["person", "-made_at"], name="heard_latest"),
            models.Index(fields=["person"], condition=models.Q(read_at=None, hidden=False), name="heard_unread"),
            models.Index(
                fields=["mail_at"], condition=models.Q(letter=None, read_at=None, hidden=False), name="heard_unmailed"
            ),
            models.Index(fields=["id"], condition=models.Q(stale=True), name="heard_stale"),
            models.Index(fields=["subject_id"], name="heard_subject"),
        ]

    def __str__(self):
        return f"{self.notice} of {self.subject_type} {self.subject_id}"
