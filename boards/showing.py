"""What is shown on the stage of a live session: the app that knows documents answers."""

_answer = {}


def decks_by(function):
    """Name the function room -> what its page draws of the slides on its stage, as a dict."""
    _answer["decks"] = function
    return function


def deck_of(room):
    """The slides of a session, as one member's page of its room draws them."""
    return _answer["decks"](room)
