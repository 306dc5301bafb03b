"""Which format a file claims by its name, and which one its first bytes are."""

from dataclasses import dataclass

from resources.intake.verdicts import Unfit

HEAD = 4096
MAIN_OFFICE = "application/vnd.openxmlformats-officedocument.{}"


@dataclass(frozen=True)
class Format:
    """A format: its name in the library, what people call it, and the endings of its files."""

    name: str
    called: str
    endings: tuple


PDF = Format("pdf", "PDF", ("pdf",))
DOCX = Format("docx", "Word document", ("docx",))
PPTX = Format("pptx", "PowerPoint presentation", ("pptx",))
IMAGE = Format("image", "picture", ("png", "jpg", "jpeg", "webp", "gif"))
VIDEO = Format("video", "film", ("mp4", "m4v", "webm"))
AUDIO = Format("audio", "sound file", ("mp3", "m4a", "ogg", "oga", "opus", "wav"))
ALL = (PDF, DOCX, PPTX, IMAGE, VIDEO, AUDIO)
TAKEN = "PDF, Word (docx), PowerPoint (pptx), PNG, JPEG, WebP, GIF, MP4, WebM, MP3, M4A, Ogg or WAV"

INSTEAD = {
    **dict.fromkeys(("docm", "dotm", "dotx"), "Save it as a plain Word document (docx) and choose that file."),
    **dict.fromkeys(("pptm", "ppsm", "potm"), "Save it as a plain presentation (pptx) and choose that file."),
    **dict.fromkeys(("doc", "rtf", "odt", "pages"), "Save it as a Word document (docx) or a PDF."),
    **dict.fromkeys(("ppt", "pps", "odp", "key", "ppsx", "potx"), "Save it as a presentation (pptx) or a PDF."),
    **dict.fromkeys(("svg", "tif", "tiff", "bmp", "heic", "avif", "ico"), "Save the picture as PNG or JPEG."),
    **dict.fromkeys(("mov", "avi", "mkv", "wmv"), "Export the film as MP4."),
    **dict.fromkeys(("aac", "flac", "wma", "aiff"), "Export the sound as MP3 or M4A."),
    **dict.fromkeys(("xls", "xlsx", "xlsm", "csv"), "Print the table to a PDF and choose that file."),
    **dict.fromkeys(("html", "htm", "mht"), "Print the page to a PDF, or add it as a link."),
    **dict.fromkeys(("zip", "7z", "rar", "gz", "tar"), "Unpack it and choose the files one by one."),
}


def claimed(ending):
    """The format that an ending promises, or Unfit with what to do instead."""
    for one in ALL:
        if ending in one.endings:
            return one
    kind = f"Files ending in .{ending[:20]} are not taken." if ending else "This file's name has no ending."
    raise Unfit("format", f"{kind} {INSTEAD.get(ending, f'Choose a {TAKEN} file.')}")


def container(head):
    """What the first bytes are: the name of a container, or nothing."""
    for name, test in MAGIC.items():
        if test(head):
            return name
    return ""


def agreed(ending, head):
    """The container of a file whose first bytes keep what its ending promises; else Unfit."""
    promised, found = claimed(ending), container(head)
    if found in CONTAINERS[ending]:
        return found
    if not head.strip(b"\0"):
        raise Unfit("format", "This file is empty. Save it anew and choose that file.")
    again = f"Save it as .{ending} and choose that file."
    if found in CALLED:
        raise Unfit("format", f"Its name ends in .{ending}, but this is {CALLED[found]}. {again}")
    raise Unfit("format", f"This is not a {promised.called}, whatever its name says. {again}")


def _mp3(head):
    return head[:3] == b"ID3" or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2)


MAGIC = {
    "pdf": lambda head: head[:5] == b"%PDF-",
    "zip": lambda head: head[:4] == b"PK\x03\x04",
    "png": lambda head: head[:8] == b"\x89PNG\r\n\x1a\n",
    "jpeg": lambda head: head[:3] == b"\xff\xd8\xff",
    "gif": lambda head: head[:6] in (b"GIF87a", b"GIF89a"),
    "webp": lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP",
    "wav": lambda head: head[:4] == b"RIFF" and head[8:12] == b"WAVE",
    "mp4": lambda head: head[4:8] == b"ftyp",
    "webm": lambda head: head[:4] == b"\x1a\x45\xdf\xa3",
    "ogg": lambda head: head[:4] == b"OggS",
    "ole": lambda head: head[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "program": lambda head: head[:2] == b"MZ" or head[:4] == b"\x7fELF" or head[:2] == b"#!",
    "svg": lambda head: b"<svg" in head[:1024].lower(),
    "html": lambda head: head.lstrip()[:1] == b"<" and any(sign in head.lower() for sign in (b"<html", b"<script")),
    "mp3": _mp3,
}
CALLED = {
    "pdf": "a PDF", "zip": "an archive", "ole": "an old or locked Office file", "program": "a program",
    "svg": "an SVG drawing", "html": "a web page", "png": "a PNG picture", "jpeg": "a JPEG picture",
    "gif": "a GIF picture", "webp": "a WebP picture", "mp4": "an MP4 film", "webm": "a WebM film", "mp3": "MP3 sound",
    "ogg": "Ogg sound", "wav": "WAV sound",
}  # fmt: skip
CONTAINERS = {
    "pdf": ("pdf",), "docx": ("zip",), "pptx": ("zip",), "png": ("png",), "jpg": ("jpeg",), "jpeg": ("jpeg",),
    "webp": ("webp",), "gif": ("gif",), "mp4": ("mp4",), "m4v": ("mp4",), "m4a": ("mp4",), "webm": ("webm",),
    "mp3": ("mp3",), "ogg": ("ogg",), "oga": ("ogg",), "opus": ("ogg",), "wav": ("wav",),
}  # fmt: skip
TYPES = {
    "pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp",
    "gif": "image/gif", "mp4": "video/mp4", "m4v": "video/mp4", "m4a": "audio/mp4", "webm": "video/webm",
    "mp3": "audio/mpeg", "ogg": "audio/ogg", "oga": "audio/ogg", "opus": "audio/ogg", "wav": "audio/wav",
    "docx": MAIN_OFFICE.format("wordprocessingml.document"), "pptx": MAIN_OFFICE.format("presentationml.presentation"),
}  # fmt: skip
