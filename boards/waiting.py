"""What waits at a board's desk, as the apps above know it: whoever takes a seat there takes it over."""

_SOURCES = []


def waiting_by(function):
    """Name a function board -> [(how many, one, many)]; the apps answer in the order in which they start."""
    _SOURCES.append(function)
    return function


def waiting_on(board):
    """Everything that waits there, in words: "2 posts are held"; what does not wait is left out."""
    found = [line for source in _SOURCES for line in source(board)]
    return [f"{count} {one if count == 1 else many}" for count, one, many in found if count]
