"""Notes go along when another version of their document comes into force."""

from resources.anchoring import Words

MANY = 200


def places_ahead(document, version):
    """Where every note of a document stands in a version, worked out before anything is locked: {(note, from): place}.

    Looking for hundreds of passages takes seconds, in which nobody else could write on the board.
    """
    return _places(_waiting(document, version), version, {}) if _is_drawn(version) else {}


def carry_notes(document, ahead):
    """Put every note where it stands in the version in force, under the caller's lock; gives how many lost theirs.

    What stands on a region or at a moment is found again in the same file alone. A version whose pages are not drawn
    yet is asked again once they are. What came in since `ahead` was worked out is looked for now.
    """
    version = document.current
    waiting = list(_waiting(document, version)) if _is_drawn(version) else []
    places = _places(waiting, version, ahead)
    for note in waiting:
        found = places[note.pk, note.version_id]
        note.lost, note.version = found is None, version
        note.selector, note.leaf = found or (note.selector, note.leaf)
    document.annotations.bulk_update(waiting, ["lost", "version", "selector", "leaf"], MANY)
    return sum(note.lost and note.shared_at is not None for note in waiting)


def _is_drawn(version):
    """Whether all its words are known: a file's once its last page is drawn."""
    return not version.file or version.is_drawn


def _waiting(document, version):
    return document.annotations.filter(reply_to=None).exclude(version=version).select_related("version")


def _places(notes, version, known):
    """The place of each note: as it is known, as it was in the same file, or as it is found now."""
    found = {(note.pk, note.version_id): note for note in notes}
    new = {key: note for key, note in found.items() if key not in known}
    words = Words(version) if new else None
    same = {key: note.version.sha256 == version.sha256 for key, note in new.items()}
    return known | {
        key: (note.selector, note.leaf) if same[key] else words.find(note.selector) for key, note in new.items()
    }
