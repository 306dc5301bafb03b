"""What somebody typed with an answer as the Markdown of one post, and back again; pure.

The first line says the marks, a line for each labelled text follows, and then the reason. Whoever changes, covers or
erases words of the post has thereby changed, covered or erased them everywhere.
"""

import re

_SIGNS = re.compile(r"([\\`*_\[\]<>])")
_LABELLED = re.compile(r"\*\*(.+?):\*\* ?(.*)")
REASON = "reason"


def composed(kind, design, marks, words):
    """The body of the post; nothing where nothing was typed."""
    if not words:
        return ""
    labels = kind.slots(design, marks)
    lines = [f"**{_escaped(label)}:** {words[slot]}" for slot, label in labels.items() if words.get(slot)]
    head = f"**{_escaped(kind.said(design, marks))}**"
    return "\n\n".join(part for part in (head, "\n".join(lines), words.get(REASON, "")) if part)


def parted(kind, design, marks, body):
    """What was typed, by its slot, as the post says it now."""
    slots = {_escaped(label): slot for slot, label in kind.slots(design, marks).items()}
    first, *rest = body.split("\n") if body else [""]
    lines = rest if first.startswith("**") and first.endswith("**") else [first, *rest]
    words, reason = {}, []
    for line in lines:
        found = _LABELLED.fullmatch(line)
        slot = found and slots.get(found[1])
        if slot and slot not in words:
            words[slot] = found[2].strip()
        else:
            reason.append(line)
    words[REASON] = "\n".join(reason).strip()
    return {slot: text for slot, text in words.items() if text}


def _escaped(label):
    return _SIGNS.sub(r"\\\1", label)
