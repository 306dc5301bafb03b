"""The form of a question's type on its page: empty, as one answered, or as it was typed before something went wrong."""

from discussions.answering import parted


def sent(question, typed):
    """An answer as the page's form sends it."""
    value = question.kind.posted(question.design, typed)
    return value | {"reason": typed.get("reason", ""), "design": typed.get("design")}


def form_of(question, own, typed=None, refusal=None):
    """The names that the form's template uses."""
    kind, design = question.kind, question.design
    stale = own is not None and own.design_version != question.design_version
    raw = sent(question, typed) if refusal else _given(question, own) if own and not stale else {}
    return {
        "template": f"discussions/answering/_{kind.NAME}.html",
        "shown": kind.shown(design, raw),
        "reason": raw.get("reason", ""),
        "error": " ".join(dict.fromkeys(refusal.fields.values())) or refusal.message if refusal else "",
        "stale": stale,
    }


def _given(question, own):
    post = own.worded
    words = parted(question.kind, question.design, own.marks, post.current.body) if post else {}
    return question.kind.raw(question.design, own.marks, words) | {"reason": words.get("reason", "")}
