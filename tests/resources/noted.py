"""Notes as tests write them, and what a page says of them."""

from uuid import uuid4

from resources.anchoring import Chosen
from resources.commands.annotations import annotate
from resources.models import Annotation
from tests.resources.shelf import at, signed_in

TEXT = (
    "Measure blood pressure on both arms.\n\n"
    "Do not delay treatment for an echocardiogram unless there is a history.\n\n"
    "Refer the same day for a new irregular pulse."
)
QUOTE = "Do not delay treatment for an echocardiogram"


def note(document, seat, body="Could delay be defined?", quote=QUOTE, **more):
    """A shared note of somebody's, as it is now."""
    at = Chosen(exact=quote, leaf=0) if quote else None
    made, _ = annotate(document, body, by=seat, client_id=uuid4(), at=at, **{"shared": True} | more)
    return now(made)


def now(made):
    """A note as it is now."""
    return Annotation.objects.drawn().get(pk=made.pk)


def page(client, seat, document, **asked):
    """What a page of the document says to somebody."""
    return signed_in(client, seat).get(at("document", document), asked).text
