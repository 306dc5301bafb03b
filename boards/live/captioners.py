"""Whether what is said in a session can be written down here, and when not, why."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

from boards.blinding import aliases
from boards.live.ears import EAR, packaged
from boards.live.providers import provider_of
from boards.models import Policy, Session

BLINDED = "Advisors are known by aliases on this board, so there is no sound of which captions could be made."
ELSEWHERE = "What goes from browser to browser or by another service cannot be written down here. Schedule the session for a full board, then it can."  # noqa: E501
NO_TEXT = "Captions need the same consent as a recording, and this board has no text about recording that people could agree to. Publish one with its other texts first."  # noqa: E501
NOT_HERE = (
    "Captions are not available here: what hears speech is not installed. Whoever runs this installation can add it."
)


def absent(session):
    """Why captions cannot be had in a session, in words, or nothing."""
    if aliases(session):
        return BLINDED
    if session.provider != Session.Provider.JANUS:
        return ELSEWHERE
    if not installed():
        return NOT_HERE
    if Policy.Kind.RECORDING not in Policy.objects.current(session.board):
        return NO_TEXT
    return provider_of(session).absent()


@cache
def installed():
    """Whether the optional extra is there with a model; it is looked for, and not loaded."""
    return find_spec(EAR) is not None and model() is not None


def model():
    """The folder of the model that is set, or of the one that comes with the extra; or nothing."""
    return Path(settings.CAPTIONS_MODEL) if settings.CAPTIONS_MODEL else packaged()
