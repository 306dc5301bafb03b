"""Files of watermarked documents as they are handed out: marked with reader and date, anew each time, never kept."""

import threading
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from advisory.http import file_answer, made_answer
from advisory.refusals import Absent, Busy
from resources.intake.inking import across
from resources.intake.verdicts import Unfit
from resources.intake.work import mark
from resources.served import kind_of

MADE = {"image": ("image/jpeg", "jpg")}
TOGETHER, PATIENCE, PIECE = 2, 20, 1 << 20
PLAIN = "\u0530"  # below this our font has the letters
BUSY = "Many people take documents out now. Try it again in a minute."
_places = threading.BoundedSemaphore(TOGETHER)


def handed_out(request, version):
    """The file of a version for one reader: marked where its document is; a film then comes to a player alone."""
    if not version.document.watermarked:
        return file_answer(request, version.file.name, *kind_of(version))
    if version.format in version.PLAYED:
        if request.headers.get("Sec-Fetch-Dest") not in version.PLAYED:
            raise Absent
        return file_answer(request, version.file.name, *kind_of(version))
    return _made(request, version)


def marked_paper(content, person):
    """A PDF of ours, marked for somebody."""
    with room() as folder:
        path = folder / "file"
        path.write_bytes(content)
        return _marked(path, "pdf", person).read_bytes()


def marked_leaf(kept, person):
    """The picture of a page, marked for somebody."""
    with default_storage.open(kept) as file, Image.open(file, formats=["WEBP"]) as picture:
        made = BytesIO()
        across(picture, said_of(person)).save(made, "WEBP", quality=80, method=0)
    return made.getvalue()


def said_of(person):
    """What stands on the pages: who reads, by a name whose letters there are, and the day."""
    name = person.name if max(person.name, default=PLAIN) < PLAIN else person.email
    return f"{name}, {timezone.now():%-d %b %Y}"


def _made(request, version):
    media, ending = MADE.get(version.format, ("application/pdf", "pdf"))
    with room() as folder:
        path = folder / "file"
        with default_storage.open(version.file.name) as kept, path.open("wb") as copy:
            while piece := kept.read(PIECE):
                copy.write(piece)
        file = _marked(path, version.format, request.user).open("rb")
    return made_answer(file, media, f"{version.document.title}.{ending}")


def _marked(path, kind, person):
    try:
        return mark(path, kind, said_of(person), path.parent / "marked")
    except Unfit as unfit:
        raise Busy(message="This file cannot be marked now, so it is not handed out.") from unfit


@contextmanager
def room():
    """A folder for one copy; only so many are made at once."""
    if not _places.acquire(timeout=PATIENCE):
        raise Busy(message=BUSY)
    try:
        with TemporaryDirectory() as folder:
            yield Path(folder)
    finally:
        _places.release()
