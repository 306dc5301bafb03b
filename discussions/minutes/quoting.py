"""Words of others as minutes quote them: on one line, as they read, without what would turn them into markup."""

from discussions.taking.prose import plain

UNKEPT = str.maketrans(dict.fromkeys("\\`*_[]<>#", ""))


def quoted(html):
    """Drawn words as plain ones."""
    return escaped(" ".join(plain(html).split()))


def escaped(words):
    """Typed words without marks."""
    return " ".join(words.translate(UNKEPT).split())
