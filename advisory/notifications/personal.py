"""What notifications keep of a person: what they heard of, the letters they got, and how they wish to be written to."""

from advisory.accounts.registries.personal import Line, deleted, personal
from advisory.notifications.notices import NOTICES


def _label(notice):
    return NOTICES[notice].label if notice in NOTICES else notice


def _heard(row):
    return {"about": _label(row.notice), "made_at": row.made_at, "read_at": row.read_at}


def _letter(row):
    return {"made_at": row.made_at, "state": row.state, "ended_at": row.ended_at}


def _wish(row):
    return {"about": _label(row.notice), "email": row.email}


def _hour(row):
    return {"hour": row.hour}


personal(
    Line("notifications.Notification", "what you heard of", ("person",), tells=_heard, erases=deleted),
    Line("notifications.Letter", "letters that told you of it", ("person",), tells=_letter, erases=deleted),
    Line("notifications.Preference", "what you wish letters about", ("person",), tells=_wish, erases=deleted),
    Line("notifications.MailHour", "the hour of your daily letter", ("person",), tells=_hour, erases=deleted),
)
