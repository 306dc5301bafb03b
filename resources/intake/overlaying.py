"""A sheet is put over each page of a PDF without reading what the page shows, however full that is."""

import re
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject

NAME = NameObject("/Overlay")
PARENTS = 50
_STRING = re.compile(rb"\((?:\\.|[^\\()])*\)", re.DOTALL)
_STATE = re.compile(rb"(?<![^\s\])>])([qQ])(?![^\s\[(</])")


def overlaid(path, sheets_for):
    """A PDF as bytes, with a sheet over each page; what it was before lies whole inside, so it is to be written anew.

    `sheets_for` makes a PDF with a sheet for each of [(left, bottom, right, top, turn)].
    """
    writer, out = PdfWriter(path, incremental=True), BytesIO()
    places = [_place(page) for page in writer.pages]
    kinds = list(dict.fromkeys(places))
    sheets = [_form(writer, sheet) for sheet in PdfReader(BytesIO(sheets_for(kinds))).pages]
    begin = writer._add_object(_stream(b"q\n"))
    for page, place in zip(writer.pages, places, strict=True):
        _over(writer, page, begin, sheets[kinds.index(place)])
    writer.write(out)
    return out.getvalue()


def _place(page):
    """What is seen of a page, and how far it is turned."""
    seen = _corners(_inherited(page, "/MediaBox") or (0, 0, 612, 792))
    if crop := _inherited(page, "/CropBox"):
        inner = _corners(crop)
        cut = (*map(max, seen[:2], inner[:2]), *map(min, seen[2:], inner[2:]))
        seen = cut if cut[0] < cut[2] and cut[1] < cut[3] else seen
    turn = _inherited(page, "/Rotate")
    return *seen, round(float(turn or 0) / 90) * 90 % 360


def _corners(box):
    one, two, three, four = (float(side.get_object()) if hasattr(side, "get_object") else side for side in box)
    return min(one, three), min(two, four), max(one, three), max(two, four)


def _inherited(page, name):
    """What a page says, or the branch that it hangs on."""
    for _ in range(PARENTS):
        if name in page:
            return page[name]
        if "/Parent" not in page:
            break
        page = page["/Parent"]
    return None


def _form(writer, sheet):
    """A sheet as a form: what belongs to it comes along."""
    form = _stream(sheet.get_contents().get_data())
    form[NameObject("/Type")], form[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
    form[NameObject("/BBox")] = ArrayObject(sheet.mediabox)
    form[NameObject("/Resources")] = sheet["/Resources"].clone(writer)
    return writer._add_object(form)


def _over(writer, page, begin, sheet):
    held = page.get("/Contents")
    held = held.get_object() if held is not None else ArrayObject()
    kept = list(held) if isinstance(held, ArrayObject) else [page.raw_get("/Contents")]
    closing = b"\nQ" * (1 + _left_open(kept)) + b"\n/Artifact BMC q " + NAME.encode() + b" Do Q EMC\n"
    end = writer._add_object(_stream(closing))
    page[NameObject("/Contents")] = ArrayObject([begin, *kept, end])
    resources = DictionaryObject(_inherited(page, "/Resources") or {})
    forms = DictionaryObject(_inherited(resources, "/XObject") or {})
    forms[NAME] = sheet
    resources[NameObject("/XObject")] = forms
    page[NameObject("/Resources")] = resources


def _left_open(streams):
    """How many states of the pen a page leaves open, which would move and turn what comes after."""
    found = [state for one in streams for state in _STATE.findall(_STRING.sub(b"()", one.get_object().get_data()))]
    return max(0, found.count(b"q") - found.count(b"Q"))


def _stream(content):
    made = DecodedStreamObject()
    made.set_data(content)
    return made
