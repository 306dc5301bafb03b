"""What a survey asks: sections of items, and the rules by which one leads to another; pure.

{"sections": [{"id", "title", "intro", "items": [{"id", "kind", "label", "help", "required", "design"}],
"rules": [{"item", "op", "value", "to"}], "next"}]}: `next` is where it leads when no rule holds ("": what follows).
"""

from advisory.refusals import Invalid
from advisory.text import checked
from discussions.answering.reading import line, mapping, one_of, several, wrong
from discussions.surveys.blocks import BLOCKS
from discussions.surveys.branching import END, checked_lead, checked_rules, loop, premature, unreachable

MOST_SECTIONS, MOST_ITEMS = 40, 200
LONGEST_TITLE, LONGEST_LABEL, LONGEST_INTRO, LONGEST_ID = 120, 400, 4_000, 12


def checked_design(raw):
    """A design as it is kept, or Invalid with words that say which section and item; a circle is refused."""
    raw = mapping(raw, "design")
    given = [mapping(one, "sections") for one in several(raw.get("sections"), "sections")]
    if len(given) > MOST_SECTIONS:
        raise wrong("sections", f"{len(given)} sections are too many: a survey has up to {MOST_SECTIONS}.")
    names = _ids(given, "s", {END})
    items = [several(one.get("items"), "items") for one in given]
    if sum(map(len, items)) > MOST_ITEMS:
        raise wrong("sections", f"{sum(map(len, items))} items are too many: a survey has up to {MOST_ITEMS}.")
    keys = iter(_ids([mapping(one, "items") for many in items for one in many], "q", set()))
    sections = [_section(one, name, keys, place) for place, (one, name) in enumerate(zip(given, names, strict=True), 1)]
    for section, one in zip(sections, given, strict=True):
        with_words = f"Section “{section['title']}”"
        section["rules"] = _placed(with_words, section["id"], checked_rules, one, sections)
        section["next"] = _placed(with_words, section["id"], checked_lead, one, sections)
    design = {"sections": sections}
    _require_forwards(design)
    return design


def require_whole(design):
    """Refuse to open what is not finished: nothing to answer, an empty section, or one that nobody reaches."""
    sections = design.get("sections", [])
    empty = next((section for section in sections if not section["items"]), None)
    if not sections or empty:
        told = f"“{empty['title']}” has no items yet." if empty else "Write at least one section with an item first."
        raise wrong("sections", told)
    alone = unreachable(design)
    if alone:
        raise wrong("sections", f"No answers lead to {_titles(design, alone)}. Change a rule, or take it out.")


def items_of(design):
    """Every item by its id, in order."""
    return {item["id"]: item for section in design["sections"] for item in section["items"]}


def _require_forwards(design):
    """Rules lead on: never in a circle, and never by an answer that comes later."""
    circle = loop(design)
    if circle:
        words = (
            f"The sections {_titles(design, [*circle, circle[0]], ' → ')} lead in a circle. Change one of the rules."
        )
        raise wrong("rules", words)
    for key, item in premature(design):
        words = (
            f"A rule after {_titles(design, [key])} asks for “{items_of(design)[item]['label']}”, which comes later."
        )
        raise wrong("rules", words)


def _titles(design, keys, between=", "):
    titles = {section["id"]: section["title"] for section in design["sections"]}
    return between.join(f"“{titles[key]}”" for key in keys)


def _section(raw, name, keys, place):
    where = f"Section {place}"
    title = _placed(where, name, line, raw.get("title") or where, "title", longest=LONGEST_TITLE)
    items = [_item(one, next(keys), f"{where}, item {number}") for number, one in enumerate(raw.get("items") or [], 1)]
    return {"id": name, "title": title, "intro": _words(raw.get("intro"), name, "intro", where), "items": items}


def _item(raw, key, where):
    kind = _placed(where, key, one_of, raw.get("kind"), BLOCKS, "kind", f"Choose one of {', '.join(BLOCKS)}.")
    return {
        "id": key, "kind": kind, "required": bool(raw.get("required")),
        "label": _placed(where, key, line, raw.get("label"), "label", longest=LONGEST_LABEL),
        "help": _words(raw.get("help"), key, "help", where),
        "design": _placed(where, key, BLOCKS[kind].checked_design, raw.get("design") or {}),
    }  # fmt: skip


def _words(raw, key, field, where):
    return _placed(where, key, checked, raw, field, LONGEST_INTRO) if str(raw or "").strip() else ""


def _placed(where, key, check, *given, **how):
    """What a check gives; its complaint says where, and its field which section or item."""
    try:
        return check(*given, **how)
    except Invalid as refusal:
        fields = {f"{key}.{field}": f"{where}: {words}" for field, words in refusal.fields.items()}
        raise Invalid(message=next(iter(fields.values()), refusal.message), fields=fields) from refusal


def _ids(given, letter, taken):
    """An id for each: its own, or a fresh one; none stands twice."""
    own = [one.get("id") for one in given]
    for key in filter(None, own):
        if not (isinstance(key, str) and key.isascii() and key.isalnum() and len(key) <= LONGEST_ID) or key in taken:
            raise wrong(
                "sections", f"An id is 1 to {LONGEST_ID} letters and digits, once in a survey, and not “{END}”."
            )
        taken.add(key)
    fresh = (key for place in range(1, 10_000) if (key := f"{letter}{place}") not in taken)
    return [key or next(fresh) for key in own]
