"""Pictures, films, sound and names that mean harm."""

from tests.resources import made_media as media
from tests.resources.harm import HTML, ZIP, Hostile
from tests.resources.made_pdfs import pdf

PICTURES = [
    Hostile("SVG", "a.svg", lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "PNG or JPEG"),
    Hostile(
        "SVG as PNG", "a.png", lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "an SVG drawing"
    ),
    Hostile("web page as PNG", "a.png", lambda: HTML, "a web page"),
    Hostile("web page behind a PNG", "a.png", lambda: media.picture() + HTML, "parts of a web page"),
    Hostile(
        "script that is a GIF",
        "a.gif",
        lambda: b"GIF89a/*" + media.moving(1)[8:] + b"*/=1;alert(1)//",
        "behind the end",
    ),
    Hostile("web page in a JPEG's notes", "a.jpg", lambda: media.picture("JPEG", comment=HTML), "parts of a web page"),
    Hostile("web page packed in a PNG's notes", "a.png", lambda: media.noted_png(HTML.decode())),
    Hostile("notes that burst", "a.png", lambda: media.noted_png("A" * 60_000_000), "damaged"),
    Hostile("archive behind a JPEG", "a.jpg", lambda: media.picture("JPEG") + ZIP, "behind the end"),
    Hostile("archive behind a PNG", "a.png", lambda: media.picture() + ZIP, "behind the end"),
    Hostile("PDF behind a WebP", "a.webp", lambda: media.picture("WEBP") + pdf(), "behind the end"),
    Hostile("2.5 billion dots", "a.png", lambda: media.wide_png(50_000, 50_000), "50,000 by 50,000 dots"),
    Hostile("dots that are not there", "a.png", lambda: media.wide_png(3_000, 3_000), "damaged"),
    Hostile("cut JPEG", "a.jpg", lambda: media.picture("JPEG", (800, 800))[:3000], "cut off"),
    Hostile("cut WebP", "a.webp", lambda: media.picture("WEBP", (800, 800), lossless=True)[:500], "cut off"),
    Hostile("GIF of 3,000 pictures", "a.gif", lambda: media.moving(3_000)),
    Hostile("GIF as JPEG", "a.jpg", lambda: media.moving(1), "a GIF picture"),
    Hostile("TIFF", "a.tiff", lambda: b"II*\0" + b"\0" * 99, "PNG or JPEG"),
]
FILMS = [
    Hostile("cut film", "a.mp4", lambda: media.mp4()[:-100], "cut off"),
    Hostile(
        "film without its index",
        "a.mp4",
        lambda: media.box(b"ftyp", b"isom\0\0\2\0isom") + media.box(b"mdat", b"\0" * 99),
        "cut off",
    ),
    Hostile("film whose pictures lie behind its end", "a.mp4", lambda: media.mp4(offset=9_000_000), "cut off"),
    Hostile(
        "film from elsewhere",
        "a.mp4",
        lambda: media.mp4(reference=media.box(b"url ", b"\0\0\0\0http://evil.example\0")),
        "from elsewhere",
    ),
    Hostile("film in a rare form", "a.mp4", lambda: media.mp4(codec=b"mjpa"), "cannot play"),
    Hostile("boxes 5,000 deep", "a.mp4", lambda: media.deep_mp4(5_000), "no moving pictures"),
    Hostile(
        "a million boxes",
        "a.mp4",
        lambda: media.box(b"ftyp", b"isom\0\0\2\0isom") + media.box(b"free") * 1_000_000,
        "damaged",
    ),
    Hostile("film as sound", "a.m4a", media.mp4, "not sound alone"),
    Hostile("cut WebM", "a.webm", lambda: media.webm()[:-50], "cut off"),
    Hostile("files in a WebM", "a.webm", lambda: media.webm(more=media.element("1941A469", b"MZ")), "other files"),
    Hostile("Matroska as WebM", "a.webm", lambda: media.webm(kind=b"matroska"), "not a WebM"),
    Hostile(
        "web page in an MP3's tag",
        "a.mp3",
        lambda: media.mp3(tag=b"ID3\3\0\0\0\0\1\0" + HTML.ljust(128)),
        "another file",
    ),
    Hostile("noise as MP3", "a.mp3", lambda: b"ID3" + bytes(range(256)) * 99, "damaged"),
    Hostile("cut Ogg", "a.ogg", lambda: media.ogg(last=False), "cut off"),
    Hostile("cut WAV", "a.wav", lambda: media.wav()[:-900], "cut off"),
    Hostile("WAV of four gigabytes, it says", "a.wav", lambda: media.wav(says=0xFFFFFFF0), "cut off"),
]
NAMES = [
    Hostile("path", "../../etc/passwd.pdf", pdf),
    Hostile("path of Windows", "C:\\Users\\x\\..\\a.pdf", pdf),
    Hostile("NUL", "a.pdf\0.exe", pdf, ".exe are not taken"),
    Hostile("NUL before the ending", "a\0.pdf", pdf),
    Hostile("line break", "a\r\nSet-Cookie: x=1.pdf", pdf),
    Hostile("4 kB", "a" * 4096 + ".pdf", pdf),
    Hostile("turned around", "report\u202efdp.exe", pdf, ".exe are not taken"),
    Hostile("turned around and back", "report\u202egpj.pdf", pdf),
    Hostile("program behind a PDF's ending", "report.pdf.exe", pdf, ".exe are not taken"),
    Hostile("nothing but dots", "....", pdf, "no ending"),
    Hostile("mark-up", '"><img src=x onerror=alert(1)>.pdf', pdf),
    Hostile("half a character", "a\ud800.pdf", pdf),
]
