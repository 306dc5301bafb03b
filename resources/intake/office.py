"""Word and PowerPoint files: without macros, objects of other programs, and parts that live elsewhere."""

import io
import posixpath
import re

from resources.intake import archives, xml
from resources.intake.verdicts import NOTED, PASSED, Check, Unfit

MAIN = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
}
ANEW = "Take it out, save the file and choose it again."
ACTIVE = re.compile(r"vbaproject|vbadata|activex|macrosheet|\.(?:exe|dll|js|vbs|hta|lnk|bat|ps1|swf)$", re.IGNORECASE)
FIELDS = re.compile(r"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|DATABASE)\b", re.IGNORECASE)
INERT_OUTSIDE = {"hyperlink"}
INSIDE = {"oleobject", "control", "afchunk", "package"}
_WORKBOOK = re.compile(r"\.(xlsx|xlsb)$", re.IGNORECASE)


def fit(file, kind, limits):
    """The archive and the checks of an Office file that may be read; else Unfit."""
    archive = archives.opened(file, limits)
    names = archive.namelist()
    _without_macros(archive, names, limits)
    outside = [link for name in names if name.endswith(".rels") for link in _links(archive, name, limits)]
    _whole(archive, names, limits)
    _kind(archive, kind, limits)
    checks = [Check("active", PASSED, "No macros, no objects of other programs.")]
    if outside:
        checks.append(Check("links", NOTED, f"{_count(len(outside), 'link')} to other places, shown as plain text."))
    return archive, checks


def related(archive, part, limits):
    """What a part refers to: {id: (type, path inside the archive)}; links to elsewhere are left out."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in archive.namelist():
        return {}
    root = xml.parsed(archives.read(archive, path, limits))
    return {
        one.get("Id"): (_type(one), posixpath.normpath(posixpath.join(folder, one.get("Target", ""))).lstrip("/"))
        for one in root
        if one.get("TargetMode") != "External" and one.get("Target")
    }


def _without_macros(archive, names, limits):
    for name in names:
        if ACTIVE.search(name):
            raise Unfit("macros", f"This file holds macros or programs ({_short(name)}). {ANEW}")
        if "embeddings/" in name:
            _embedded(archive, name, limits)
    types = archives.read(archive, "[Content_Types].xml", limits) if "[Content_Types].xml" in names else b""
    if b"macroenabled" in types.lower():
        raise Unfit("macros", "This file may hold macros. Save it as a plain document (docx or pptx) and choose that.")


def _embedded(archive, name, limits):
    """The table behind a chart may stay; nothing opens it. Anything else inside is refused."""
    if not _WORKBOOK.search(name):
        raise Unfit("objects", f"This file holds an object of another program ({_short(name)}). {ANEW}")
    content = io.BytesIO(archives.read(archive, name, limits))
    inner = archives.opened(content, limits)
    if any(ACTIVE.search(one) or "embeddings/" in one for one in inner.namelist()):
        raise Unfit("macros", f"A table inside this file holds macros or objects ({_short(name)}). {ANEW}")


def _links(archive, name, limits):
    """The harmless links of one list of relations; Unfit for those by which Office would fetch or run something."""
    for one in xml.parsed(archives.read(archive, name, limits)):
        kind, target = _type(one), one.get("Target", "")
        if one.get("TargetMode") == "External" or re.match(r"[a-z][a-z0-9+.-]*:|//|\\\\", target, re.IGNORECASE):
            if kind not in INERT_OUTSIDE:
                raise Unfit("outside", f"This file fetches a part of itself from elsewhere ({_short(target)}). {ANEW}")
            if re.match(r"\s*(?:javascript|vbscript|data|file|ms-\w+|search-ms):|\\\\", target, re.IGNORECASE):
                raise Unfit(
                    "outside", f"A link in this file starts a program or opens a file ({_short(target)}). {ANEW}"
                )
            yield target
        elif kind in INSIDE and not _WORKBOOK.search(target):
            raise Unfit("objects", f"This file holds an object of another program ({_short(target)}). {ANEW}")


def _whole(archive, names, limits):
    """Every part unpacks, and every XML part parses; fields that fetch and actions that run are found."""
    archives.sound(archive, limits)
    for name in names:
        if not name.lower().endswith((".xml", ".vml", ".rels")):
            continue
        content = archives.read(archive, name, limits)
        root = xml.parsed(content)
        if name.startswith(("word/", "ppt/")):
            _harmless(root)


def _harmless(root):
    words = "".join(one.text or "" for one in root.iter("{*}instrText"))
    simple = " ".join(value for one in root.iter("{*}fldSimple") for value in one.attrib.values())
    if FIELDS.match(words.strip()) or FIELDS.search(simple) or re.search(r"\bDDE(?:AUTO)?\b", words, re.IGNORECASE):
        raise Unfit("outside", f"A field in this file fetches something from elsewhere (DDE or INCLUDE). {ANEW}")
    for one in root.iter("{*}hlinkClick", "{*}hlinkHover", "{*}hlinkMouseOver"):
        if re.match(r"ppaction://(?:program|macro|ole)", one.get("action", ""), re.IGNORECASE):
            raise Unfit("macros", f"A button in this file starts a program or a macro. {ANEW}")


def _kind(archive, kind, limits):
    if "[Content_Types].xml" not in archive.namelist():
        raise Unfit("format", "This is an archive, not an Office file. Unpack it and choose the files one by one.")
    types = xml.parsed(archives.read(archive, "[Content_Types].xml", limits))
    if MAIN[kind] not in {one.get("ContentType") for one in types}:
        raise Unfit(
            "format", f"This file is not what its ending .{kind} says. Save it as .{kind} and choose that file."
        )


def _type(relation):
    return relation.get("Type", "").rpartition("/")[2].lower()


def _count(number, noun):
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _short(name):
    return name[-60:] if len(name) <= 60 else f"…{name[-59:]}"
