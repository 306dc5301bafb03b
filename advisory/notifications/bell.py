"""The number on the bell of every page."""

from django.db.models import Count, UUIDField

from advisory.notifications.models import Notification
from advisory.prepared import prepared


def unread_by(person):
    """How many notifications somebody has not seen: the one query that the bell costs a page."""
    return sum(number for (number,) in _unread(person=person.pk))


@prepared(person=UUIDField())
def _unread(person):
    counted = Notification.objects.unread().filter(person=person).order_by().values("person")
    return counted.annotate(number=Count("pk")).values_list("number")
