"""Documents as browsers send them, and what the desk and the disk then hold."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfWriter

from advisory.events.models import Event
from resources.commands.documents import publish_document


def pdf(pages=1, password=None):
    """A small PDF, as a browser sends it."""
    writer, file = PdfWriter(), BytesIO()
    for _ in range(pages):
        writer.add_blank_page(200, 100)
    if password is not None:
        writer.encrypt(user_password=password, owner_password="the owner's", algorithm="AES-256")
    writer.write(file)
    return upload(file.getvalue())


def upload(content, name="protocol.pdf"):
    """A file as a browser sends it, whatever it holds."""
    return SimpleUploadedFile(name, content, "application/pdf")


def published(room, **content):
    """A document that the medical team has published; a PDF unless said otherwise."""
    content = content or {"format": "pdf", "file": pdf()}
    return publish_document(room.board, by=room.weidmann, **{"title": "Monitoring protocol", **content})


def told(document):
    """Who opened a document, as the desk was told."""
    events = Event.objects.filter(kind="document.opened", subject_id=document.pk).order_by("number")
    return [(event.stream.name, event.actor.name) for event in events]


def kept(shelf):
    """The files on the disk."""
    return [path for path in shelf.rglob("*") if path.is_file()]


def at(name, document, slug="heart"):
    """The address of a document or its file."""
    return reverse(name, args=[slug, document.pk])


def signed_in(client, seat):
    """A browser in which somebody of the cast is signed in."""
    client.force_login(seat.user)
    return client
