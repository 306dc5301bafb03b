"""Notes in the order of their document: a part of a page's picture comes where the words beside it are read."""

from itertools import accumulate

from django.db.models.functions import Length

from resources import anchors

THOUSANDTHS = 10


def in_order(notes, version):
    """Notes as the document is read, those that lost their place at the end; `version` is the one in force."""
    parts = {note.pk: anchors.region(_fragment(note)) for note in notes if note.is_placed}
    parts = {key: found for key, found in parts.items() if found}
    starts = _starts([note for note in notes if note.pk in parts], parts, version) if parts else {}
    return sorted(notes, key=lambda note: _place(note, starts.get(note.pk)))


def _place(note, beside):
    start = anchors.part(note.selector, "TextPositionSelector").get("start", 0) if beside is None else beside
    times = anchors.moment(_fragment(note))
    return not note.is_placed, note.leaf or 0, times[0] if times else start, note.created_at


def _starts(notes, parts, version):
    """Where in the text of the whole the words begin that stand no higher than each region: {note: position}."""
    lengths = version.leaves.exclude(text="").annotate(long=Length("text")).values_list("number", "long")
    numbers, longs = zip(*lengths, strict=True) if lengths else ((), ())
    begins = dict(zip(numbers, accumulate((long + 1 for long in longs), initial=0), strict=False))
    boxes = dict(version.leaves.filter(number__in={note.leaf for note in notes}).values_list("number", "boxes"))
    return {note.pk: begins.get(note.leaf, 0) + _below(boxes.get(note.leaf, ()), parts[note.pk][1]) for note in notes}


def _below(boxes, top):
    """Where the first word begins that stands no higher than `top` percent; behind the last where none does."""
    last = boxes[-1][5] if boxes else 0
    return next((begin for _, y, _, height, begin, _ in boxes if y + height / 2 >= top * THOUSANDTHS), last)


def _fragment(note):
    return anchors.part(note.selector, "FragmentSelector").get("value", "")
