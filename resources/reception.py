"""The worker's reception: files of versions are looked at and drawn as pages, on a thread of its own."""

import logging
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.cache import cache
from django.core.files import File
from django.utils import timezone

from advisory.files import discard, stored
from advisory.refusals import Refusal
from advisory.rights import SYSTEM
from advisory.rounds import Rounds
from resources.commands.contents import fetched
from resources.commands.leaves import end_drawing, keep_leaves
from resources.commands.uploads import drop_upload
from resources.intake.names import ending
from resources.intake.verdicts import NOTED, PASSED, REFUSED, Check, Examined, Unfit
from resources.intake.work import draw, examine
from resources.looks import look_through
from resources.models import Upload, Version
from resources.taking_in import taken_in

EVERY, CLAIMED = 2, 900
TOGETHER = 20  # pages kept in one turn, once the first is there
FOLDER = "leaves"
DRAWN = {"pdf", "docx", "pptx", "image"}
RESET = "Its pages show what it says, typeset anew. Add a PDF where its exact look matters."
WRITTEN = "It is shown as it was written."
LOST = "The file of this version is lost. Put it in again."
log = logging.getLogger("advisory.reception")


class Reception(Rounds):
    """Draws what has not been drawn, until told to stop."""

    def __init__(self, stop):
        super().__init__("reception", stop, EVERY)

    def round(self):
        """Look through what has arrived, then draw every version that waits for it."""
        try:
            over = Upload.objects.over(timezone.now())
            for upload in over if over.exists() else ():
                drop_upload(upload, by=SYSTEM)
            self._each(Upload.objects.whole(), taken_in)
            self._each(Version.objects.undrawn(), _receive)
            self._each(Version.objects.unread(), _look)
        except Exception:
            log.exception("a round of the reception failed; the next one tries again")

    def _each(self, things, act):
        """Do one thing after another, each by one worker alone; what fails waits for the next round."""
        for thing in things if things.exists() else ():
            if self.stop.is_set() or not cache.add(f"reception.{thing.pk}", 1, CLAIMED):
                continue
            try:
                act(thing)
            except Refusal as refusal:
                log.info("%s waits: %s", thing.pk, refusal.code)
            except Exception:
                log.exception("%s could not be looked through; the next round tries again", thing.pk)
            finally:
                cache.delete(f"reception.{thing.pk}")


def _receive(version):
    with TemporaryDirectory() as place:
        folder = Path(place)
        try:
            path = fetched(version.file.name, folder)
        except FileNotFoundError:
            end_drawing(version, Examined(""), [Check("pages", REFUSED, LOST)], by=SYSTEM)
            return
        found = examine(path, f"file.{ending(version.file.name) or version.format}")
        said = _drawn(version, path, folder) if not found.refused else Check("pages", REFUSED, found.refused)
        looked = look_through(version.board, version.leaves.values_list("number", "text"))
        end_drawing(version, found, [*found.checks, *looked, said], by=SYSTEM)


def _look(version):
    """Look through the words of a page that was written here."""
    looked = look_through(version.board, [(0, version.body)])
    end_drawing(version, Examined("", minutes=version.minutes), [*looked, Check("pages", PASSED, WRITTEN)], by=SYSTEM)


def _drawn(version, path, folder):
    """Draw and keep the pages, and say how that went."""
    if version.format not in DRAWN:
        return Check("pages", PASSED, "It is played, not drawn.")
    count, waiting = 0, []
    try:
        for leaf in draw(path, version.format, folder):
            waiting.append(_pictured(leaf, folder))
            if len(waiting) == (TOGETHER if count else 1):
                count, waiting = count + len(waiting), _kept(version, waiting)
        _kept(version, waiting)
    except Unfit as unfit:
        _discard([leaf.picture for leaf in waiting])
        return Check("pages", REFUSED, unfit.said)
    typeset = version.format in ("docx", "pptx")
    return Check("pages", NOTED, RESET) if typeset else Check("pages", PASSED, "All pages are drawn.")


def _pictured(leaf, folder):
    path = folder / leaf.picture
    with path.open("rb") as file:
        name = stored(File(file), FOLDER)
    path.unlink()
    return replace(leaf, picture=name)


def _kept(version, leaves):
    """Keep some pages; when the board refuses them their pictures go too."""
    if not leaves:
        return []
    try:
        _discard(keep_leaves(version, leaves, by=SYSTEM))
    except BaseException:
        _discard([leaf.picture for leaf in leaves])
        raise
    return []


def _discard(names):
    for name in names:
        discard(name)
