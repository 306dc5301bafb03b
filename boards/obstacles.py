"""What stands in the way of putting a board away: the apps above say it, the board asks."""

_OBSTACLES = []


def obstacle(function):
    """Name a function (board, by=) that is asked under the board's lock and raises Conflict while something is left."""
    _OBSTACLES.append(function)
    return function


def require_settled(board, *, by):
    """Stop here while something on the board has to be settled first."""
    for function in _OBSTACLES:
        function(board, by=by)
