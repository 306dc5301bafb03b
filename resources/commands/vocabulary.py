"""The words by which documents of all libraries are described are added and retired."""

from django.db import transaction

from advisory.events.record import lock, record
from advisory.refusals import Invalid
from advisory.rights import allow
from advisory.text import checked
from boards.commands.stamps import require_current
from resources.models import Term

LONGEST = 60


@transaction.atomic
def set_term(facet, word, *, by, on=True, stamp=None):
    """Offer a word in every library, or retire it: documents keep it, and it is offered no more."""
    word = " ".join(checked(word, "word", LONGEST).split())
    (by,) = lock(by.board, by)
    require_current(by, stamp)
    allow(by, "library.vocabulary", by.board)
    if facet not in Term.Facet.values:
        raise Invalid(fields={"facet": "Choose kind, therapeutic area or product."})
    same = next((one for one in Term.objects.words(facet) if one.casefold() == word.casefold()), None)
    if on == bool(same):
        raise Invalid(fields={"word": "This word is there already." if on else "There is no such word."})
    term, _ = Term.objects.update_or_create(facet=facet, word=same or word, defaults={"retired": not on})
    record("vocabulary.changed", by.board, by=by, facet=facet, term=str(term.pk), retired=not on)
    return term
