"""Whether advisors are known by aliases on a board: the app that knows questions answers."""

_answer = {}


def blinds_by(function):
    """Name the function board -> whether any question of it is blinded."""
    _answer["blinds"] = function
    return function


def blinds(board):
    """Whether a board keeps the advisors' names from each other, so that nothing live may show them either."""
    return _answer["blinds"](board)


def aliases(session):
    """Whether advisors go by aliases in a live session: what it opened as stays, before that it is as its board is.

    Under an alias, what everybody saw under a name would tell whose the alias is.
    """
    return session.aliased if session.opened_at else blinds(session.board)
