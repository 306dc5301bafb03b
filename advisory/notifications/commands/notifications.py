"""What somebody has seen of their notifications: private to them, without lock or event."""

from django.utils import timezone

from advisory.notifications.models import Notification


def mark_seen(notification, *, by):
    """Note that somebody has opened a notification of theirs."""
    mark_seen_all(by=by, only=[notification.pk])


def mark_seen_all(*, by, only=None):
    """Note that somebody has seen all of their notifications, or only some."""
    mine = Notification.objects.filter(person=by.user_id, read_at=None)
    (mine if only is None else mine.filter(pk__in=only)).update(read_at=timezone.now())


def mark_read_meanwhile(subjects, *, by):
    """Note that somebody has read things themselves, so that nothing tells them of these any more."""
    mine = Notification.objects.filter(person=by.user_id, read_at=None, subject_id__in=subjects)
    mine.update(read_at=timezone.now())
