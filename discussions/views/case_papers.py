"""Safety cases are taken out as files; each time is an event."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from advisory.refusals import Absent
from advisory.rights import allow
from boards.decorators import member_required
from discussions.case_papers import paper_of, table_of
from discussions.casework import Told, told_cases
from discussions.commands.handovers import export_case, export_cases
from discussions.reconciling import loose_ends


@require_POST
@member_required
def paper(request, reference):
    """One case as a PDF."""
    allow(request.member, "case.read", request.board)
    found = request.board.cases.drawn().filter(reference=reference).first()
    if found is None:
        raise Absent
    member = export_case(found, by=request.member, stamp=request.POST.get("stamp"))
    return _file(paper_of(Told(found, member)), "application/pdf", f"{found.reference}.pdf")


@require_POST
@member_required
def table(request):
    """All cases of the board as CSV."""
    member = export_cases(request.board, by=request.member, stamp=request.POST.get("stamp"))
    rows = table_of(told_cases(request.board, member), loose_ends(request.board))
    return _file(rows, "text/csv; charset=utf-8", f"safety-cases-{request.board.slug}.csv")


def _file(content, content_type, name):
    return HttpResponse(
        content, content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )  # fmt: skip
