"""Files are sent piece by piece; nothing that was not looked through becomes a version."""

from django.db import transaction

from advisory.events.record import lock
from advisory.files import discard, stored
from advisory.refusals import Conflict, Invalid, TooLarge
from advisory.rights import allow
from resources.intake import formats, names
from resources.intake.limits import Limits
from resources.intake.verdicts import Unfit
from resources.models import Upload

FOLDER = "uploads"
MOST_AT_ONCE = 50


@transaction.atomic
def begin_upload(board, *, by, name, size):
    """Make room for a file that is about to be sent, unless its name or size already tells that it cannot be taken."""
    by, board = lock(board, by, board)
    allow(by, "document.publish", board)
    name = names.clean(name)
    _fits(name, size)
    if board.uploads.filter(by=by, into=None, refused="").count() >= MOST_AT_ONCE:
        raise Conflict("too_many", f"You have {MOST_AT_ONCE} files on their way. Wait until some have arrived.")
    return Upload.objects.create(board=board, by=by, name=name, size=size)


def add_piece(upload, offset, piece, *, by):
    """Put the next piece behind what is there; it is stored before the board is locked, or gone again."""
    if not piece.size or offset + piece.size > upload.size:
        raise Invalid(message="This piece does not fit behind what has arrived.")
    name = stored(piece, FOLDER)
    try:
        return _add(upload, offset, (name, piece.size), by)
    except BaseException:
        discard(name)
        raise


@transaction.atomic
def drop_upload(upload, *, by):
    """Take an upload back with all of its pieces; what has become a version stays."""
    by, upload = lock(upload.board, by, upload)
    allow(by, "upload.end", upload)
    upload.delete()
    _forget(upload.pieces)


@transaction.atomic
def end_upload(upload, *, by, into=None, refused=""):
    """Say what became of an upload: the version that it is now, or why it was refused."""
    by, upload = lock(upload.board, by, upload)
    allow(by, "upload.end", upload)
    pieces, upload.pieces = upload.pieces, []
    upload.into, upload.refused = into, refused[:400]
    upload.save(update_fields=["pieces", "into", "refused"])
    _forget(pieces)


@transaction.atomic
def _add(upload, offset, piece, by):
    by, upload = lock(upload.board, by, upload)
    allow(by, "document.publish", upload.board)
    name, size = piece
    if offset != upload.offset:
        raise Conflict("offset", "Another piece has arrived meanwhile.", facts={"offset": upload.offset})
    upload.pieces, upload.offset = [*upload.pieces, name], offset + size
    upload.save(update_fields=["pieces", "offset"])
    return upload


def _fits(name, size):
    try:
        kind = formats.claimed(names.ending(name))
    except Unfit as unfit:
        raise Invalid(message=unfit.said) from unfit
    most = Limits().film if kind is formats.VIDEO else Limits().size
    if size > most:
        told = f"This file has {size / 1024**2:,.0f} MB; the most is {most // 1024**2:,}."
        raise TooLarge(message=f"{told} Choose another one.")
    if not size:
        raise Invalid(message="It is empty. Choose another one.")


def _forget(pieces):
    """The pieces go once it is certain that nobody needs them."""
    transaction.on_commit(lambda: [discard(name) for name in pieces])
