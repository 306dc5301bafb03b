"""What a document is about, for whom it is meant, and where it is shown."""

from django.db import transaction
from django.utils import timezone

from advisory.accounts.places import countries, languages
from advisory.events.record import lock, record
from advisory.refusals import Invalid
from advisory.rights import allow
from advisory.text import checked_for
from boards.commands.stamps import require_current
from boards.models import Membership, Role
from resources.commands.proposals import SIGNED, put_off, put_off_shelf, void_signatures, what_waits
from resources.models import BOARDS, Document, Shelf, Term
from resources.places import places
from resources.search import index_document
from resources.topics import topics_on

READERS = (Role.ADVISOR.value, Role.OBSERVER.value)
MOST_TAGS = 12
UNSIGNED = "{board} shows only what its reviewers signed. Add the file to its own library, and have it signed there."
OVER = "This day is over. Choose today or a later one, or withdraw the document."


@transaction.atomic
def describe_document(document, *, by, stamp=None, **details):
    """Say what a document is about and for whom; what reviewers sign for changes only with their signatures void.

    `kind`, `areas` and `products` are words of the vocabulary, `roles` and `countries` codes; none of them means all.
    """
    by, document = lock(document.board, by, document)
    require_current(by, stamp)
    allow(by, "document.publish", document)
    was = _told(document)
    terms = {name: _terms(document, name, details.pop(name)) for name in ("areas", "products") if name in details}
    if "kind" in details:
        details["kind"] = next(iter(_terms(document, "kind", [details["kind"]] if details["kind"] else [])), None)
    details = _checked(details)
    _require_to_come(document, details)
    later = what_waits(document, details)
    changed = put_off(document, details, later)
    changed |= _changed(document, {name: value for name, value in details.items() if name not in later})
    changed |= {name for name, chosen in terms.items() if _set(document, name, chosen)}
    if not changed:
        return
    document.save()
    if changed & SIGNED:
        void_signatures(document)
    index_document(document)
    record("document.described", document, by=by, changed=sorted(changed), was=was)


@transaction.atomic
def place_document(document, *, by, stamp=None, **place):
    """Show a document beside a question of its board (`question_number`), as a pre-read or not."""
    by, document = lock(document.board, by, document)
    require_current(by, stamp)
    allow(by, "document.publish", document)
    placed = {"question_number": None, "preread": False, "minutes": 0} | place
    number = placed["question_number"]
    if number is not None and number not in dict(places(document.board)):
        raise Invalid(fields={"question": "This board has no such question."})
    shelf = document.shelves.filter(board=document.board).first()
    if placed == {name: getattr(shelf, name) for name in placed}:
        return
    for name, value in placed.items():
        setattr(shelf, name, value)
    shelf.save()
    index_document(document)
    record("document.placed", document, by=by, **({"number": number} if number else {}))


@transaction.atomic
def shelve_document(document, board, *, by, on=True):
    """Show a document in the library of another board too, or no more: for whoever may publish on both.

    Where reviewers sign, one in force is shown there from its next version on; with none on its way that is a Conflict.
    A board where reviewers sign shows nothing that nobody signed for the same functions.
    """
    for one in sorted((document.board, board), key=lambda one: one.log_id):
        lock(one)
    by, document = lock(document.board, by, document)
    allow(by, "document.publish", document)
    there = Membership.objects.seated().select_related("board", "user").filter(board=board, user=by.user_id).first()
    if there is None or board == document.board:
        raise Invalid(fields={"boards": "Choose boards on which you have a seat."})
    allow(there, "document.publish", board)
    if on and set(there.board.approvals) - set(document.board.approvals):
        raise Invalid(fields={"boards": UNSIGNED.format(board=board.title)})
    shelf = document.shelves.select_related("board").filter(board=board).first()
    if document.board.approvals and document.current and not shelf:
        _shelve_later(document, there, by, on)
        return
    if bool(shelf) == on:
        return
    if on:
        shelf = Shelf.objects.create(document=document, board=board)
        void_signatures(document)
        record("shelf.added", shelf, by=there)
    else:
        record("shelf.removed", shelf, by=there)
        shelf.delete()
    index_document(document)


def _shelve_later(document, there, by, on):
    if put_off_shelf(document, there.board, there, on=on):
        void_signatures(document)
        record("document.described", document, by=by, changed=[BOARDS], was=_told(document))


def _told(document):
    """For whom a document is meant, and on which topics it is, before it is said anew."""
    return {"roles": list(document.roles), "countries": list(document.countries), "topics": topics_on(document)}


def _checked(details):
    texts = {name: details[name] for name in ("title", "summary") if name in details}
    details = details | checked_for(Document, texts)
    details |= {name: tuple(sorted(set(details[name]))) for name in ("tags", "roles", "countries") if name in details}
    known = {
        "roles": (READERS, "Choose advisors, observers or both."),
        "countries": (dict(countries()), "Choose countries from the list."),
    }
    wrong = {name: told for name, (all_of, told) in known.items() if set(details.get(name, ())) - set(all_of)}
    if details.get("language", "en") not in dict(languages()):
        wrong["language"] = "Choose a language from the list."
    tags = details.get("tags", ())
    if len(tags) > MOST_TAGS or any("|" in tag or len(tag) > 30 for tag in tags):
        wrong["tags"] = f"At most {MOST_TAGS} tags of up to 30 characters, with commas between them."
    if wrong:
        raise Invalid(fields=wrong)
    return details


def _require_to_come(document, details):
    """Refuse a last day that is over, unless it is what was said before."""
    last = details.get("valid_until")
    if last and last != document.valid_until and last < timezone.now().date():
        raise Invalid(fields={"valid_until": OVER})


def _changed(document, details):
    changed = {name for name, value in details.items() if getattr(document, name) != value}
    for name in changed:
        setattr(document, name, details[name])
    return changed


def _set(document, name, chosen):
    before = set(getattr(document, name).all())
    getattr(document, name).set(chosen)
    return before != set(chosen)


def _terms(document, name, words):
    """Words of the vocabulary as it is now, or such as the document has already."""
    facet, had = name.removesuffix("s"), getattr(document, name)
    had = {had} if name == "kind" else set(had.all())
    if set(words) - set(Term.objects.words(facet)) - {str(term) for term in had}:
        raise Invalid(fields={name: "Choose words from the list."})
    return [Term.objects.get_or_create(facet=facet, word=word)[0] for word in words]
