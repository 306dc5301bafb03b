"""Titles before names: "Prof. Dr Ada Lovelace" is a title and a name; pure."""

KNOWN = ["Dr", "Prof.", "Prof. Dr", "Mr", "Mrs", "Ms", "Miss", "Mx", "Sir", "Dame"]
_WORDS = {word.rstrip(".").casefold() for title in [*KNOWN, "Professor", "Doctor"] for word in title.split()}


def title_of(name: str) -> str:
    """The title that a name begins with; nothing when it begins at once or would be all title."""
    words = name.split()
    count = next((place for place, word in enumerate(words) if not _is_title(word)), 0)
    return " ".join(words[:count])


def untitled(name: str, title: str = "") -> str:
    """A name without its title: the one that is known, or the one it begins with."""
    title = title or title_of(name)
    return name.removeprefix(f"{title} ") if title else name


def titled(title: str, name: str) -> str:
    """The name as others see it: the title once, then the name."""
    return f"{title} {untitled(name, title)}".strip() if title else name


def _is_title(word):
    return word.rstrip(".").casefold() in _WORDS
