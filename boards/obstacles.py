"""What stands in the way of putting a board away: the apps above say it, the board asks."""

_OBSTACLES = []


def obstacle(function):
    """Name a function that is asked, under the board's lock, and raises Conflict while something is unsettled."""
    _OBSTACLES.append(function)
    return function


def require_settled(board):
    """Stop here while something on the board has to be settled first."""
    for function in _OBSTACLES:
        function(board)
