"""How somebody wishes to be written to: private to them, without lock or event; what waits follows the new wish."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from advisory.notifications.mailing import Wishes
from advisory.notifications.models import Letter, MailHour, Notification, Preference
from advisory.notifications.notices import NOTICES, OFF


@transaction.atomic
def keep_preferences(wishes, hour, *, by):
    """Keep somebody's wishes, {notice: at_once, daily or off}, and the hour of their daily letter."""
    for name, email in wishes.items():
        Preference.objects.update_or_create(person=by, notice=name, defaults={"email": email})
    MailHour.objects.update_or_create(person=by, defaults={"hour": hour})
    _follow(by)


@transaction.atomic
def stop_letters(notices, *, by):
    """Turn off somebody's letters about some notices; they still stand on the page."""
    for notice in notices:
        Preference.objects.update_or_create(person=by, notice=notice.name, defaults={"email": OFF})
    _follow(by)


def _follow(person):
    """Time anew what no letter has told yet."""
    now, wishes = timezone.now(), Wishes([person.pk])
    untold = Q(letter=None) | Q(letter__state=Letter.State.WAITING)
    waiting = list(Notification.objects.unread().filter(untold, person=person, notice__in=NOTICES))
    for row in waiting:
        if row.mail_at is not None or row.letter_id is None:
            row.mail_at = wishes.mail_at(person.pk, NOTICES[row.notice], now)
    Notification.objects.bulk_update(waiting, ["mail_at"])
