"""Words as a language has them, invented: a few everywhere, most of them seldom, in several forms, some accented."""

import random
from itertools import accumulate

luck = random.Random(6)  # noqa: S311 - figures, not secrets
ENDS = ("", "", "", "", "s", "ing", "ed", "er")
WORDS = ["".join(luck.choices("abcdeghilmnoprstuv", k=luck.randint(3, 8))) for _ in range(10_000)]
OFTEN = list(accumulate(1 / (place + 4) for place in range(len(WORDS))))
ACCENTED = str.maketrans("aeou", "àéöü")


def text(least, most):
    """Some words in a row, one in ten of them accented."""
    drawn = luck.choices(WORDS, cum_weights=OFTEN, k=luck.randint(least, most))
    ends = luck.choices(ENDS, k=len(drawn))
    words = [word + end for word, end in zip(drawn, ends, strict=True)]
    words[::10] = [word.translate(ACCENTED) for word in words[::10]]
    return " ".join(words)


def searches():
    """What people type, and how they narrow it: [(sort, what is asked of the page)]."""
    often, some, seldom = (luck.choices(words, k=8) for words in (WORDS[:20], WORDS[50:400], WORDS[2_000:8_000]))
    return [
        ("a word that is everywhere", {"q": often[0]}),
        ("a word of every day", {"q": some[0]}),
        ("a word that is seldom", {"q": seldom[0]}),
        ("two words", {"q": f"{often[1]} {some[1]}"}),
        ("three words in other forms", {"q": f"{often[2]}ing {some[2]}s {some[3]}"}),
        ("a phrase", {"q": f'"{often[3]} {often[4]}"'}),
        ("a beginning", {"q": some[4][:3]}),
        ("an accented word", {"q": some[5].translate(ACCENTED)}),
        ("one's own", {"q": "by:me"}),
        ("a word of one's own", {"q": f"by:me {often[5]}"}),
        ("a word in one question", {"q": f"q:3 {often[6]}"}),
        ("no word at all", {"q": "xyzzyx"}),
        ("a narrowed list", {"q": often[7], "in": "discussion", "when": "week", "by": "advisors"}),
        ("a second page of documents", {"q": some[6], "in": "documents", "page": "2"}),
    ]
