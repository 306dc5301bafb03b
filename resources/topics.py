"""What somebody keeps up with in all libraries: topics, the words that describe what they may read, and own notes."""

from django.db.models import Exists, OuterRef, Q

from resources.models import Annotation, Document, Following, Term


def topics_in(documents):
    """The terms that describe some documents."""
    pks = documents.order_by().values("pk")
    kinds = Document.objects.filter(pk__in=pks, kind=OuterRef("pk"))
    others = (name.through.objects.filter(document__in=pks, term=OuterRef("pk"))
              for name in (Document.areas, Document.products))  # fmt: skip
    areas, products = others
    return Term.objects.filter(Q(Exists(kinds)) | Q(Exists(areas)) | Q(Exists(products)))


def topics_of(person, documents):
    """What a person may follow and what they follow, by facet: [(label, [term with `followed`])]."""
    mine = set(Following.objects.filter(person=person).values_list("term", flat=True))
    terms = list(Term.objects.filter(Q(pk__in=mine) | Q(pk__in=topics_in(documents).values("pk"))))
    for term in terms:
        term.followed = term.pk in mine
    groups = [(label, [term for term in terms if term.facet == facet]) for facet, label in Term.Facet.choices]
    return [group for group in groups if group[1]]


def topics_on(document):
    """The terms that describe a document, by their identifiers as text, in order."""
    areas, products = document.areas.values_list("pk", flat=True), document.products.values_list("pk", flat=True)
    return sorted({str(key) for key in (*areas, *products, document.kind_id) if key})


def followers(document, among=None):
    """The ids of the people who follow a topic of a document, whether they may read it or not."""
    topics = topics_on(document) if among is None else among
    return set(Following.objects.filter(term__in=topics).values_list("person", flat=True))


def notes_of(person):
    """A person's own notes on what they may read: how many, in how many documents, and the latest."""
    mine = Annotation.objects.filter(member__user=person, member__left_at=None, removed_at=None)
    mine = mine.filter(document__in=Document.objects.of(person).order_by().values("pk")).order_by("-created_at")
    rows = list(mine.values_list("document", "document__board__slug"))
    return {"count": len(rows), "documents": len(set(rows)), "latest": rows[0]} if rows else None
