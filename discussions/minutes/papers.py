"""Minutes taken out: as a Word document and as a tagged PDF, as their taker may read them now."""

from importlib import import_module

from advisory.zones import day_in, hour_in
from discussions.minutes.reading import held
from discussions.models import Minutes
from discussions.taking.formats import FORMATS
from discussions.taking.paper import printed
from discussions.taking.prose import paragraphs


def as_docx(page):
    """The bytes of a Word document."""
    document, told = import_module("discussions.taking.document"), told_of(page)
    pieces = [document.line(told["heading"], style="Title"), *map(document.line, told["about"])]
    for title, html in told["parts"]:
        pieces += [document.line(title, style="Heading1"), *document.drawn(html)]
    return document.bound(told["heading"], told["scope"], pieces)


def as_pdf(page):
    """The bytes of a PDF."""
    told = told_of(page)
    parts = [{"title": title, "paragraphs": list(map(_printed, paragraphs(html)))} for title, html in told["parts"]]
    return printed("minutes.typ", told | {"parts": parts})


def told_of(page):
    """What a file of minutes holds, as plain values."""
    minutes, board, zone = page.minutes, page.minutes.board, page.member.user.time_zone
    came = "; ".join(f"{name} ({', '.join(filter(None, (seat.lower(), long)))})" for name, seat, long in page.present)
    about = [board.title, _state(minutes, zone), f"{held(minutes.session, zone)}, {zone}"]
    about += [f"Present: {came}"] if came else []
    parts = [(part.title, html) for part, html in page.parts if part.body]
    scope = f"Live session {minutes.session.number}, revision {minutes.revision}"
    return {"heading": f"Minutes: {minutes.session.title}", "about": about, "scope": scope, "parts": parts,
            "footer": f"{scope}. Confidential to this board"}  # fmt: skip


def _state(minutes, zone):
    if minutes.state != Minutes.State.APPROVED:
        return f"{minutes.get_state_display()}, revision {minutes.revision}. Not approved."
    at = f"{day_in(minutes.approved_at, zone)}, {hour_in(minutes.approved_at, zone)}"
    return f"Revision {minutes.revision}, approved by {minutes.signed_name}, {at}."


def _printed(one):
    runs = [{"text": run.text, "marks": sorted(run.marks), "href": run.href} for run in one.runs]
    return {"runs": runs, "depth": one.depth, "bullet": one.bullet, "quoted": one.quoted}


WRITERS = {"docx": (FORMATS["docx"].media, as_docx), "pdf": ("application/pdf", as_pdf)}
