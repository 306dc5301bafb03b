"""Whether advisors are known by aliases on a board: the app that knows questions answers."""

_answer = {}


def blinds_by(function):
    """Name the function board -> whether any question of it is blinded."""
    _answer["blinds"] = function
    return function


def blinds(board):
    """Whether a board keeps the advisors' names from each other, so that nothing live may show them either."""
    return _answer["blinds"](board)
