"""Versions of a document are added, mended and taken away."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advisory.refusals import Absent, Conflict, Invalid, Refusal
from advisory.rights import allow
from boards.decorators import member_required
from resources.commands.versions import add_version, replace_content, withdraw_document
from resources.forms.versions import ContentForm, VersionForm
from resources.marked import handed_out
from resources.models import Document, Version
from resources.served import READER

STALE = "Your seat has changed since this page opened. Look it over, then send it again."


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def version_new(request, document_id):
    """Add the next version; when it cannot be, the form comes back with what was typed."""
    found = _document(request, document_id)
    form = VersionForm(*sent(request), initial=_before(found.versions.first()))
    return _answer(request, form, found, lambda: add_version(found, by=request.member, **form.cleaned_data))


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def version_content(request, document_id, number):
    """Put another file into a version that is on its way."""
    found = _document(request, document_id)
    version = found.versions.select_related(*Version.together).filter(number=number).first()
    if version is None:
        raise Absent
    form = ContentForm(*sent(request), initial=_before(version))
    return _answer(request, form, found, lambda: replace_content(version, by=request.member, **form.cleaned_data))


@require_safe
@member_required
def version_file(request, document_id, number):
    """The file of any version, for those who review it."""
    seen = Document.objects.visible_to(request.member).filter(pk=document_id, board=request.board)
    version = Version.objects.select_related(*Version.together).filter(document__in=seen, number=number).first()
    if version is None:
        raise Absent
    allow(request.member, "review.read", version)
    try:
        answer = handed_out(request, version)
    except (FileNotFoundError, ValueError) as missing:
        raise Absent from missing
    answer["Content-Security-Policy"] = READER
    return answer


@require_POST
@member_required
def withdrawal(request, document_id):
    """Take the version in force away from its readers."""
    found, stamp = _document(request, document_id), request.POST.get("stamp")
    try:
        withdraw_document(found, by=request.member, reason=request.POST.get("reason", ""), stamp=stamp)
    except (Invalid, Conflict) as refusal:
        messages.error(request, refusal.fields.get("reason", refusal.message))
    return redirect("document", request.board.slug, found.pk)


def sent(request):
    """What a form was sent with, or nothing."""
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _document(request, document_id):
    """A document of the caller's own board, for whoever may publish there."""
    seen = Document.objects.visible_to(request.member).select_related("board")
    found = seen.filter(pk=document_id, board=request.board).first()
    if found is None:
        raise Absent
    allow(request.member, "document.publish", found)
    return found


def _before(version):
    """What stands in the form at first: the words of the version before."""
    return {"format": "pdf" if version.file else version.format, "address": version.address, "body": version.body}


def _answer(request, form, document, act):
    status = 200
    if form.is_bound:
        try:
            if request.member.stale(request.POST.get("stamp")):
                raise Conflict("changed_policy", STALE)
            if not form.is_valid():
                raise Invalid
            return redirect("version-review", request.board.slug, document.pk, act().number)
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
    context = {"nav": "library", "form": form, "document": document}
    return render(request, "resources/versions/form.html", context, status=status)
