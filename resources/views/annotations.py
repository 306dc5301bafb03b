"""Notes on a document: written, shared, answered, changed, settled and taken back, without script too."""

from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from advisory.prepared import prepared
from advisory.refusals import Absent, Conflict, Invalid, Refusal
from advisory.rights import allow, can
from boards.decorators import member_required
from resources.anchoring import Chosen
from resources.commands.annotations import (
    annotate,
    edit_annotation,
    react_to_annotation,
    remove_annotation,
    resolve_annotation,
    share_annotation,
)
from resources.commands.moderating import LONGEST_REASON, hold_annotation, release_annotation, strike_annotation
from resources.models import Annotation, Document

READ_FIRST = "A moderator is reading it"


@require_POST
@member_required
def annotations(request, document_id):
    """Write a note or an answer; what cannot be written comes back with its words."""
    document, typed = _document(request, document_id), request.POST
    allow(request.member, "annotation.write", document)
    try:
        note, _ = annotate(document, typed.get("body"), **_sent(typed), **_from(request))
    except (Invalid, Conflict) as refusal:
        return _form(request, document, refusal)
    return redirect(_place(request, note))


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def change(request, document_id, note_id):
    """Change one's own words."""
    note, typed = _note(request, document_id, note_id), request.POST
    allow(request.member, "annotation.edit", note)
    if request.method != "POST":
        return _form(request, note.document, note=note)
    try:
        edit_annotation(note, typed.get("body"), version=_number(typed.get("version")), **_from(request))
    except (Invalid, Conflict) as refusal:
        return _form(request, note.document, refusal, note=note)
    return redirect(_place(request, note))


@require_POST
@member_required
def sharing(request, document_id, note_id):
    """Let all readers have one's own note."""
    note = _note(request, document_id, note_id)
    share_annotation(note, **_from(request))
    return redirect(_place(request, note))


@require_POST
@member_required
def resolution(request, document_id, note_id):
    """Settle a note, or open it again."""
    note = _note(request, document_id, note_id)
    resolve_annotation(note, on=request.POST.get("on") == "1", **_from(request))
    return redirect(_place(request, note))


@require_POST
@member_required
def removal(request, document_id, note_id):
    """Take one's own note back, or as a moderator somebody's away."""
    note = _note(request, document_id, note_id)
    if note.member_id == request.member.pk:
        done = remove_annotation(note, **_from(request))
    else:
        done = strike_annotation(note, reason=_reason(request, note), **_from(request))
    return redirect(_place(request, note, "notes", done))


@require_POST
@member_required
def hold(request, document_id, note_id):
    """Take somebody's note out of sight."""
    note = _note(request, document_id, note_id)
    done = hold_annotation(note, reason=_reason(request, note) or READ_FIRST, **_from(request))
    return redirect(_place(request, note, "notes", done))


@require_POST
@member_required
def release(request, document_id, note_id):
    """Let all readers have a note that was held."""
    note = _note(request, document_id, note_id)
    done = release_annotation(note, **_from(request))
    return redirect(_place(request, note, "notes", done))


@require_POST
@member_required
def reaction(request, document_id, note_id, kind):
    """React to a note, or take that back."""
    note = _note(request, document_id, note_id)
    react_to_annotation(note, kind, on=request.POST.get("on") == "1", **_from(request))
    return redirect(_place(request, note))


def _document(request, document_id):
    """A document of the caller's own board that they may read, or 404: notes stay there."""
    seen = Document.objects.visible_to(request.member).select_related("board")
    found = seen.filter(pk=document_id, board=request.board).first()
    if found is None:
        raise Absent
    return found


def _note(request, document_id, note_id):
    found = _known.first(document=_document(request, document_id).pk, key=note_id)
    if found is None or not can(request.member, "annotation.read", found):
        raise Absent
    return found


@prepared(document=Document._meta.pk, key=Annotation._meta.pk)
def _known(document, key):
    return Annotation.objects.drawn().filter(document=document, pk=key)


def _sent(typed):
    """What a form says of a note: at which place, or as an answer to which, and whether it is shared at once."""
    at = Chosen(*(typed.get(name, "") for name in ("quote", "prefix", "suffix", "passage")))
    at = Chosen(**vars(at) | {"leaf": _number(typed.get("leaf")), "fragment": typed.get("fragment", "")})
    key, above = _id(typed.get("client_id")) or uuid4(), typed.get("reply_to")
    if above and _id(above) is None:
        raise Absent
    return {"client_id": key, "at": at, "reply_to": _id(above), "shared": typed.get("shared") == "1"}


def _from(request):
    return {"by": request.member, "stamp": request.POST.get("stamp")}


def _reason(request, note):
    """Why a moderator acts: typed beside the note, among the others of the page."""
    return request.POST.get(f"reason-{note.pk}", "").strip()[:LONGEST_REASON]


def _id(said):
    try:
        return UUID(said or "")
    except ValueError:
        return None


def _number(said):
    return int(said) if said and said.isascii() and said.isdecimal() and len(said) < 7 else None


def _place(request, note, where="", done=None):
    """Back to the page on which a note stands, as it was looked at, with the act that can be undone there."""
    view = "pages" if request.POST.get("view") == "pages" else ""
    asked = {"page": note.leaf, "view": view, "done": done and done.pk}
    page = urlencode({name: value for name, value in asked.items() if value})
    page = f"?{page}" if page else ""
    home = reverse("document", args=[note.board.slug, note.document_id])
    return f"{home}{page}#{where or f'note-{note.pk}'}"


def _form(request, document, refusal=None, note=None):
    """The form on a page of its own, with what was typed and what is wrong with it."""
    typed = request.POST if request.method == "POST" else {"body": note.current.body, "version": note.edition}
    facts = refusal.facts if isinstance(refusal, Refusal) else {}
    error = refusal and (next(iter(refusal.fields.values()), None) or refusal.message)
    context = {
        "nav": "library", "document": document, "note": note, "typed": typed, "error": error,
        "theirs": facts.get("body", ""), "version": facts.get("version") or typed.get("version"), "note_id": uuid4(),
        "anew": refusal is not None and refusal.code == "client_id_reused",
    }  # fmt: skip
    return render(request, "resources/notes/form.html", context, status=refusal.status if refusal else 200)
