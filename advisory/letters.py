"""Letters in the product's look: plain words and HTML side by side, to one person at a time."""

from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string


def send_letter(address, letter, context, *, name="", headers=None, attached=()):  # noqa: PLR0913 - as a mail has
    """Send `templates/letters/<letter>` to an address; raises OSError or SMTPException when it cannot leave now."""
    told = {"site": settings.SITE_URL, "name": name, **context}
    subject = one_line(render_to_string(f"letters/{letter}.subject.txt", told))
    message = EmailMultiAlternatives(
        subject,
        render_to_string(f"letters/{letter}.txt", told).strip() + "\n",
        to=[formataddr((one_line(name), address))],
        headers={"Auto-Submitted": "auto-generated", **(headers or {})},
    )
    message.attach_alternative(render_to_string(f"letters/{letter}.html", told), "text/html")
    for file in attached:
        message.attach(file.name, file.content, file.mime)
    message.send()


def one_line(words):
    """Words as a header may hold them: one line, without anything that could begin another."""
    return " ".join(str(words).split())
