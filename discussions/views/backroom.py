"""The back room: one thread for the whole board, notes beside posts, and changing one's own."""

from uuid import uuid4

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advisory.refusals import Absent, Denied, Refusal
from advisory.rights import can
from boards.decorators import member_required
from discussions.backroom import MOST, drawn_notes, notes_of, place_of, veiled
from discussions.commands.notes import edit_note, remove_note, write_note
from discussions.guide import guide_of
from discussions.models import Post
from discussions.noticing import marked_in
from discussions.views.returning import back_to
from discussions.views.threads import _id

CLOSED = "Your seat reads the approved report of this board, so its back room is not open to you."


@require_safe
@member_required
def backroom(request):
    """Everything said there that the member may read."""
    if not can(request.member, "note.write", request.board):
        raise Denied(message=None if request.member.reads_raw else CLOSED)
    heads, notes = guide_of(request.member).heads("", ".mine", ".backroom", ".desk"), notes_of(request.member)
    heads |= _asides(request.member, notes)
    whole = [note for note in notes if note.post is None]
    shown = whole if "all" in request.GET else whole[-MOST:]
    context = {
        "nav": "backroom", "follow": " ".join(f"{name}:{head}" for name, head in heads.items()), "note_id": uuid4(),
        "html": drawn_notes(request.member, shown), "earlier": len(whole) - len(shown), "veiled": veiled(request.board),
        "beside": _beside(request.member, [note for note in notes if note.post]),
    }  # fmt: skip
    return render(request, "discussions/notes/room.html", context)


@require_POST
@member_required
def notes(request):
    """Write one; what cannot be written comes back with its words."""
    typed, post = request.POST, _post(request)
    try:
        key = _id(typed.get("client_id")) or uuid4()
        place = post or request.board
        note = write_note(place, typed.get("body"), by=request.member, client_id=key, stamp=typed.get("stamp"))
    except Refusal as refusal:
        return _form(request, refusal, post=post)
    return _written(request, note)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def note(request, note_id):
    """Change one's own words."""
    found, typed = _own(request, note_id), request.POST
    if request.method != "POST":
        return _form(request, note=found)
    version = typed.get("version", "")
    version = int(version) if version.isdecimal() and len(version) < 10 else None
    try:
        changed = edit_note(found, typed.get("body"), by=request.member, version=version, stamp=typed.get("stamp"))
    except Refusal as refusal:
        return _form(request, refusal, note=found)
    return _written(request, changed)


@require_POST
@member_required
def removal(request, note_id):
    """Take one's own note back."""
    found = _own(request, note_id)
    remove_note(found, by=request.member, stamp=request.POST.get("stamp"))
    return redirect(_page(found))


def _written(request, note):
    """Where a note stands; or its own page, if something in it may be better left out."""
    found = marked_in(note.board, note.current.body)
    return redirect("note", note.board.slug, note.pk) if found else back_to(request, _page(note))


def _form(request, refusal=None, *, note=None, post=None):
    """The form with what was typed, or what stands there; whoever may not write at all is told that alone."""
    if isinstance(refusal, (Denied, Absent)):
        raise refusal
    post, noticed = note.post if note else post, marked_in(request.board, note.current.body) if note else ()
    context = {
        "nav": "backroom", "note": note, "post": post, "called": place_of(post, request.member) if post else "",
        "note_id": uuid4(), "back": _page(note) if note else reverse("backroom", args=[request.board.slug]),
        "noticed": noticed, "told": any(one["safety"] for one in noticed),
        **_typed(request, refusal, note),
    }  # fmt: skip
    return render(request, "discussions/notes/form.html", context, status=refusal.status if refusal else 200)


def _typed(request, refusal, note):
    """The words in the form: those that stand, or those that were typed and why they were not taken."""
    if refusal is None:
        return {"body": note.current.body, "version": note.version}
    theirs, version = refusal.facts.get("body"), refusal.facts.get("version", request.POST.get("version"))
    error = refusal.fields.get("body", refusal.message)
    return {"body": request.POST.get("body", ""), "version": version, "error": error, "theirs": theirs}


def _asides(member, notes):
    """The streams in which it is told that a post was taken out of sight: the notes beside it go with it."""
    numbers = {note.post.question.number for note in notes if note.post}
    return guide_of(member).heads(*(f".q{number}{part}" for number in numbers for part in ("", ".staff")))


def _beside(member, notes):
    groups = {}
    for note in notes:
        groups.setdefault(note.post.question, []).append(note)
    groups = sorted(groups.items(), key=lambda group: group[0].number)
    return [{"question": question, "html": drawn_notes(member, found)} for question, found in groups]


def _post(request):
    """The post beside which a note is to stand: one of the board; whether the member may read it, the command asks."""
    asked = request.POST.get("post")
    if not asked:
        return None
    found = Post.objects.select_related(*Post.together).filter(pk=_id(asked), question__board=request.board).first()
    if found is None:
        raise Absent
    return found


def _own(request, note_id):
    """A note of the member's own that they may still read."""
    found = get_object_or_404(request.board.notes.drawn(), pk=note_id)
    if not can(request.member, "note.edit", found):
        raise Absent
    return found


def _page(note):
    if note.post is None:
        return f"{reverse('backroom', args=[note.board.slug])}#note-{note.pk}"
    return f"{reverse('question', args=[note.board.slug, note.post.question.number])}#note-{note.pk}"
