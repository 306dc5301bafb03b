"""A text as the words by which it is found: folded alike everywhere, so that every database and page says the same.

Words are kept without case and accents, in their order; beside them stands the English stem of each that has another.
"""

import re
import threading
from functools import lru_cache
from hashlib import blake2s
from importlib import import_module
from typing import NamedTuple
from unicodedata import combining, normalize
from zlib import crc32

LONGEST_WORD, MOST_WORDS = 60, 16_000
STEM, PLACE, PAIR = "·", "§", "-"  # before a stem, the place where somebody may read, and two neighbours; in no word
_MARKS = re.compile(f"[{''.join(letter for letter in map(chr, range(0x300, 0x10000)) if combining(letter))}]")
_ALONE = r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"  # letters that are written without spaces
_WORD = re.compile(rf"{_ALONE}|(?:(?!{_ALONE})[^\W_][\u0300-\u036f]*)+")
_PLAIN = re.compile(r"[a-z0-9]+")
_own = threading.local()


class Word(NamedTuple):
    """A word of a text: folded, and where it stands there."""

    folded: str
    start: int
    end: int


def folded(text):
    """A text without case and accents, so that "Muller" finds "MÜLLER"."""
    if text.isascii():
        return text.lower()
    return _MARKS.sub("", normalize("NFKD", text.casefold()))


def words_of(text):
    """The words of a text in their order; what folds into several, such as "½", gives each at the same place."""
    for found in _WORD.finditer(text):
        start, end = found.span()
        for part in _parts(found[0]):
            yield Word(part, start, end)


@lru_cache(50_000)
def _parts(word):
    plain = folded(word)
    return (plain[:LONGEST_WORD],) if plain.isalnum() else tuple(one[:LONGEST_WORD] for one in _WORD.findall(plain))


@lru_cache(50_000)
def stem(word):
    """The English stem of a folded word; other languages' words, and numbers, stay as they are."""
    if not (word.isascii() and word.isalpha()) or len(word) < 4:
        return word
    if not hasattr(_own, "stemmer"):
        _own.stemmer = import_module("snowballstemmer").stemmer("english")
    return _own.stemmer.stemWord(word)


def filed(texts, places):
    """What the index keeps of a thing: its words in order, their stems, and under which names it may be read."""
    words = []
    for text in texts:
        words += _plainly(text)
    words = words[:MOST_WORDS]
    stems = dict.fromkeys(STEM + root for word in dict.fromkeys(words) if (root := stem(word)) != word)
    return (*words, *stems, *map(placed, places))


def paired(first, second):
    """The word for two words that stand side by side, one of a million, for an index that keeps no places of words."""
    return f"{PAIR}{crc32(f'{first} {second}'.encode()) & 0xFFFFF:x}"


def pairs(filed):
    """The words for all that stand side by side in a thing, as it is filed."""
    plain = [word for word in filed if word[0] not in {STEM, PLACE}]
    return dict.fromkeys(map(paired, plain, plain[1:]))


def learn(texts):
    """Have the stems of some texts ready, so that whoever files them under a lock is done sooner."""
    for word in {word for text in texts for word in _plainly(text)}:
        stem(word)


def _plainly(text):
    """The folded words of a text alone."""
    if text.isascii():
        return [word[:LONGEST_WORD] for word in _PLAIN.findall(text.lower())]
    return [word.folded for word in words_of(text)]


@lru_cache(10_000)
def placed(name):
    """The word under which whatever is read in one place is found."""
    return PLACE + blake2s(name.encode(), digest_size=8).hexdigest()
