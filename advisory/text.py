"""People's words: checked on the way in, drawn as safe HTML on the way out; the only place that trusts user text."""

import re
from functools import lru_cache
from unicodedata import category

import nh3
from markdown_it import MarkdownIt

from advisory.refusals import Invalid

LONGEST = 20_000
_LEFT_OUT = ["image", "table", "heading", "lheading", "hr", "fence", "code", "reference", "html_block", "html_inline"]
_HOW = {"html": False, "linkify": False, "breaks": True}
_MARKDOWN = MarkdownIt("js-default", _HOW).disable(_LEFT_OUT)
_WITHOUT_LINKS = MarkdownIt("js-default", _HOW).disable([*_LEFT_OUT, "link"])
_TANGLED = re.compile(r"\[(?![^\[\]`\\<]{0,200}\])")
_PATIENCE = 200_000
_TAGS = {"p", "br", "strong", "em", "s", "ul", "ol", "li", "blockquote", "code", "a"}
_SURROGATE = re.compile("[\ud800-\udfff]")
_OVERRIDES = re.compile("[\u202a-\u202e]")
_UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp"}
_OPENS, _CLOSES = "\u2066\u2067\u2068", "\u2069"


@lru_cache(16)
def drawn(words):
    """Markdown as safe HTML: paragraphs, emphasis, lists, quotations, code and links, nothing else."""
    return nh3.clean(
        _parser(words).render(words),
        tags=_TAGS,
        attributes={"*": set(), "a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    ).strip()


def _parser(words):
    """Without links for a tangle of open brackets: each of them would be followed to the end of the text."""
    tangled = len(_TANGLED.findall(words)) * len(words) > _PATIENCE
    return _WITHOUT_LINKS if tangled else _MARKDOWN


def counted(words):
    """How many words a text has."""
    return len(words.split())


def checked(words, field="body", longest=LONGEST):
    """The words with plain line ends and without outer blank lines, or Invalid naming the field."""
    words = str(words or "").replace("\r\n", "\n").replace("\r", "\n").strip()
    complaint = _complaint(words, longest)
    if complaint:
        raise Invalid(message=complaint, fields={field: complaint})
    return words


def checked_for(model, details):
    """Details of a thing with their texts as it keeps them, or Invalid naming the first that it cannot keep."""
    kept = dict(details)
    for name, words in details.items():
        field = model._meta.get_field(name)
        if isinstance(words, str) and (words.strip() or not field.blank):
            kept[name] = _checked_as(field, words)
    return kept


def _checked_as(field, words):
    try:
        return checked(words, field.name, longest=field.max_length or LONGEST)
    except Invalid as refusal:
        message = f"{field.verbose_name.capitalize()}: {refusal.message}"
        raise Invalid(message=message, fields=refusal.fields) from refusal


def _complaint(words, longest):
    if len(words) > longest:
        return f"This is {len(words):,} characters; the most is {longest:,}. Shorten it or send it in two parts."
    if "\x00" in words or _surrogate(words):
        return "The text holds a character that cannot be stored. Paste it again as plain text."
    if _OVERRIDES.search(words) or _unbalanced(words):
        return "The text holds hidden characters that change the direction of writing. Paste it again as plain text."
    return "Write something first." if all(category(letter) in _UNSEEN for letter in words) else ""


def _surrogate(words):
    return not words.isascii() and _SURROGATE.search(words)


def _unbalanced(words):
    depth = 0
    if words.isascii():
        return False
    for letter in words:
        if letter in _OPENS:
            depth += 1
        elif letter == _CLOSES:
            depth -= 1
            if depth < 0:
                return True
    return depth != 0
