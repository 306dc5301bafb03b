"""Pictures of pages, asked for anew each time by those who may read them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from advisory.http import file_answer
from advisory.refusals import Absent
from advisory.rights import can
from boards.decorators import member_required
from resources.marked import marked_leaf
from resources.models import Document, Version
from resources.reading import changes_between
from resources.served import READER, WEBP, small


@require_safe
@member_required
def leaf_picture(request, document_id, number, page):
    """One page of a version as a picture, or small (`?size=small`)."""
    version = find_version(request, document_id, number)
    leaf = version.leaves.filter(number=page).first()
    if leaf is None:
        raise Absent
    try:
        answer = _picture(request, leaf.picture.name, version.document)
    except FileNotFoundError as missing:
        raise Absent from missing
    answer["Content-Security-Policy"] = READER
    return answer


@require_safe
@member_required
def comparison(request, document_id, number):
    """What changed from a version to the one in force, or on its way (`?with=3`), in words and with pages beside."""
    before = find_version(request, document_id, number)
    other = request.GET.get("with", "")
    asked = (
        other if other.isdecimal() and len(other) < 6 else before.document.current and before.document.current.number
    )
    after = find_version(request, document_id, asked or number)
    context = {"nav": "library", "document": before.document, "before": before, "after": after}
    context |= {"changes": changes_between(before, after), "pictured": before.leaves.exists() and after.leaves.exists()}
    return render(request, "resources/documents/comparison.html", context)


def find_version(request, document_id, number):
    """A version that stands in the library of the caller's board and that they may read, or 404."""
    shown = Document.objects.visible_to(request.member).filter(pk=document_id, shelves__board=request.board)
    found = Version.objects.select_related(*Version.together).filter(document__in=shown, number=number).first()
    if found is None or not can(request.member, "version.read", found):
        raise Absent
    return found


def _picture(request, kept, document):
    if request.GET.get("size") == "small":
        return HttpResponse(small(kept), content_type=WEBP)
    if document.watermarked:
        return HttpResponse(marked_leaf(kept, request.user), content_type=WEBP)
    return file_answer(request, kept, WEBP, "page.webp")
