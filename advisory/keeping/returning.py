"""A backup put back: unpacked and checked beside what is there, and swapped in only when the audit trail holds."""

import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DatabaseError, connection

from advisory.events.audit import verify
from advisory.events.models import Log
from advisory.health import wanted_migrations, worker_age
from advisory.keeping import Unfit, archive, databases
from advisory.keeping.taking import SECRET, bucket, fingerprint, occupied, version
from advisory.search.refiling import fill

RECENT, RESTORING = 10, ".restoring-"


def bring_back(path, *, replace):
    """Put a backup in place of what is here; gives its manifest, and what the operator still has to see to."""
    broken_off = unfinished()
    with tempfile.TemporaryDirectory(dir=settings.DATA, prefix=RESTORING) as made:
        folder = Path(made)
        manifest = archive.unpacked(Path(path), folder)
        _fits(path, manifest)
        databases.mended()
        _free(replace)
        with ExitStack() as undo:
            with databases.arriving(folder / databases.name_of_file()):
                call_command("migrate", interactive=False, verbosity=0)
                fill()
                _holds(manifest)
                _swap(folder / "media", Path(settings.MEDIA_ROOT), undo)
                if (folder / SECRET).exists() and not os.environ.get("SECRET_KEY", "").strip():
                    _swap(folder / SECRET, settings.DATA / SECRET, undo)
            undo.pop_all()
        for old in broken_off:
            shutil.rmtree(old, ignore_errors=True)
        return manifest, _remarks(manifest)


def unfinished():
    """What restores that were broken off, by a power cut perhaps, have left behind."""
    return sorted(settings.DATA.glob(f"{RESTORING}*"))


def _fits(path, manifest):
    if manifest["database"] != connection.vendor:
        raise Unfit(f"DATABASE_URL: {path} holds a database of {manifest['database']}, this is {connection.vendor}")
    if {tuple(row) for row in manifest["migrations"]} - wanted_migrations():
        raise Unfit(f"{path} was made by version {manifest['version']}; this is {version()}, bring it up to date first")
    if manifest["bucket"] and not bucket():
        raise Unfit(f"MEDIA_URL: the files of this backup are in {manifest['bucket']}; set it to that bucket")
    if bucket() and not manifest["bucket"]:
        raise Unfit("MEDIA_URL: this backup holds its files itself; unset MEDIA_URL to restore it")


def _free(replace):
    if not occupied() and (bucket() or not default_storage.names()):
        return
    if not replace:
        raise Unfit("this installation is not empty; --replace puts the backup in the place of everything in it")
    try:
        age = worker_age()
    except DatabaseError:
        age = None
    if age is not None and age < RECENT:
        raise Unfit(f"the product was running {age:.0f} s ago; stop it first, and wait {RECENT} s")


def _holds(manifest):
    """Unfit unless every log ends where it ended and is as it was written."""
    logs = {log.name: log for log in Log.objects.all()}
    for name, number, digest in manifest["heads"]:
        wrong = verify(logs[name], (number, digest)) if name in logs else f"{name}: the whole log is missing"
        if wrong:
            raise Unfit(f"the audit trail does not hold, nothing was changed: {wrong}")


def _swap(new, place, undo):
    """Put a file or folder in place, and have `undo` put the old one back."""
    old = new.with_name(f"{new.name}.before")
    if place.exists():
        shutil.move(place, old)
        undo.callback(shutil.move, old, place)
    if new.exists():
        shutil.move(new, place)
        undo.callback(_away, place)


def _away(path):
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _remarks(manifest):
    remarks = []
    kept_here = any(name == SECRET for name in manifest["files"])
    if manifest["secret"] != fingerprint() and (not kept_here or os.environ.get("SECRET_KEY", "").strip()):
        remarks.append(
            "SECRET_KEY is another one than then: sessions, open invitations and links of that time have ended"
        )
    if gone := set(manifest["elsewhere"]) - set(default_storage.names() if bucket() else ()):
        remarks.append(f"{len(gone)} of {len(manifest['elsewhere'])} files are missing in {bucket()}")
    return remarks
