"""Notes go along when another version of their document comes into force."""

from resources.anchoring import Words


def carry_notes(document):
    """Find the passage of every note in the version in force, under the caller's lock; gives how many lost theirs.

    What stands on a region or at a moment is found again in the same file alone. A version whose pages are not drawn
    yet is asked again once they are.
    """
    version, lost = document.current, 0
    waiting = document.annotations.filter(reply_to=None).exclude(version=version).select_related("version")
    words = Words(version) if waiting else None
    for note in waiting if words and (words.text or version.address or not version.file) else ():
        found = (note.selector, note.leaf) if note.version.sha256 == version.sha256 else words.find(note.selector)
        note.lost, note.version = found is None, version
        note.selector, note.leaf = found or (note.selector, note.leaf)
        note.save(update_fields=["lost", "version", "selector", "leaf"])
        lost += note.lost and note.shared_at is not None
    return lost
