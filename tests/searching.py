"""What somebody finds, as it is listed for them."""

from django.http import QueryDict

from advisory.search.asking import Asked
from advisory.search.finding import find
from advisory.search.sources import drawn, reader
from discussions.facets import Facets


def search(user, typed, **chosen):
    """Everything that somebody finds, page after page."""
    who, choice = reader(user), QueryDict(mutable=True)
    for name, value in chosen.items():
        choice.setlist(name, value if isinstance(value, list) else [value])
    left, *_ = Facets(who, choice).kept_of(find(who, Asked(typed))[0])
    return drawn(who, left)
