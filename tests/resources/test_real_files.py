"""Files that others made, with LaTeX, Word and PowerPoint, are taken and read: those that installed packages bring."""

import gzip
import io
import re
from itertools import islice
from pathlib import Path
from zipfile import ZipFile

import docx
import pptx
import pypdf
import pytest

from resources.intake.work import draw, examine

DOCUMENTS = Path("/usr/share/doc")
LATEX = ("shared-mime-info/shared-mime-info-spec.pdf", "fontconfig/fontconfig-user.pdf.gz", "bzip2/manual.pdf.gz",
         "libtasn1-doc/libtasn1.pdf", "zlib1g-dev/crc-doc.1.0.pdf.gz")  # fmt: skip
SHOWN = 3


def by_latex():
    """The first of the papers that Debian's packages bring, as bytes."""
    for name in LATEX:
        path = DOCUMENTS / name
        if path.exists():
            return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    pytest.fail(f"none of Debian's papers made with LaTeX is installed: {', '.join(LATEX)}")


def test_a_paper_made_with_latex_is_taken_and_each_word_found(put):
    content = by_latex()
    known = pypdf.PdfReader(io.BytesIO(content))
    assert "TeX" in known.metadata.producer
    path = put(content)
    found = examine(path, "paper.pdf")
    assert (found.refused, found.pages) == ("", len(known.pages))
    leaves = list(islice(draw(path, "pdf", path.parent / "leaves"), SHOWN))
    read = " ".join(leaf.text for leaf in leaves)
    assert all(leaf.text[begin:end].strip() for leaf in leaves for *_, begin, end in leaf.boxes)
    theirs = re.findall(r"[A-Za-z]{6,}", " ".join(page.extract_text() for page in known.pages[:SHOWN]))
    missing = {word for word in theirs if word not in read.replace("\n", " ")}
    assert len(theirs) > 50
    assert len(missing) < len(set(theirs)) / 10, sorted(missing)[:9]


@pytest.mark.parametrize(("module", "template"), [(docx, "default.docx"), (pptx, "default.pptx")])
def test_what_word_and_powerpoint_made_is_taken(module, template, tmp_path):
    path = Path(module.__file__).parent / "templates" / template
    with ZipFile(path) as archive:
        assert b"Microsoft" in archive.read("docProps/app.xml")
    found = examine(path, template)
    assert (found.refused, found.format) == ("", template[-4:])
    assert len(list(draw(path, found.format, tmp_path))) == 1
