"""Template tags of notifications: the bell's count, and one's wishes about letters."""

from django import template
from django.db.models import Count, UUIDField

from advisory.notifications.forms.preferences import PreferencesForm
from advisory.notifications.models import Notification
from advisory.prepared import prepared

register = template.Library()


@register.simple_tag
def unread_notifications(user):
    """How many notifications somebody has not seen: the one query that the bell costs a page."""
    return sum(number for (number,) in _unread(person=user.pk))


@prepared(person=UUIDField())
def _unread(person):
    counted = Notification.objects.unread().filter(person=person).order_by().values("person")
    return counted.annotate(number=Count("pk")).values_list("number")


@register.simple_tag
def preferences_of(user):
    """The form of somebody's wishes about letters, as they stand."""
    return PreferencesForm(person=user)
