"""Files that LibreOffice, Word, PowerPoint and LaTeX made are taken and read; packages of Debian bring them."""

import gzip
import io
import re
import sys
from itertools import chain, islice
from pathlib import Path
from zipfile import ZipFile

import docx
import pptx
import pypdf
import pytest

from resources.intake.work import draw, examine

PAPERS = Path(sys.prefix) / "papers"
SAMPLES = "golang-github-gabriel-vasile-mimetype-dev"
SHOWN = 3


def paper(package, name):
    """A file out of a package that bin/test unpacked, as bytes."""
    found = next((PAPERS / package).rglob(f"{name}*"), None)
    if found is None:
        pytest.fail(f"{package} is not in {PAPERS.name}: bin/test unpacks it, with apt-get download and dpkg-deb -x")
    return gzip.decompress(found.read_bytes()) if found.suffix == ".gz" else found.read_bytes()


def long_words(text):
    return set(re.findall(r"[A-Za-z]{6,}", text))


@pytest.mark.parametrize(("package", "name", "maker"), [
    ("gpredict", "gpredict-user-manual.pdf", "LibreOffice"),
    ("snap-aligner", "SNAP User Manual.pdf", "Microsoft® Word"),
    ("libtasn1-doc", "libtasn1.pdf", "TeX"),
])  # fmt: skip
def test_a_pdf_is_taken_and_each_word_found(package, name, maker, put):
    content = paper(package, name)
    known = pypdf.PdfReader(io.BytesIO(content))
    assert maker in known.metadata.producer
    path = put(content)
    found = examine(path, name)
    assert (found.refused, found.pages) == ("", len(known.pages))
    leaves = list(islice(draw(path, "pdf", path.parent / "leaves"), SHOWN))
    read = " ".join(leaf.text for leaf in leaves).replace("\n", " ")
    assert all(leaf.text[begin:end].strip() for leaf in leaves for *_, begin, end in leaf.boxes)
    theirs = long_words(" ".join(page.extract_text() for page in known.pages[:SHOWN]))
    missing = {word for word in theirs if word not in read}
    assert len(theirs) > 30
    assert len(missing) < len(theirs) / 10, sorted(missing)[:9]


@pytest.mark.parametrize(("package", "name", "maker", "count"), [
    ("r-cran-officer", "example.docx", "Microsoft", 1),
    ("r-cran-officer", "example.pptx", "Microsoft", 3),
    (SAMPLES, "docx.docx", "LibreOffice", 1),
    (SAMPLES, "pptx.pptx", "LibreOffice", 1),
])  # fmt: skip
def test_an_office_file_is_taken_and_says_all_that_its_own_reader_finds(package, name, maker, count, put):
    content = paper(package, name)
    with ZipFile(io.BytesIO(content)) as archive:
        assert maker in archive.read("docProps/app.xml").decode()
    path = put(content, name)
    found = examine(path, name)
    assert (found.refused, found.format) == ("", name[-4:])
    leaves = list(draw(path, found.format, path.parent / "leaves"))
    read = " ".join(leaf.text for leaf in leaves).replace("\n", " ")
    assert len(leaves) == count
    assert said_in(content, name) <= long_words(read)


def test_pictures_of_a_libreoffice_document_are_drawn_and_their_missing_words_told(put):
    path = put(paper(SAMPLES, "docx.1.docx"), "pictures.docx")
    held = len(docx.Document(path).element.findall(".//{*}blip"))
    told = " ".join(check.said for check in examine(path, "pictures.docx").checks)
    assert held == 4
    assert f"{held} pictures have no description." in told
    drawn = [path.parent / "leaves" / leaf.picture for leaf in draw(path, "docx", path.parent / "leaves")]
    assert all(picture.stat().st_size > 3_000 for picture in drawn)


def said_in(content, name):
    """The long words that another reader of Office files finds."""
    if name.endswith("docx"):
        whole = docx.Document(io.BytesIO(content))
        cells = chain.from_iterable(row.cells for table in whole.tables for row in table.rows)
        return long_words(" ".join(one.text for one in chain(whole.paragraphs, cells)))
    shapes = chain.from_iterable(slide.shapes for slide in pptx.Presentation(io.BytesIO(content)).slides)
    return long_words(" ".join(shape.text_frame.text for shape in shapes if shape.has_text_frame))
