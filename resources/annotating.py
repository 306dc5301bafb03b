"""The notes on a document as its readers see them: drawn once for each way of seeing, and in the order of the text."""

from uuid import uuid4

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe

from advisory.events.models import Stream
from advisory.rights import can
from boards.events import mine
from boards.models import Membership
from resources import anchors
from resources.models import Annotation, AnnotationReaction
from resources.ordering import in_order
from resources.telling import face, hidden, moment, shown
from resources.words import undoable

WAYS = [("open", "Open"), ("mine", "Mine"), ("resolved", "Settled"), ("lost", "Lost"), ("all", "All")]
HELD = ("held", "Held")


def noted(note, gaze):
    """A note that is new to a page of its document, or takes the place of its earlier self."""
    home = f"replies-{note.reply_to_id}" if note.reply_to_id else "notes"
    below = [] if note.reply_to_id else note.replies.drawn().exclude(shared_at=None).order_by("created_at", "pk")
    seen = drawn_note(note, gaze, below)
    return render_to_string("resources/notes/_note.html", {"note": seen}), f"beforeend:#{home}"


def drawn_note(note, gaze, replies=()):
    """The names that a note's template uses; it knows the note and a way of seeing, never the reader."""
    document = note.document
    quote = anchors.part(note.selector, "TextQuoteSelector")
    fragment = anchors.part(note.selector, "FragmentSelector").get("value", "")
    return {
        "id": note.pk, "author": face(note, gaze), "blind": hidden(note, gaze), "staff": note.member.is_staff_seat,
        "html": mark_safe(note.current.html), "shown": shown(note, note.created_at),
        "at": moment(note, note.created_at), "edited": bool(note.edited_at), "removed": bool(note.removed_at),
        "struck": bool(note.removed_by_id), "private": note.shared_at is None and not note.held_at,
        "held": bool(note.held_at), "held_for": note.held_for, "team": note.shared_at is None,
        "resolved": bool(note.resolved_at),
        "lost": not note.reply_to_id and not note.is_placed, "quote": quote.get("exact", ""), "leaf": note.leaf,
        "prefix": quote.get("prefix", ""), "fragment": fragment, "said": _said(fragment, note.leaf),
        "moment": (anchors.moment(fragment) or (None,))[0],
        "reply": bool(note.reply_to_id), "version": note.edition, "agree": note.agree, "insightful": note.insightful,
        "replies": [drawn_note(one, gaze) for one in replies], "page": _page(document),
        "urls": _urls(document, note.pk),
    }  # fmt: skip


def notes_on(document, member, which="all"):
    """The notes that somebody may read with their answers, in the order of the text: all, or those of one sort."""
    if document.board_id != member.board_id or not member.reads_raw:
        return []
    found = list(Annotation.objects.drawn().filter(document=document).read_by(member).order_by("created_at", "pk"))
    for note in found:
        note.document = document
    below = {}
    for note in found:
        below.setdefault(note.reply_to_id, []).append(note)
    for note in below.get(None, ()):
        note.answers = below.get(note.pk, [])
    roots = [note for note in below.get(None, ()) if _wanted(note, member, which)]
    return in_order(roots, document.current)


def shared_on(document, member):
    """The notes that every reader of a document may have: what leaves in a file is nobody's draft, and not held."""
    notes = [note for note in notes_on(document, member) if note.shared_at]
    for note in notes:
        note.answers = [one for one in note.answers if one.shared_at]
    return notes


def notes_page(request, document, version, leaf):
    """What stands beside a page of a document for one reader; nothing where they read no notes there.

    The stream's head is read first: what comes later is heard. On the shelf of another board there are none: notes
    are one board's conversation, under the names and with the wall of that board.
    """
    member = request.member
    if version != document.current or not member.reads_raw:
        return {}
    if document.board_id != member.board_id:
        return {"notes_stay": document.annotated, "notes_home": _home(document, member)}
    names = {document.stream: document.stream, f"{document.board.stream}.mine": mine(member)}
    heads = dict(Stream.objects.filter(name__in=names.values()).values_list("name", "head"))
    ways = [*WAYS, HELD] if member.moderates else WAYS
    which = request.GET.get("show") if request.GET.get("show") in dict(ways) else "open"
    notes = notes_on(document, member, which)
    beside = [note for note in notes if note.is_placed and (note.leaf or 0) in {0, leaf}]
    drawn = [draw_whole(note, member) for note in beside]
    return {
        "follow": " ".join(f"{name}:{heads.get(kept, 0)}" for name, kept in names.items()),
        "which": which, "ways": ways, "notes": drawn, "note_id": uuid4(),
        "elsewhere": [drawn_note(note, member.gaze) for note in notes if note.is_placed and note not in beside],
        "lost": [draw_whole(note, member) for note in notes if not note.is_placed],
        "may_annotate": can(member, "annotation.write", document), "passage": request.GET.get("note", ""),
        "answer": request.GET.get("answer", ""), "done": undoable(request.GET.get("done", ""), by=member),
    }  # fmt: skip


def draw_whole(note, member):
    """A note with its answers as HTML for one reader: their own marked, and what they pressed."""
    html = render_to_string("resources/notes/_note.html", {"note": drawn_note(note, member.gaze, note.answers)})
    for key in (member.pk, member.alias_id):
        html = html.replace(f'data-author="{key}"', f'data-author="{key}" data-mine')
    for key, kind in reactions_of(note.document, member):
        which = f'data-reaction="{key}:{kind}"'
        html = html.replace(f'value="1" aria-pressed="false" {which}', f'value="0" aria-pressed="true" {which}')
    return mark_safe(html)


def reactions_of(document, member):
    """What somebody pressed: {(note, kind)}."""
    mine = AnnotationReaction.objects.filter(annotation__document=document, member=member)
    return set(mine.values_list("annotation_id", "kind"))


def _home(document, member):
    """The board on which notes on a document are written, for whoever reads them there; else nothing."""
    seats = Membership.objects.seated().agreed().filter(user=member.user_id, board=document.board_id)
    seat = seats.select_related("board", "user").first()
    return seat.board if seat and can(seat, "annotation.take", document) else None


def _wanted(note, member, which):
    if note.removed_at and not note.answers:
        return False
    sorts = {
        "all": True,
        "mine": any(one.member_id == member.pk for one in (note, *note.answers)),
        "resolved": note.resolved_at is not None,
        "lost": not note.is_placed,
        "held": any(one.held_at for one in (note, *note.answers)),
    }
    return sorts.get(which, note.resolved_at is None and not note.removed_at)


def _said(fragment, leaf):
    """A region or a moment in words."""
    times = anchors.moment(fragment)
    if times:
        return "At " + "–".join(dict.fromkeys(f"{int(at) // 60}:{int(at) % 60:02}" for at in times))
    return f"A part of page {leaf}" if fragment else ""


def _page(document):
    return reverse("document", args=[document.board.slug, document.pk])


def _urls(document, key):
    given = [document.board.slug, document.pk, key]
    names = ("change", "sharing", "resolution", "removal", "hold", "release")
    acts = {name: reverse(f"annotation-{name}", args=given) for name in names}
    return acts | {kind: reverse("annotation-reaction", args=[*given, kind]) for kind in ("agree", "insightful")}
