"""A mail server for the tests, and the worker's two halves called by hand."""

import re
from contextlib import contextmanager
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller
from django.utils import timezone

from advisory.notifications.delivery import gather, send_next
from advisory.notifications.models import Letter, Notification
from advisory.notifications.reader import look_ahead, read_on
from tests.servers import free_port


class Box:
    """What a mail server took; `answer` is what it says to a letter, `before` is called as it takes one."""

    def __init__(self):
        self.letters, self.recipients = [], []
        self.answer, self.recipient = "250 taken", "250 ok"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.recipient

    async def handle_DATA(self, server, session, envelope):
        if self.answer.startswith("250"):
            self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
            self.recipients += envelope.rcpt_tos
        return self.answer

    @property
    def to(self):
        """Whom the letters went to, in order of their addresses."""
        return sorted(self.recipients)


@contextmanager
def mail_server(settings, box=None, port=None):
    """A real mail server on a port of this machine, to which the product's letters go."""
    box = box or Box()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port or free_port(), 5
    controller = Controller(box, hostname="127.0.0.1", port=settings.EMAIL_PORT)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


def words(letter, kind="plain"):
    """What a letter says, as plain text or HTML."""
    return letter.get_body((kind,)).get_content()


def all_of(letter):
    """Every byte of a letter that says something: headers and both bodies."""
    return "\n".join([*map(str, letter.values()), words(letter), words(letter, "html")])


def link(letter):
    """Where the first link of a letter leads, without the address of the site."""
    return re.search(r"https?://[^/\s]+(/notifications/[0-9a-f-]{36}/)", words(letter))[1]


def hear():
    """Let the worker read on, as it does every two seconds."""
    read_on()


def due():
    """Let the worker look at the clock."""
    look_ahead()


def deliver():
    """Let the postman go round once, whatever pauses he would make."""
    gather()
    Letter.objects.filter(state=Letter.State.WAITING).update(next_at=timezone.now())
    for _ in range(Letter.objects.count() + 1):
        send_next()


def heard_by(seat, *, unread=True):
    """The notices that somebody has under the bell."""
    mine = Notification.objects.filter(person=seat.user_id)
    mine = mine.unread() if unread else mine
    return sorted(mine.values_list("notice", flat=True))
