"""The library: what members may read on a board, and where staff publish it."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from advisory.files import PDF
from advisory.http import file_answer
from advisory.refusals import Absent, Conflict, Invalid, Refusal
from advisory.rights import allow, can
from boards.decorators import member_required, signed_in
from resources.commands.documents import open_document, publish_document
from resources.forms.documents import DocumentForm
from resources.models import Document
from resources.places import places

READER = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"


@require_safe
@member_required
def library(request):
    """The documents of one board, newest first."""
    context = {
        "nav": "library", "documents": Document.objects.read_by(request.member),
        "may_publish": can(request.member, "document.publish", request.board),
    }  # fmt: skip
    return render(request, "resources/documents/list.html", context)


@require_safe
@signed_in
def all_documents(request):
    """The documents of all boards on which I sit."""
    context = {"nav": "library", "documents": Document.objects.of(request.user)}
    return render(request, "resources/documents/list.html", context)


@require_safe
@member_required
def document(request, document_id):
    """One document: a page's words, a link, or the way to a PDF; seeing a page or a link is opening it."""
    found = _found(request, document_id)
    if request.method == "GET" and found.kind != Document.Kind.PDF:
        open_document(found, by=request.member)
    beside = dict(places(request.board)).get(found.question_number)
    context = {"nav": "library", "document": found, "beside": beside}
    return render(request, "resources/documents/detail.html", context)


@require_safe
@member_required
def document_file(request, document_id):
    """A PDF or a range of it, asked for anew each time; a read from its first byte is an opening."""
    found = _found(request, document_id)
    try:
        answer = file_answer(request, found.file.name, PDF, f"{found.title}.pdf")
    except (FileNotFoundError, ValueError) as missing:
        raise Absent from missing
    if request.method == "GET" and _reads(answer, found, request.member):
        open_document(found, by=request.member)
    answer["Content-Security-Policy"] = READER
    return answer


@require_http_methods(["GET", "POST"])
@member_required
def document_new(request):
    """Publish a document; when it cannot be, the form comes back with what was typed."""
    allow(request.member, "document.publish", request.board)
    form, status = DocumentForm(*_sent(request), board=request.board), 200
    if form.is_bound:
        try:
            return redirect("document", request.board.slug, _published(request, form).pk)
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
    return render(request, "resources/documents/form.html", {"nav": "library", "form": form}, status=status)


def _found(request, document_id):
    """A document of the caller's own board, which all its members may read, or 404."""
    found = request.board.documents.select_related("published_by__user").filter(pk=document_id).first()
    if found is None:
        raise Absent
    return found


def _reads(answer, document, member):
    """Whether an answer opens the document: it holds the first byte, or any byte for one who never opened it."""
    begins = answer.status_code == 200 or answer.get("Content-Range", "").startswith("bytes 0-")
    return begins or (answer.status_code == 206 and not document.openings.filter(member=member).exists())


def _sent(request):
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _published(request, form):
    if request.member.stale(request.POST.get("stamp")):
        raise Conflict("changed_policy", "Your seat has changed since this page opened. Look it over, then publish.")
    if not form.is_valid():
        raise Invalid
    return publish_document(request.board, by=request.member, **form.details())
