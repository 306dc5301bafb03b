"""What is written in a live session beside what is said, and of it: the app that knows questions answers."""

_answer = {}


def talks_by(function):
    """Name the function room -> what its page draws of that: a dict with the templates `page` and `parts`."""
    _answer["talks"] = function
    return function


def talk_of(room):
    """What is written in a session, as one member's page of its room draws it."""
    return _answer["talks"](room)


def written_by(function):
    """Name the function session, member -> what leads to its minutes, as words and address, or nothing."""
    _answer["written"] = function
    return function


def written_of(session, member):
    """Where the minutes of a session are read or put together, for one member: (words, address) or nothing."""
    return _answer["written"](session, member)
