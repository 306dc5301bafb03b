"""What makes a sentence tell of harm that happened to somebody, or of a use that has to be reported (pure)."""

ONE = ("one", "self")
PLACES = ("one", "self", "someone", "product", "after", "stopped", "outcome")


def harm(sentence, before):
    """Every kind that a sentence may be of, as (kind, rule, first word, last word + 1)."""
    for kind, rule in RULES.items():
        for place in sentence.all(SAID.get(kind, kind)):
            told = rule(sentence, place, before)
            if told:
                yield kind, told, *_around(sentence, place)
                break


def _around(sentence, place):
    """From the first to the last word of what makes the sentence tell of somebody."""
    places = [place, *(one for name in PLACES for one in sentence.all(name))]
    return min(first for first, _ in places), max(last for _, last in places)


def _adverse(sentence, place, before):
    """Who had it, and what speaks for the product: somebody in particular, or the drug that was stopped for it."""
    if not _happened(sentence, place) or _old(sentence, place):
        return ""
    if _earlier(sentence, place, *ONE):
        return "somebody and a reaction"
    if sentence.has("group"):
        return ""
    linked = sentence.has("product", "after", "stopped")
    if sentence.has(*ONE) and linked:
        return "somebody, a product and a reaction"
    if sentence.has("someone") and linked:
        return "a patient, a product and a reaction"
    if sentence.has("stopped") and sentence.has("past") and sentence.has("product"):
        return "stopped for a reaction"
    return ""


def _happened(sentence, place):
    """Whether something is said to have been so: not asked, not feared, not denied."""
    return sentence.has("past", "outcome") and not (
        _asked(sentence) or _feared(sentence, place) or _denied(sentence, place)
    )


def _asked(sentence):
    return sentence.near("asks", 0, 1) and (sentence.asks or sentence.words[0] in CONDITIONS)


def _feared(sentence, place):
    first, _ = place
    return sentence.near("might", max(0, first - 8), first)


def _denied(sentence, place):
    first, last = place
    return sentence.near("no", max(0, first - 4), first + 1) and not sentence.near("no", first, last)


def _old(sentence, place):
    first, last = place
    return sentence.near("history", max(0, first - 4), first) or sentence.near("history", last, last + 6)


def _earlier(sentence, place, *classes):
    """Whether somebody in particular is named, and no figure stands between."""
    if sentence.has("group"):
        return any(first < place[0] for first, _ in sentence.all("one")) and _plainly_one(sentence)
    return any(sentence.has(name) for name in classes)


def _plainly_one(sentence):
    return any(last - first >= 2 for first, last in sentence.all("one"))


def _situation(sentence, place, before):
    """A special situation that somebody was in."""
    if _asked(sentence) or _feared(sentence, place) or _denied(sentence, place):
        return ""
    if sentence.has(*ONE) and not (sentence.has("group") and not _plainly_one(sentence)):
        return "somebody and a situation"
    if sentence.has("someone") and sentence.has("past") and not sentence.has("group"):
        return "a patient and a situation"
    return ""


def _pregnancy(sentence, place, before):
    if sentence.has("pregnancy_about") or not (sentence.has("past") or _now(sentence)):
        return ""
    return _situation(sentence, place, before)


def _now(sentence):
    return bool({"is", "became", "becoming", "expecting"} & set(sentence.words))


def _taken(sentence, place, before):
    return _situation(sentence, place, before) if sentence.has("past", "outcome", "one", "self") else ""


def _wrong(sentence, place, before):
    told = _situation(sentence, place, before)
    if told or _asked(sentence) or _feared(sentence, place) or _denied(sentence, place) or sentence.has("group"):
        return told
    return "a mistake that was made" if sentence.has("past") else ""


def _beside_label(sentence, place, before):
    if _asked(sentence) or _feared(sentence, place) or _denied(sentence, place):
        return ""
    return "used so" if sentence.has("uses") or (sentence.has(*ONE) and sentence.has("past")) else ""


def _no_effect(sentence, place, before):
    if _asked(sentence) or _feared(sentence, place) or (sentence.has("group") and not _plainly_one(sentence)):
        return ""
    if sentence.has(*ONE):
        return "somebody without effect"
    return "a patient without effect" if sentence.has("someone") and sentence.has("past", "product") else ""


def _defect(sentence, place, before):
    if _asked(sentence) or _feared(sentence, place) or _denied(sentence, place) or not sentence.has("thing"):
        return ""
    return "a thing that is not as it should be" if sentence.has("past", "one") and not sentence.has("group") else ""


CONDITIONS = {"if", "imagine", "suppose", "whenever", "unless", "consider", "assume", "say", "would", "should", "could"}
SAID = {
    "adverse_event": "reaction",
    "medication_error": "error",
    "lack_of_effect": "no_effect",
    "quality_defect": "defect",
}
RULES = {
    "adverse_event": _adverse,
    "pregnancy": _pregnancy,
    "overdose": _taken,
    "misuse": _taken,
    "medication_error": _wrong,
    "off_label": _beside_label,
    "lack_of_effect": _no_effect,
    "quality_defect": _defect,
}
