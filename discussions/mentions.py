"""Who is mentioned in a text: @First Last, or @Advisor 7 where people are known by alias; pure."""

import re
import unicodedata
from itertools import islice

QUOTED = re.compile(r"^\s*>.*$", re.MULTILINE)
CODE = re.compile(r"`[^`\n]*`")
SPACES = re.compile(r"\s+")
BEGINS = re.compile(r"(?<!\w)@[\"“”'‘’]?")
WORD = re.compile(r"\w")
MOST = 500


def mentioned(text, names):
    """The keys of those whom a text mentions, out of {key: [names]}; where names begin alike, the longest counts.

    A name follows an @ that follows no letter or digit, in quotation marks or not, in any case, and ends with its
    last word; quoted lines and code mention nobody, and past 500 marks nobody is looked for.
    """
    if "@" not in text:
        return set()
    said = _plain(CODE.sub(" ", QUOTED.sub(" ", text)))
    keys = {}
    for key, called in names.items():
        for name in called:
            if _plain(name).strip():
                keys.setdefault(_plain(name).strip(), set()).add(key)
    found = set()
    for match in islice(BEGINS.finditer(said), MOST):
        begin = match.end()
        fits = [name for name in keys if said.startswith(name, begin) and not WORD.match(said, begin + len(name))]
        if fits:
            found |= keys[max(fits, key=len)]
    return found


def _plain(words):
    """Words as they are compared: one sort of space, one way of writing each letter, no case."""
    return SPACES.sub(" ", unicodedata.normalize("NFKC", words)).casefold()
