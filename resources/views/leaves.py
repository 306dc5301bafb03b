"""Pictures of pages, asked for anew each time by those who may read them."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from advisory.http import file_answer
from advisory.refusals import Absent
from advisory.rights import can
from boards.decorators import member_required
from resources.models import Document, Version
from resources.served import READER, WEBP, small


@require_safe
@member_required
def leaf_picture(request, document_id, number, page):
    """One page of a version as a picture, or small (`?size=small`)."""
    leaf = find_version(request, document_id, number).leaves.filter(number=page).first()
    if leaf is None:
        raise Absent
    try:
        answer = _picture(request, leaf.picture.name, f"{page}.webp")
    except FileNotFoundError as missing:
        raise Absent from missing
    answer["Content-Security-Policy"] = READER
    return answer


def find_version(request, document_id, number):
    """A version that stands in the library of the caller's board and that they may read, or 404."""
    shown = Document.objects.visible_to(request.member).filter(pk=document_id, shelves__board=request.board)
    found = Version.objects.select_related(*Version.together).filter(document__in=shown, number=number).first()
    if found is None or not can(request.member, "version.read", found):
        raise Absent
    return found


def _picture(request, kept, name):
    if request.GET.get("size") == "small":
        return HttpResponse(small(kept), content_type=WEBP)
    return file_answer(request, kept, WEBP, name)
