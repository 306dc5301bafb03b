"""Everything that is kept, in one file: database, documents, and the secret when it is kept here too."""

import hmac
import os
import tempfile
import tomllib
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.utils import timezone

from advisory.keeping import Unfit, archive, databases

SECRET = "secret-key"  # noqa: S105 - the name of a file


def take(path):
    """Write a backup while people go on writing; the database first, for what it names is on the disk before it."""
    path = Path(path or settings.DATA / "backups" / f"advisory-{timezone.now():%Y%m%dT%H%M%SZ}.tar").absolute()
    if path.exists():
        raise Unfit(f"{path} is there already; name another file")
    if not occupied():
        raise Unfit("this installation is empty; give this command the environment that bin/serve has")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as folder, archive.written(path) as tar:
        file, heads, applied = databases.snapshot(Path(folder))
        tar.add(databases.name_of_file(), file)
        names = _add_files(tar)
        if not os.environ.get("SECRET_KEY", "").strip():
            tar.add(SECRET, settings.DATA / SECRET)
        tar.finish(_told(heads, applied, names))
        return path, heads, names, set(tar.sums)


def occupied():
    """Whether anything stands in the database already."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(databases.HEADS)
            heads = cursor.fetchall()
            cursor.execute("SELECT 1 FROM accounts_user LIMIT 1")
            return bool(heads or cursor.fetchone())
    except DatabaseError:
        return False


def fingerprint():
    """By what a secret is known again without being told."""
    return hmac.digest(settings.SECRET_KEY.encode(), b"advisory backup", "sha256").hex()[:32]


def version():
    """The version of this program."""
    with open(settings.BASE_DIR / "pyproject.toml", "rb") as file:
        return tomllib.load(file)["project"]["version"]


def bucket():
    """Where files are kept, when that is not here."""
    options = settings.STORAGES["default"].get("OPTIONS", {})
    return "/".join(filter(None, ["s3:/", options["bucket_name"], options["location"]])) if options else ""


def _add_files(tar):
    names = default_storage.names()
    if not bucket():
        for name in names:
            try:
                tar.add(f"media/{name}", default_storage.path(name))
            except FileNotFoundError:  # taken away meanwhile, with the leave of its owner
                continue
    return names


def _told(heads, applied, names):
    return {
        "made": f"{timezone.now():%Y-%m-%dT%H:%M:%SZ}", "version": version(), "database": connection.vendor,
        "migrations": applied, "heads": heads, "bucket": bucket(), "elsewhere": names if bucket() else [],
        "secret": fingerprint(),
    }  # fmt: skip
