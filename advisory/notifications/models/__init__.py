from advisory.notifications.models.letters import Letter
from advisory.notifications.models.notifications import Bookmark, Notification
from advisory.notifications.models.preferences import MailHour, Preference

__all__ = ["Bookmark", "Letter", "MailHour", "Notification", "Preference"]
