"""An Office file as an archive: nothing hidden before, behind or between its entries, and none that bursts."""

import re
import struct
import zipfile
from pathlib import PurePosixPath

from resources.intake.limits import MB
from resources.intake.verdicts import Unfit

DAMAGED = "This file is damaged and cannot be read. Open it, save it anew and choose that file."
BURSTS = "This file holds far more than it should when unpacked. Save it anew and choose that file."
_END = struct.Struct("<4s4H2LH")
_NESTED = re.compile(r"\.(zip|jar|7z|rar|gz|docx|docm|pptx|pptm)$", re.IGNORECASE)


def opened(file, limits):
    """The archive, when every entry is plain, small enough and in its own place; else Unfit."""
    _only_an_archive(file)
    try:
        archive = zipfile.ZipFile(file)
    except Exception as trouble:
        raise Unfit("archive", DAMAGED) from trouble
    entries = archive.infolist()
    if len(entries) > limits.entries:
        many = f"This file is made of {len(entries):,} parts; the most is {limits.entries:,}."
        raise Unfit("archive", f"{many} Save it anew and choose that file.")
    _plain(entries)
    _apart(entries, archive.start_dir)
    if sum(one.file_size for one in entries) > limits.unpacked or any(_bursts(one, limits) for one in entries):
        raise Unfit("archive", BURSTS)
    return archive


def read(archive, name, limits):
    """One entry, never more of it than it says, nor than a part may have."""
    info = archive.getinfo(name)
    if info.file_size > limits.xml:
        raise Unfit("archive", BURSTS)
    try:
        with archive.open(info) as part:
            return part.read(limits.xml)
    except Exception as trouble:
        raise Unfit("archive", DAMAGED) from trouble


def sound(archive, limits):
    """Unpack every entry to nowhere: each keeps its checksum and its size."""
    left = limits.unpacked
    try:
        for info in archive.infolist():
            with archive.open(info) as part:
                while chunk := part.read(MB):
                    left -= len(chunk)
                    if left < 0:
                        raise Unfit("archive", BURSTS)
    except Unfit:
        raise
    except Exception as trouble:
        raise Unfit("archive", DAMAGED) from trouble


def _only_an_archive(file):
    """Its end is the end of an archive, without a word behind it."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(max(0, size - _END.size))
    tail = file.read(_END.size)
    if len(tail) < _END.size or tail[:4] != b"PK\x05\x06":
        raise Unfit("archive", f"Something stands behind the end of this file, or it was cut off. {DAMAGED}")
    *_, length, start, _ = _END.unpack(tail)
    if start + length + _END.size != size:
        raise Unfit("archive", DAMAGED)
    file.seek(0)


def _plain(entries):
    seen = set()
    for one in entries:
        path = PurePosixPath(one.filename)
        folded = one.filename.casefold()
        if path.is_absolute() or ".." in path.parts or "\\" in one.filename or folded in seen:
            raise Unfit("archive", "This file holds parts under names that lead elsewhere. Save it anew.")
        if one.flag_bits & 1:
            raise Unfit("archive", "This file asks for a password. Save it without one and choose that file.")
        if _NESTED.search(one.filename) and "embeddings" not in path.parts:
            raise Unfit("archive", "This file holds another archive inside it. Take it out and save the file anew.")
        seen.add(folded)


def _apart(entries, start):
    """No two entries share bytes: a classic of archives that burst."""
    ordered = sorted(entries, key=lambda one: one.header_offset)
    begins = [one.header_offset for one in ordered] + [start]
    if begins[0] != 0:
        raise Unfit("archive", f"Something stands before this file's beginning. {DAMAGED}")
    for one, following in zip(ordered, begins[1:], strict=True):
        if one.header_offset + 30 + one.compress_size > following:
            raise Unfit("archive", BURSTS)


def _bursts(one, limits):
    return one.file_size > MB and one.file_size > limits.ratio * max(1, one.compress_size)
