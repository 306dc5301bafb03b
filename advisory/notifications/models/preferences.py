"""How people wish to be written to: for each notice at once, daily or not at all, and at which hour."""

from django.conf import settings
from django.db import models

from advisory.notifications.notices import AT_ONCE, DAILY, OFF


class Preference(models.Model):
    """One person's wish about one notice; where there is none the notice's own default holds."""

    class Email(models.TextChoices):
        AT_ONCE = AT_ONCE, "At once"
        DAILY = DAILY, "Daily"
        OFF = OFF, "Off"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="preferences")
    notice = models.CharField(max_length=20)
    email = models.CharField(max_length=8, choices=Email)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "notice"], name="one_wish_each")]

    def __str__(self):
        return f"{self.notice}: {self.email}"


class MailHour(models.Model):
    """The hour of the day, where the person is, at which the daily letter goes."""

    USUAL = 8

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_hour")
    hour = models.PositiveSmallIntegerField(default=USUAL)

    def __str__(self):
        return f"{self.hour:02}:00"
