"""Notes as W3C Web Annotations (JSON-LD), as one way of seeing may know their writers."""

from django.urls import reverse

from resources.telling import face, moment

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def collection(document, notes, gaze, origin):
    """All notes of a document with their answers, as one AnnotationCollection with a single page."""
    items = [annotation(one, gaze, origin) for note in notes for one in (note, *note.answers) if not one.removed_at]
    source = _source(document, origin)
    page = {"type": "AnnotationPage", "startIndex": 0, "items": items}
    return {"@context": CONTEXT, "id": f"{source}notes/", "type": "AnnotationCollection", "label": document.title,
            "total": len(items), "first": page}  # fmt: skip


def annotation(note, gaze, origin):
    """One note as the standard writes it."""
    author, source = face(note, gaze), _source(note.document, origin)
    target = {"source": source, "selector": note.selector} if note.selector else source
    if note.reply_to_id:
        target = f"urn:uuid:{note.reply_to_id}"
    told = {
        "id": f"urn:uuid:{note.pk}", "type": "Annotation", "motivation": note.motivation, "target": target,
        "creator": {"id": f"urn:uuid:{author['id']}", "type": "Person", "name": author["name"]},
        "created": moment(note, note.created_at),
        "body": {"type": "TextualBody", "value": note.current.body, "format": "text/markdown"},
    }  # fmt: skip
    return told | ({"modified": moment(note, note.edited_at)} if note.edited_at else {})


def told(note, member, origin):
    """One note as the standard writes it, with how it stands here for one member; removed words are gone."""
    own = note.member_id == member.pk
    whole = annotation(note, member.gaze, origin)
    if note.removed_at:
        del whole["body"]
    whole["creator"] |= {"role": face(note, member.gaze)["role"], "me": own}
    standing = {
        "version": note.edition, "page": note.leaf, "shared": note.shared_at is not None, "held": bool(note.held_at),
        "resolved": bool(note.resolved_at), "lost": not note.reply_to_id and not note.is_placed,
        "removed": bool(note.removed_at), "reactions": {"agree": note.agree, "insightful": note.insightful},
    }  # fmt: skip
    return {"@context": CONTEXT} | whole | standing | ({"client_id": str(note.client_id)} if own else {})


def _source(document, origin):
    return f"{origin}{reverse('document', args=[document.board.slug, document.pk])}"
