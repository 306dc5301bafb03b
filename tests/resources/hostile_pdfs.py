"""PDFs that mean harm."""

from functools import partial

from tests.resources import made_pdfs as pdfs
from tests.resources.harm import HTML, ZIP, Hostile
from tests.resources.made_pdfs import packed, pdf, stream

SCRIPT = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
PDFS = [
    Hostile("script on opening", "a.pdf", partial(pdf, SCRIPT, root=b"/OpenAction 5 0 R"), "script"),
    Hostile(
        "script in the names",
        "a.pdf",
        partial(pdf, SCRIPT, root=b"/Names << /JavaScript << /Names [(a) 5 0 R] >> >>"),
        "script",
    ),
    Hostile("script on turning a page", "a.pdf", partial(pdf, page=b" /AA << /O " + SCRIPT + b" >>"), "script"),
    Hostile(
        "script under another spelling",
        "a.pdf",
        partial(pdf, root=b"/OpenAction << /S /Java#53cript /JS (x) >>"),
        "script",
    ),
    Hostile("script packed with other objects", "a.pdf", pdfs.hidden_script, "script"),
    Hostile("script under a lock that opens", "a.pdf", partial(pdfs.locked, "", "app.alert(1)"), "script"),
    Hostile(
        "starts a program", "a.pdf", partial(pdf, root=b"/OpenAction << /S /Launch /F (cmd.exe) >>"), "start a program"
    ),
    Hostile(
        "file inside",
        "a.pdf",
        partial(
            pdf,
            stream(b"MZ", b"/Type /EmbeddedFile"),
            root=b"/Names << /EmbeddedFiles << /Names [(a) << /EF << /F 5 0 R >> >>] >> >>",
        ),
        "inside it",
    ),
    Hostile(
        "file pinned to a page",
        "a.pdf",
        partial(pdf, page=b" /Annots [<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] >>]"),
        "attached",
    ),
    Hostile("XFA form", "a.pdf", partial(pdf, stream(b"<xdp/>"), root=b"/AcroForm << /XFA 5 0 R /Fields [] >>"), "XFA"),
    Hostile(
        "film inside", "a.pdf", partial(pdf, page=b" /Annots [<< /Subtype /RichMedia /Rect [0 0 9 9] >>]"), "rich media"
    ),
    Hostile(
        "sends its form",
        "a.pdf",
        partial(pdf, page=b" /AA << /O << /S /SubmitForm /F (http://x.example) >> >>"),
        "sends",
    ),
    Hostile(
        "reads the reader's disk",
        "a.pdf",
        partial(pdf, page=b" /AA << /O << /S /ImportData /F (a.fdf) >> >>"),
        "read a file",
    ),
    Hostile(
        "opens the file inside",
        "a.pdf",
        partial(pdf, root=b"/OpenAction << /S /GoToE /T << /R /C >> >>"),
        "hidden inside",
    ),
    Hostile(
        "opens a file elsewhere",
        "a.pdf",
        partial(pdf, root=b"/OpenAction << /S /GoToR /F (\\\\\\\\evil\\\\x.pdf) >>"),
        "another file",
    ),
    Hostile(
        "link with a script's address",
        "a.pdf",
        partial(
            pdf,
            page=b" /Annots [<< /Subtype /Link /Rect [0 0 99 99] /A << /S /URI /URI (javascript:alert\\(1\\)) >> >>]",
        ),
    ),
    Hostile("locked with a password", "a.pdf", partial(pdfs.locked, "secret"), "password"),
    Hostile("100,000 pages", "a.pdf", partial(pdfs.many_pages, 100_000), "100,000 pages; the most is 2,000"),
    Hostile("a billion pages, it says", "a.pdf", partial(pdf, pages=b"/Type /Pages /Kids [3 0 R] /Count 1000000000")),
    Hostile("pages in a ring", "a.pdf", partial(pdf, pages=b"/Type /Pages /Kids [2 0 R 2 0 R] /Count 2"), "damaged"),
    Hostile("no pages", "a.pdf", partial(pdf, pages=b"/Type /Pages /Kids [] /Count 0"), "damaged"),
    Hostile(
        "a page of three kilometres", "a.pdf", partial(pdf, size=b" /MediaBox [0 0 9999999 9999999]"), "impossible size"
    ),
    Hostile(
        "100 MB of strokes",
        "a.pdf",
        lambda: pdf(packed(b"0 0 m 9 9 l S " * 7_000_000), page=b" /Contents 5 0 R"),
        "cannot be read",
    ),
    Hostile("forms in forms in forms", "a.pdf", pdfs.fork_bomb, "cannot be read"),
    Hostile("picture of 324 million dots", "a.pdf", pdfs.huge_image),
    Hostile("brackets a million deep", "a.pdf", lambda: pdf(root=b"/X " + b"[" * 1_000_000)),
    Hostile("cut in the middle", "a.pdf", lambda: pdf()[:400], "cut off"),
    Hostile("a web page before it", "a.pdf", lambda: HTML + pdf(), "this is a web page"),
    Hostile(
        "a web page in its head",
        "a.pdf",
        lambda: pdf().replace(b"%PDF-1.7\n", b"%PDF-1.7\n%" + HTML + b"\n", 1),
        "head of this PDF",
    ),
    Hostile("an archive behind it", "a.pdf", lambda: pdf() + ZIP, "behind the end"),
    Hostile("a program behind it", "a.pdf", lambda: pdf() + b"MZ" + b"\x90" * 3000, "behind the end"),
    Hostile("words alone", "a.pdf", lambda: b"This is not a PDF", "not a PDF"),
    Hostile("nothing but NUL", "a.pdf", lambda: b"\0" * 5000, "empty"),
]
