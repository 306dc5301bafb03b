"""A name that is covered is gone from the file; a page reads well on a narrow screen; a scanner decides alone."""

import re
import socket
import struct
import threading
import zlib

import pytest
from PIL import Image

from resources.intake.flow import flow
from resources.intake.scanning import Unanswered, scan
from resources.intake.verdicts import Unfit
from resources.intake.work import cover, draw, examine
from tests.resources.leaves import drawn, typeset
from tests.resources.made_pdfs import pdf

CASES = """#set document(title: "Mrs Ferreira")
#set page(width: 15cm, height: 20cm)
#set text(font: "Source Sans Pro")
= A case
#link((page: 2, x: 0cm, y: 0cm))[As in the case] of a woman.
#pagebreak()
Seen on Monday: Mrs A. Ferreira, born 12.04.1961, was well.
#pagebreak()
Nobody is named here.
"""
FLOWING = """#set page(width: 15cm, height: 20cm, numbering: "1")
#set text(font: "Source Sans Pro", size: 11pt)
= Who is monitored
Adults with HER2 disease before each cycle, and whoever else has received anthracyclines before.

Second paragraph of this page.
- First of all
- Then this
"""


def unpacked(content):
    """All that a PDF's bytes say, packed or not."""
    said = [content]
    for hit in re.finditer(rb"stream\r?\n", content):
        try:
            said.append(zlib.decompressobj().decompress(content[hit.end() :]))
        except zlib.error:
            continue
    return b"\n".join(said)


def test_a_covered_name_is_gone_from_words_picture_and_bytes(put, tmp_path):
    path = put(typeset(CASES))
    page = drawn(path, "pdf")[1]
    begin = page.text.index("Mrs")
    end = page.text.index(" was well")
    new = cover(path, [(2, begin, end)], tmp_path / "new.pdf")
    assert (examine(new, "new.pdf").refused, examine(new, "new.pdf").title) == ("", "")
    leaves = list(draw(new, "pdf", tmp_path / "leaves"))
    assert [leaf.text.splitlines()[-1] for leaf in leaves] == [
        "As in the case of a woman.", "Seen on Monday: was well.", "Nobody is named here.",
    ]  # fmt: skip
    stays = [box[0] for box in page.boxes if not begin <= box[4] < end]
    assert [box[0] for box in leaves[1].boxes] == pytest.approx(stays, abs=2)
    left, top, width, height, *_ = next(box for box in page.boxes if box[4] >= begin)
    picture = Image.open(tmp_path / "leaves" / leaves[1].picture).convert("L")
    middle = ((left + width / 2) * picture.width / 1000, (top + height / 2) * picture.height / 1000)
    assert picture.getpixel(tuple(map(int, middle))) < 20
    said = unpacked(new.read_bytes())
    assert b"Ferreira" not in said
    assert "Ferreira".encode("utf-16-be") not in said
    assert len(new.read_bytes()) < 1_000_000


def test_words_that_are_not_there_cannot_be_covered(put, tmp_path):
    path = put(typeset(CASES))
    with pytest.raises(Unfit, match="not on the page"):
        cover(path, [(2, 5_000, 5_010)], tmp_path / "new.pdf")
    with pytest.raises(Unfit, match="no such page"):
        cover(path, [(9, 0, 3)], tmp_path / "new.pdf")


def test_a_page_flows_as_headings_paragraphs_and_lists(put):
    (leaf,) = drawn(put(typeset(FLOWING)), "pdf")
    found = flow(leaf.text, leaf.boxes)
    assert [(one.kind, one.text) for one in found] == [
        ("heading", "Who is monitored"),
        (
            "paragraph",
            "Adults with HER2 disease before each cycle, and whoever else has received anthracyclines before.",
        ),
        ("paragraph", "Second paragraph of this page."),
        ("item", "• First of all"),
        ("item", "• Then this"),
    ]
    assert all(leaf.text[one.begin : one.end].replace("\n", " ") == one.text for one in found)


def test_a_page_without_words_has_nothing_to_flow():
    assert flow("", []) == []


@pytest.fixture
def clam():
    """A scanner that answers as told; it keeps what it was sent."""
    server, heard = socket.create_server(("127.0.0.1", 0)), bytearray()

    def serve(answer):
        line, _ = server.accept()
        with line, line.makefile("rb") as sent:
            assert sent.read(10) == b"zINSTREAM\0"
            while length := struct.unpack(">I", sent.read(4))[0]:
                heard.extend(sent.read(length))
            line.sendall(answer)

    def answering(answer):
        threading.Thread(target=serve, args=(answer,), daemon=True).start()
        return f"127.0.0.1:{server.getsockname()[1]}", heard

    with server:
        yield answering


def test_a_clean_file_passes_once_the_scanner_has_read_all_of_it(clam, put):
    path = put(pdf() + b"\n" * 3_000_000)
    scanner, heard = clam(b"stream: OK\0")
    assert scan(path, scanner).said == "No virus."
    assert bytes(heard) == path.read_bytes()


def test_a_virus_is_told_by_its_name(clam, put):
    scanner, _ = clam(b"stream: Eicar-Signature FOUND\0")
    with pytest.raises(Unfit, match=r"A virus was found in this file \(Eicar-Signature\)"):
        scan(put(pdf()), scanner)


def test_a_file_that_the_scanner_does_not_read_to_its_end_is_refused_and_not_asked_about_for_ever(clam, put):
    scanner, _ = clam(b"INSTREAM size limit exceeded. ERROR\0")
    with pytest.raises(Unfit, match="reads no files as large as this"):
        scan(put(pdf()), scanner)


@pytest.mark.parametrize("answer", [b"INSTREAM: command failed. ERROR\0", b"", b"stream: OK and more\0"])
def test_any_other_answer_lets_nothing_pass(clam, put, answer):
    with pytest.raises(Unanswered):
        scan(put(pdf()), clam(answer)[0])


def test_a_scanner_that_is_not_there_lets_nothing_pass(put, tmp_path):
    for scanner in ("127.0.0.1:1", str(tmp_path / "clamd.sock")):
        with pytest.raises(Unanswered):
            scan(put(pdf()), scanner)
