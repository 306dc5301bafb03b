"""A file that has arrived whole is put together, looked through, and becomes a draft; else its sender hears why not."""

from pathlib import PurePath
from tempfile import NamedTemporaryFile

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction

from advisory.files import discard
from advisory.refusals import Absent, Denied, Invalid
from advisory.rights import SYSTEM
from resources.commands.contents import PIECE, kept, looked_through
from resources.commands.documents import draft_document
from resources.commands.uploads import end_upload

LOST = "A piece of this file was lost on our side. Send it once more."
LEFT = "Your seat does not allow you to add documents any more."


def taken_in(upload):
    """Make a draft of an upload, or refuse it; while the virus scanner is away it waits, and nobody can open it."""
    with NamedTemporaryFile() as whole:
        try:
            _joined(upload, whole)
            found = looked_through(whole.name, upload.name)
        except FileNotFoundError:
            end_upload(upload, refused=LOST, by=SYSTEM)
            return
        except Invalid as refusal:
            end_upload(upload, refused=refusal.message, by=SYSTEM)
            return
        _drafted(upload, whole, found)


def _joined(upload, whole):
    for name in upload.pieces:
        with default_storage.open(name) as piece:
            while part := piece.read(PIECE):
                whole.write(part)
    whole.flush()


def _drafted(upload, whole, found):
    """The draft and what its sender hears are kept together: a worker that ends between them would make two."""
    content = kept(File(whole), found)
    title = found.title or PurePath(upload.name).stem
    try:
        with transaction.atomic():
            document = draft_document(upload.board, title, content, by=upload.by)
            end_upload(upload, into=document.versions.get(), by=SYSTEM)
    except (Denied, Absent):
        discard(content["file"])
        end_upload(upload, refused=LEFT, by=SYSTEM)
        return
    except BaseException:
        discard(content["file"])
        raise
