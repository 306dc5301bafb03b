"""What is read of a design or an answer as it was sent: plain values, or a complaint that names the field."""

from advisory.refusals import Invalid
from advisory.text import checked

MOST_OPTIONS = 30
LONGEST_LABEL = 160
LONGEST_LINE = 400
LONGEST_REASON = 4_000
LONGEST_ID = 12


def wrong(field, words):
    """A complaint about one field."""
    return Invalid(message=words, fields={field: words})


def mapping(raw, field):
    """A JSON object, or a complaint."""
    if not isinstance(raw, dict):
        raise wrong(field, "This could not be read. It has to be an object with named fields.")
    return raw


def several(raw, field):
    """A JSON list, or a complaint; nothing is an empty one."""
    if raw is None or isinstance(raw, list):
        return raw or []
    raise wrong(field, "This could not be read. It has to be a list.")


def options(raw, field="options", *, least=2, letter="o"):
    """Options as [{"id", "label"}], of labels or of such objects: `least` to 30 of them, no label twice."""
    given = [one if isinstance(one, dict) else {"label": one} for one in several(raw, field)]
    given = [one for one in given if str(one.get("label", "")).strip()]
    if not least <= len(given) <= MOST_OPTIONS:
        told = f"{len(given)} are too many" if len(given) > MOST_OPTIONS else f"{len(given)} are not enough"
        raise wrong(field, f"{told}: write {least} to {MOST_OPTIONS}, one a line.")
    labels = [line(one["label"], field, longest=LONGEST_LABEL) for one in given]
    twice = next((label for label in labels if labels.count(label) > 1), None)
    if twice:
        raise wrong(field, f"“{twice}” stands there twice.")
    own = [_id(one["id"], field) for one in given if "id" in one]
    if len(set(own)) < len(own):
        raise wrong(field, "Two of them have the same id. Give each its own.")
    fresh = (key for place in range(1, 2 * MOST_OPTIONS) if (key := f"{letter}{place}") not in own)
    return [{"id": one["id"] if "id" in one else next(fresh), "label": label}
            for one, label in zip(given, labels, strict=True)]  # fmt: skip


def _id(key, field):
    if not (isinstance(key, str) and key.isascii() and key.isalnum() and 0 < len(key) <= LONGEST_ID) or key == "other":
        raise wrong(field, f"An id is 1 to {LONGEST_ID} letters and digits, and not “other”.")
    return key


def line(raw, field, *, longest=LONGEST_LINE, empty=False):
    """Words on one line; `empty` ones may be left out."""
    if raw is not None and not isinstance(raw, (str, int, float)):
        raise wrong(field, "This has to be text.")
    words = " ".join(str("" if raw is None else raw).split())
    return words if empty and not words else checked(words, field, longest)


def number(raw, field, least, most, *, whole=True):
    """A number from `least` to `most`; typed ones may have a decimal comma."""
    found = _number(raw)
    if found is None or (whole and found != int(found)):
        raise wrong(field, "Write a whole number." if whole else "Write a number.")
    if not least <= found <= most:
        raise wrong(field, f"Write a number from {plain(least)} to {plain(most)}.")
    return int(found) if found == int(found) else found


def _number(raw):
    if isinstance(raw, bool) or not isinstance(raw, (str, int, float)):
        return None
    try:
        found = float(str(raw).strip().replace(",", ".").replace("−", "-"))
    except ValueError:
        return None
    return found if abs(found) < 1e12 else None


def plain(value):
    """A number as people write it."""
    return f"{value:,.6f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"


def one_of(raw, known, field, words):
    """An id among the known ones, or a complaint in these words."""
    if not isinstance(raw, str) or raw not in known:
        raise wrong(field, words)
    return raw


def checked_answer(kind, design, raw):
    """An answer as (marks, {"reason", and what was typed by its slot}), nothing empty among it."""
    raw = mapping(raw, "value")
    marks, texts = kind.checked_value(design, raw)
    reason = str(raw.get("reason") or "").strip()
    if reason:
        texts = texts | {"reason": checked(reason, "reason", LONGEST_REASON)}
    return marks, {slot: words for slot, words in texts.items() if words}
