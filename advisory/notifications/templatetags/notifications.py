"""Template tags of notifications: one's wishes about letters."""

from django import template

from advisory.notifications.forms.preferences import PreferencesForm

register = template.Library()


@register.simple_tag
def preferences_of(user):
    """The form of somebody's wishes about letters, as they stand."""
    return PreferencesForm(person=user)
