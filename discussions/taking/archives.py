"""Office files as archives that tell nothing of when and where they were written; pure."""

from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

BEGINNING = datetime(2000, 1, 1)  # noqa: DTZ001 - what Office files carry has no zone
EARLIEST = (1980, 1, 1, 0, 0, 0)


def steady(archive):
    """The same ZIP with its members at one fixed time, so that the same content is the same bytes."""
    kept = BytesIO()
    with ZipFile(BytesIO(archive)) as old, ZipFile(kept, "w") as new:
        for member in old.infolist():
            fixed = ZipInfo(member.filename, EARLIEST)
            fixed.compress_type, fixed.create_system = ZIP_DEFLATED, 0
            new.writestr(fixed, old.read(member), compresslevel=6)
    return kept.getvalue()
