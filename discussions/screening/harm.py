"""What makes a sentence tell of harm that happened to somebody, or of a use that has to be reported (pure)."""

BEFORE, NEAR = 9, 6
EVIDENCE = ("mine", "product", "after", "stopped", "outcome")


def harm(sentence, before):
    """Every kind that a sentence tells of, as (kind, rule, first word, last word + 1).

    `before` is the sentence before, or None: who is meant may have been said there.
    """
    if _supposed(sentence):
        return
    told = [*_told(sentence, before, RULES)]
    yield from told or _told(sentence, before, OTHERWISE)


def _told(sentence, before, rules):
    for kind, classes, tells in rules:
        for place in sorted(one for name in classes for one in sentence.all(name)):
            rule = not _open(sentence, place) and tells(sentence, place, before)
            if rule:
                yield kind, rule, *_around(sentence, place)
                break


def _around(sentence, place):
    """From the first to the last word of what makes the sentence tell of somebody."""
    places = [place, *(one for name in EVIDENCE for one in sentence.all(name)), *sentence.all("one")[:1]]
    return min(first for first, _ in places), max(last for _, last in places)


def _supposed(sentence):
    """Whether all of it is a question, a supposition or a denial: "Imagine …", "Would you …?", "None of …"."""
    first = sentence.words[0]
    if first in {"nobody", "none", "never", "no"}:
        return True
    if not sentence.near("asks", 0, 3):
        return False
    return first in {"imagine", "suppose", "let", "consider", "assume"} or (
        sentence.asks and first not in {"any", "say"}
    )


def _open(sentence, place):
    """Whether what is said there is feared, denied, or only if something else is so."""
    first, begin = place[0], max(0, place[0] - BEFORE)
    if sentence.near("cond", begin, first):
        return True
    if any(begin <= start < first and not _named_between(sentence, end, first) for start, end in sentence.all("might")):
        return True
    return sentence.near("no", max(0, first - 4), first)


def _named_between(sentence, first, last):
    return any(first <= start < last for name in ("mine", "one") for start, _ in sentence.all(name))


def _old(sentence, place):
    """Whether it was so before, or is another's: a history, a baseline, a parent's illness."""
    first, last = place
    if sentence.near("history", max(0, first - NEAR), last) or sentence.near("history", first, last + NEAR):
        return True
    before = sentence.words[max(0, first - 2) : first]
    return before[-1:] == ["with"] and before[0] in PATIENTS


def _on_treatment(sentence, place, before):
    """Something happened to somebody, in words that no list of reactions holds, and it is tied to the treatment."""
    if _who(sentence, before) not in {"mine", "one"} or _old(sentence, place):
        return ""
    tied = sentence.has("after") and sentence.has("product", "mine", "after")
    return "something that happened on treatment" if tied and sentence.has("past") and not sentence.has("fine") else ""


def _who(sentence, before):
    """Who it happened to: somebody of one's own, one person, oneself, or nobody in particular."""
    if sentence.has("mine"):
        return "mine"
    if sentence.has("group") or (sentence.has("crowd") and not sentence.has("one")):
        return ""
    if sentence.has("one"):
        return "one"
    for name in ("self", "us"):
        if sentence.has(name):
            return name
    return "someone" if sentence.has("someone") or (before is not None and before.has("mine", "one")) else ""


def _linked(sentence):
    return sentence.has("product", "after", "stopped", "outcome")


def _adverse(sentence, place, before):
    """Somebody had a reaction; of oneself and of "a patient" only with what ties it to the treatment."""
    if _old(sentence, place) or not sentence.has("past", "after", "outcome", "stopped"):
        return ""
    who = _who(sentence, before)
    if who in {"mine", "one"}:
        return "somebody and a reaction"
    if who == "self" and sentence.has("product", "after", "stopped"):
        return "oneself, a product and a reaction"
    if sentence.has("self", "us") and sentence.has("stopped") and sentence.has("past"):
        return "stopped for a reaction"
    return "a patient, a product and a reaction" if who == "someone" and _linked(sentence) else ""


def _changed(sentence, place, before):
    """A part of the body or a reading, and what became of it close by."""
    first, last = place
    if sentence.near("change", max(0, first - 3), last + NEAR):
        return _adverse(sentence, place, before)
    return ""


def _harmed(sentence, place, before):
    """A reaction, or a reading that changed."""
    return _changed(sentence, place, before) if place in sentence.all("body") else _adverse(sentence, place, before)


def _somebody(sentence, before):
    who = _who(sentence, before)
    if who in {"mine", "one"}:
        return True
    return who in {"self", "us", "someone"} and sentence.has("past", "product", "took")


def _pregnant(sentence, place, before):
    if sentence.has("pregnancy_about"):
        return ""
    return "somebody who is or was pregnant" if _somebody(sentence, before) else ""


def _overdosed(sentence, place, before):
    """More than was meant: a word for it, or what was taken and how much in one sentence."""
    if place in sentence.all("much") and not sentence.has("took"):
        return ""
    return "somebody who took more than was meant" if _somebody(sentence, before) else ""


def _misused(sentence, place, before):
    return (
        "somebody who used it otherwise" if _somebody(sentence, before) and sentence.has("past", "took", "mine") else ""
    )


def _mistaken(sentence, place, before):
    """A mistake that was made, whoever made it."""
    if sentence.has("group") or (sentence.has("crowd") and not sentence.has("mine", "one")):
        return ""
    return "a mistake that was made" if sentence.has("past") else ""


def _beside_label(sentence, place, before):
    """Somebody is or was given it so, by whoever writes or by others."""
    if sentence.has("group") or not sentence.has("giving"):
        return ""
    return "a use beside the label" if sentence.has("self", "us", "mine", "one") else ""


def _without_effect(sentence, place, before):
    return "somebody without effect" if _somebody(sentence, before) else ""


def _defective(sentence, place, before):
    """A thing that is not as it should be, and that somebody had in hand."""
    if not sentence.has("thing") or sentence.has("group"):
        return ""
    return "a thing that is not as it should be" if sentence.has("past", "mine") else ""


PATIENTS = {
    "patient", "patients", "man", "men", "woman", "women", "lady", "child", "children", "people", "those", "boy",
    "girl", "person", "somebody",
}  # fmt: skip
RULES = (
    ("adverse_event", ("reaction", "outcome", "body"), _harmed),
    ("pregnancy", ("pregnancy",), _pregnant),
    ("overdose", ("overdose", "much"), _overdosed),
    ("misuse", ("misuse",), _misused),
    ("medication_error", ("error",), _mistaken),
    ("off_label", ("off_label",), _beside_label),
    ("lack_of_effect", ("no_effect",), _without_effect),
    ("quality_defect", ("defect",), _defective),
)
OTHERWISE = (("adverse_event", ("happening", "after"), _on_treatment),)
