"""When people are written to: at once, at their hour of the day where they are, or not at all."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model

from advisory.notifications.models import MailHour, Preference
from advisory.notifications.notices import AT_ONCE, OFF
from advisory.zones import zone_of


class Wishes:
    """How some people wish to be written to, read with three queries."""

    def __init__(self, user_ids):
        self.people = get_user_model().objects.filter(is_active=True).in_bulk(set(user_ids))
        wishes = Preference.objects.filter(person__in=self.people).values_list("person_id", "notice", "email")
        self.emails = {(person, notice): email for person, notice, email in wishes}
        self.hours = dict(MailHour.objects.filter(person__in=self.people).values_list("person_id", "hour"))

    def email(self, user_id, notice):
        """What one person wishes about one notice: at once, daily or off."""
        return AT_ONCE if notice.always else self.emails.get((user_id, notice.name), notice.email)

    def hour(self, user_id):
        """The hour of one person's daily letter."""
        return self.hours.get(user_id, MailHour.USUAL)

    def mail_at(self, user_id, notice, now):
        """When a letter may tell one person of something that comes up now; nothing when none may."""
        person, wish = self.people.get(user_id), self.email(user_id, notice)
        if person is None or not writable(person) or wish == OFF:
            return None
        return now if wish == AT_ONCE else next_hour(now, self.hour(user_id), person.time_zone)


def writable(person):
    """Whether somebody may be written to: they are here, and not one of the demo's invented people."""
    return person.is_active and bool(person.email) and not person.demo and not invented(person.email)


def invented(address):
    """Whether an address is one of the demo's, where there is a demo."""
    return settings.DEMO and address.lower().endswith("@demo.test")


def next_hour(now, hour, zone):
    """The next moment after now at which it is a whole hour of the day somewhere."""
    place = zone_of(zone)
    today = now.astimezone(place).date()
    days = (today + timedelta(days=ahead) for ahead in range(3))
    moments = (datetime(day.year, day.month, day.day, hour, tzinfo=place) for day in days)
    return next(moment for moment in moments if moment > now)
