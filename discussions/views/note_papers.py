"""A document is taken out with the notes that one may read: as a PDF, or as W3C Web Annotations."""

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from advisory.refusals import Absent
from boards.decorators import member_required
from discussions.note_papers import paper_of
from resources.annotating import shared_on
from resources.commands.taking import take_notes
from resources.marked import marked_paper
from resources.models import Document
from resources.standard import collection


@require_safe
@member_required
def annotations_taken(request, document_id, format):
    """Take it out, and tell the desk."""
    seen = Document.objects.visible_to(request.member).select_related("board")
    document = seen.filter(pk=document_id, board=request.board).first()
    if document is None or document.current is None or format not in {"pdf", "json"}:
        raise Absent
    notes, gaze = shared_on(document, request.member), request.member.gaze
    answer = _paper(document, notes, request.member) if format == "pdf" else _standard(document, notes, gaze)
    take_notes(document, by=request.member, format=format)
    answer["Content-Disposition"] = f'attachment; filename="document-{document.number}-with-notes.{format}"'
    return answer


def _paper(document, notes, member):
    content = paper_of(document, notes, member.gaze)
    content = marked_paper(content, member.user) if document.watermarked else content
    return HttpResponse(content, content_type="application/pdf")


def _standard(document, notes, gaze):
    told = collection(document, notes, gaze, settings.SITE_URL)
    return JsonResponse(told, content_type='application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"')
