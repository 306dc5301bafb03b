"""Who knows whom by name: the apps in which people meet answer."""

_ANSWERS = []


def acquainted_by(function):
    """Name a function (viewer, person) -> whether they meet somewhere, and the viewer may see the name there."""
    _ANSWERS.append(function)
    return function


def acquainted(viewer, person):
    """Whether somebody may know another by name and face."""
    return any(answer(viewer, person) for answer in _ANSWERS)
