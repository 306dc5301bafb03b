"""Template tags of notifications: the bell's count, and one's wishes about letters."""

from django import template

from advisory.notifications.forms.preferences import PreferencesForm
from advisory.notifications.models import Notification

register = template.Library()


@register.simple_tag
def unread_notifications(user):
    """How many notifications somebody has not seen: the one query that the bell costs a page."""
    return Notification.objects.unread().filter(person=user.pk).count()


@register.simple_tag
def preferences_of(user):
    """The form of somebody's wishes about letters, as they stand."""
    return PreferencesForm(person=user)
