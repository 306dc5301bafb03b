"""Whatever is sent is turned away in words, or shown without its powers, soon, and our own process stays as small."""

import os
import time
from pathlib import Path

import pytest

from resources.intake import work
from resources.intake.verdicts import Unfit
from resources.intake.work import draw, examine
from tests.resources.hostile import CORPUS
from tests.resources.nursery import Nursery

SOON, STEADY = 5, 50  # seconds of one core, MB
DRAWN = ("pdf", "docx", "pptx", "image")


def memory():
    """What this process holds, in MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1024**2


@pytest.fixture(scope="module")
def nursery():
    """Where the children are born that look at the files."""
    found = Nursery()
    yield found
    found.close()


def outcome(path, name, folder):
    """What becomes of a file: the words of its refusal, or nothing where all of its pages are shown."""
    found = examine(path, name)
    if found.refused:
        return found, found.refused
    try:
        leaves = list(draw(path, found.format, folder)) if found.format in DRAWN and folder else []
    except Unfit as unfit:
        return found, unfit.said
    assert all((folder / leaf.picture).read_bytes()[8:12] == b"WEBP" for leaf in leaves)
    return found, ""


@pytest.mark.parametrize("family", CORPUS)
def test_every_hostile_file_is_refused_with_its_reason_or_shown_inert(
    family, nursery, tmp_path, record_property, monkeypatch
):
    monkeypatch.setattr(work, "_born", nursery.child)
    lines, wrong = [], []
    for number, hostile in enumerate(CORPUS[family]):
        path, folder = tmp_path / f"{number}", tmp_path / f"leaves{number}"
        path.write_bytes(hostile.make())
        folder.mkdir()
        before, used, began = memory(), nursery.used, time.monotonic()
        found, said = outcome(path, hostile.name, family != "names" and folder)
        took, passed, grown = nursery.used - used, time.monotonic() - began, memory() - before
        lines.append(f"  {hostile.title}: {said or 'shown inert'} ({took:.1f} s, {grown:+.0f} MB)")
        fit = bool(said) == bool(hostile.said) and hostile.said in said and harmless(found.name)
        if not fit or took > SOON or grown > STEADY or passed > 6 * SOON:
            wrong.append(lines[-1])
    record_property("report", "\n".join([f"hostile files: {len(lines)}, {family}", *lines]))
    assert wrong == []


def harmless(name):
    """Whether a name may stand on a page, in a header and on a disk."""
    return name.isprintable() and not set(name) & set('/\\"<>\r\n\0') and 0 < len(name.encode()) <= 160


def test_the_corpus_is_as_large_as_promised():
    assert sum(len(family) for family in CORPUS.values()) >= 60
