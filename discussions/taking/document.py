"""An export as a Word document; pure.

Frame, styles and properties are python-docx's. Paragraphs are XML of our own, parsed a question at a time: added one by
one, five thousand posts take that library a quarter of a minute.
"""

from html import escape
from io import BytesIO
from unicodedata import bidirectional

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from discussions.taking.archives import BEGINNING, steady
from discussions.taking.prose import Run, paragraphs
from discussions.taking.tree import said

LOOKS = {
    "code": '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas"/>', "bold": "<w:b/>", "italic": "<w:i/>",
    "struck": "<w:strike/>", "quiet": '<w:color w:val="5A6A70"/><w:sz w:val="18"/>',
    "marked": '<w:shd w:val="clear" w:color="auto" w:fill="D9D9D9"/>',
}  # fmt: skip
TELLING = ("extended-properties", "thumbnail", "customXml", "stylesWithEffects")
INDENT, MOST = 360, 100_000
QUIET, BOLD = frozenset({"quiet"}), frozenset({"bold"})


def written(outline):
    """The document as bytes."""
    return bound(outline.title, outline.scope, _parts(outline))


def bound(title, subject, pieces):
    """A document as bytes: pieces of XML, each of whole paragraphs and tables."""
    document = _frame(title, subject)
    end = document.element.body.sectPr
    for xml in pieces:
        for element in list(parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>")):
            end.addprevious(element)
    kept = BytesIO()
    document.save(kept)
    return steady(kept.getvalue())


def _frame(title, subject):
    """An empty document that says what it is of, and neither who made it nor when nor with what."""
    document, style = Document(), None
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, one in relations.items() if one.reltype.endswith(TELLING)]:
            del relations[key]
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(11)
    style.paragraph_format.space_after = Pt(6)
    about = document.core_properties
    about.title, about.subject = title[:255], subject[:255]
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    about.created = about.modified = BEGINNING
    about.revision = 1
    return document


def _parts(outline):
    """The XML of the front, of each section's heading and of each question."""
    yield _front(outline)
    for part in outline.parts:
        yield line(f"{part.letter}. {part.title}", style="Heading1")
        for question in part.questions:
            yield "".join(_question(question))


def _front(outline):
    lines = [outline.objective, f"{outline.scope}. {outline.people}."]
    lines += [f"Sponsor: {outline.sponsor}"] if outline.sponsor else []
    quiet = "".join(_paragraph([Run(note, QUIET)]) for note in outline.notes)
    return line(outline.title, style="Title") + "".join(map(line, lines)) + quiet


def _question(question):
    about = "; ".join((f"Question {question.number}", question.state, *question.policy))
    yield line(f"{question.number}. {question.prompt}", style="Heading2")
    yield _paragraph([Run(f"{about}. {question.answered}; {question.counted}.", QUIET)])
    if question.guidance:
        yield line(question.guidance)
    if question.stimulus:
        yield from _stimulus(question.stimulus)
    for place, post in enumerate(question.posts):
        yield from _post(post, question.number * MOST + place)


def _stimulus(stimulus):
    title = " ".join(filter(None, (stimulus["title"], stimulus["unit"] and f"({stimulus['unit']})")))
    if title:
        yield _paragraph([Run(title, BOLD)])
    if stimulus["text"]:
        yield _paragraph([Run(stimulus["text"])], indent=1)
    if stimulus["rows"]:
        yield _table(stimulus["rows"])
    if stimulus["caption"]:
        yield _paragraph([Run(stimulus["caption"], QUIET)])


def _table(rows):
    lines = []
    for number, row in enumerate(rows):
        marks = BOLD if number == 0 else frozenset()
        cells = "".join(f"<w:tc><w:p>{_run(Run(cell, marks))}</w:p></w:tc>" for cell in row)
        lines.append(f"<w:tr>{cells}</w:tr>")
    grid = "<w:gridCol/>" * len(rows[0])
    look = '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
    return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl><w:p/>"


def _post(post, mark):
    beside = [post.kind, post.capacity if post.capacity != post.told else "", said(post.at), post.changed, post.state]
    head = [Run(f"{post.place}  "), Run(post.told, BOLD), Run(f"  {', '.join(filter(None, beside))}", QUIET)]
    indent = 0 if post.is_answer else 1
    yield _paragraph([one for one in head if one.text], indent=indent, keep=True, anchor=(mark, post.id))
    yield from drawn(post.html, indent=indent)
    foot = ". ".join(filter(None, (post.reactions, post.id)))
    yield _paragraph([Run(foot, QUIET)], indent=indent)


def drawn(html, *, indent=0):
    """The paragraphs of a drawn text."""
    for one in paragraphs(html):
        bullet = [Run(f"{one.bullet} ")] if one.bullet else []
        yield _paragraph([*bullet, *_led(one.runs)], indent=indent + one.depth + one.quoted)


def _led(runs):
    """Runs with the address of each link behind its words, as on paper."""
    for run in runs:
        yield run
        if run.href and run.href != run.text:
            yield Run(f" ({run.href})", QUIET)


def line(text, style=""):
    """A paragraph of plain words, in one of the document's styles."""
    return _paragraph([Run(text)], style=style)


def _paragraph(runs, *, style="", indent=0, keep=False, anchor=()):
    look = f'<w:pStyle w:val="{style}"/>' if style else ""
    look += "<w:keepNext/>" if keep else ""
    backwards = _backwards("".join(run.text for run in runs))
    look += "<w:bidi/>" if backwards else ""
    look += f'<w:ind w:left="{indent * INDENT}"/>' if indent else ""
    opened = closed = ""
    if anchor:
        opened = f'<w:bookmarkStart w:id="{anchor[0]}" w:name="p{anchor[1].replace("-", "")}"/>'
        closed = f'<w:bookmarkEnd w:id="{anchor[0]}"/>'
    told = "".join(_run(run, backwards=backwards) for run in runs)
    return f"<w:p><w:pPr>{look}</w:pPr>{opened}{told}{closed}</w:p>"


def _run(run, *, backwards=False):
    look = "".join(LOOKS[name] for name in LOOKS if name in run.marks) + ("<w:rtl/>" if backwards else "")
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in run.text.split("\n"))
    return f"<w:r><w:rPr>{look}</w:rPr>{lines}</w:r>"


def _backwards(text):
    """Whether a text begins in a language that is written from right to left."""
    return next((kind != "L" for kind in map(bidirectional, text) if kind in {"L", "R", "AL"}), False)
