"""A library as a list: narrowed by facets, in an order, a page at a time."""

from collections import Counter
from datetime import timedelta

from django.utils import timezone

from advisory.accounts.places import languages
from resources.models import Document, Reading, Shelf, Version
from resources.news import News

SOON, PAGE = timedelta(days=30), 50
GROUPS = {
    "kind": "Kind", "area": "Therapeutic area", "product": "Product", "status": "Status", "used": "Used in",
    "language": "Language",
}  # fmt: skip
STATUS = {
    "new": "New since you were here",
    "published": "Published",
    "soon": "Expires within 30 days",
    "in_review": "In review",
    "draft": "Draft",
}
ORDERS = {"newest": "Newest version", "expiring": "Expiring first", "title": "Title"}
FACTS = ("pk", "title", "kind__word", "language", "valid_until", "published_at")


class Listing:
    """What somebody may read, as they asked for it: `asked` is an address's query, `board` that of one library.

    `news` says what is new to somebody since the visit before.
    """

    def __init__(self, documents, asked, board=None, news=None):
        self.documents, self.board, self.fresh = documents, board, news or News()
        self.chosen = {group: set(asked.getlist(group)) for group in GROUPS}
        self.order = asked.get("order") if asked.get("order") in ORDERS else "newest"
        page = asked.get("page", "1")
        self.page = max(1, int(page)) if page.isdecimal() and len(page) < 5 else 1
        self.query = asked.copy()
        self.query.pop("page", None)
        self._facts = {row[0]: row for row in documents.listed().order_by().values_list(*FACTS)}
        self._traits = self._read()
        self.found = sorted(filter(self._fits, self._facts.values()), key=self._place)

    def rows(self, **who):
        """One page of documents, each with how somebody stands to it."""
        keys = [row[0] for row in self.found[(self.page - 1) * PAGE : self.page * PAGE]]
        listed = Document.objects.filter(pk__in=keys).listed()
        known = {document.pk: document for document in Reading.objects.filter(**who).told_of(listed)}
        for key, document in known.items():
            document.under_way = STATUS.get(self._under_way.get(key), "") if self.board else ""
        return [known[key] for key in keys if key in known]

    @property
    def more(self):
        """The query of the next page, if there is one."""
        return f"{self.query.urlencode()}&page={self.page + 1}" if len(self.found) > self.page * PAGE else ""

    @property
    def since(self):
        """When somebody was here before."""
        return self.fresh.since

    @property
    def news(self):
        """How many are new since the visit before."""
        return sum("new" in traits["status"] for traits in self._traits.values())

    def chips(self):
        """What was chosen: [(words, the query without it)]."""
        told = []
        for group, chosen in self.chosen.items():
            for value in sorted(chosen):
                rest = self.query.copy()
                rest.setlist(group, sorted(chosen - {value}))
                told.append((self._said(group, value), rest.urlencode()))
        return told

    def groups(self):
        """The facets: [(name, title, [(value, words, how many, chosen)])]; what nothing has is left out."""
        told = []
        for group, title in GROUPS.items():
            counts = Counter(value for traits in self._traits.values() for value in traits[group])
            values = [(value, self._said(group, value), counts[value], value in self.chosen[group]) for value in counts]
            told.append((group, title, sorted(values, key=lambda one: self._rank(group, one))))
        return [one for one in told if len(one[2]) > 1 or self.chosen[one[0]]]

    def _fits(self, row):
        return all(not chosen or chosen & self._traits[row[0]][group] for group, chosen in self.chosen.items())

    def _place(self, row):
        _, title, _, _, until, published = row
        newest = -published.timestamp() if published else float("-inf")
        first = {"newest": newest, "title": title.casefold(), "expiring": until.toordinal() if until else float("inf")}
        return first[self.order], newest, title

    def _read(self):
        today, open_states = timezone.now().date(), (Version.State.IN_REVIEW, Version.State.DRAFT)
        beside = Shelf.objects.filter(document__in=self._facts).exclude(question_number=None)
        beside = beside.filter(board=self.board).values_list("document", "question_number") if self.board else ()
        waiting = Version.objects.filter(document__in=self._facts, state__in=open_states)
        self._under_way = dict(waiting.values_list("document", "state"))
        used = _gathered((key, str(number)) for key, number in beside)
        areas, products = (_gathered(self._words(name)) for name in ("areas", "products"))
        traits = {}
        for key, _, kind, language, until, published in self._facts.values():
            status = _status(published, until, self._under_way.get(key) if self.board else None, today)
            if self.fresh.holds(key, published):
                status.add("new")
            traits[key] = {
                "kind": {kind} if kind else set(), "language": {language}, "used": used.get(key, set()),
                "area": areas.get(key, set()), "product": products.get(key, set()), "status": status,
            }  # fmt: skip
        return traits

    def _words(self, name):
        found = Document.objects.filter(pk__in=self._facts).exclude(**{name: None})
        return found.order_by().values_list("pk", f"{name}__word")

    def _said(self, group, value):
        if group == "status":
            return STATUS.get(value, value)
        return {"used": f"Question {value}", "language": dict(languages()).get(value, value)}.get(group, value)

    def _rank(self, group, one):
        value = one[0]
        ranks = {"status": lambda: list(STATUS).index(value), "used": lambda: int(value)}
        return ranks.get(group, lambda: one[1].casefold())()


def _gathered(pairs):
    """Values by what they belong to: {key: {value}}."""
    told = {}
    for key, value in pairs:
        told.setdefault(key, set()).add(value)
    return told


def _status(published, until, under_way, today):
    said = {str(under_way)} if under_way else set()
    if published:
        said.add("published")
        if until and until <= today + SOON:
            said.add("soon")
    return said


def collected(collection, user):
    """The documents of a collection that somebody may read, in its order, each with how they stand to it."""
    order = list(collection.gathered.values_list("document", flat=True))
    listed = Document.objects.of(user).filter(pk__in=order).listed()
    known = {one.pk: one for one in Reading.objects.filter(member__user=user).told_of(listed)}
    return [known[key] for key in order if key in known]
