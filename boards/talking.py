"""What is written in a live session beside what is said: the app that knows questions answers."""

_answer = {}


def talks_by(function):
    """Name the function room -> what its page draws of that: a dict with the templates `page` and `parts`."""
    _answer["talks"] = function
    return function


def talk_of(room):
    """What is written in a session, as one member's page of its room draws it."""
    return _answer["talks"](room)
