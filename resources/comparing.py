"""What changed between two versions' texts, paragraph by paragraph and word by word; pure."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, CHANGED, ADDED, GONE = "same", "changed", "added", "gone"
ALIKE = 0.4  # of their words: a paragraph was reworded, not replaced
LONGEST = 199  # words of a paragraph that are compared one by one
MOST_PAIRS = 400  # paragraphs of one stretch that are tried against each other
_TOKEN = re.compile(r"\S+\s*")


@dataclass(frozen=True)
class Change:
    """A paragraph before and after: `parts` are [(words, "same", "gone" or "added")] in reading order."""

    kind: str
    before: int | None  # its place among the paragraphs before
    after: int | None
    parts: tuple


def compared(before, after):
    """Every paragraph of both texts in reading order as Changes; what only moved its line ends is the same."""
    old, new = [_plain(one) for one in before], [_plain(one) for one in after]
    changes = []
    for what, i, j, k, m in SequenceMatcher(None, old, new).get_opcodes():
        if what == "equal":
            changes += [Change(SAME, i + step, k + step, ((new[k + step], SAME),)) for step in range(j - i)]
        else:
            changes += _stretch(old, range(i, j), new, range(k, m))
    return changes


def changed(changes):
    """Those that are not the same."""
    return [change for change in changes if change.kind != SAME]


def words(before, after):
    """Two paragraphs as one: [(words, "same", "gone" or "added")]."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(old), len(new)) > LONGEST:
        return ((before, GONE), (after, ADDED))
    parts = []
    matched = SequenceMatcher(None, [one.strip() for one in old], [one.strip() for one in new])
    for what, i, j, k, m in matched.get_opcodes():
        if what == "equal":
            parts.append(("".join(new[k:m]), SAME))
            continue
        parts += [("".join(some), kind) for some, kind in ((old[i:j], GONE), (new[k:m], ADDED)) if some]
    return tuple(parts)


def _stretch(old, gone, new, added):
    """Paragraphs that differ, paired in order with those they were reworded into."""
    changes, waiting = [], list(gone)
    tried = len(gone) * len(added) <= MOST_PAIRS
    for place in added:
        pair = next((one for one in waiting if tried and _alike(old[one], new[place])), None)
        if pair is not None:
            changes += [_gone(old, one) for one in waiting if one < pair]
            waiting = [one for one in waiting if one > pair]
            changes.append(Change(CHANGED, pair, place, words(old[pair], new[place])))
        else:
            changes.append(Change(ADDED, None, place, ((new[place], ADDED),)))
    return changes + [_gone(old, one) for one in waiting]


def _gone(old, place):
    return Change(GONE, place, None, ((old[place], GONE),))


def _alike(one, other):
    ours, theirs = set(one.split()), set(other.split())
    return bool(ours and theirs) and len(ours & theirs) >= ALIKE * max(len(ours), len(theirs))


def _plain(text):
    return " ".join(text.split())
