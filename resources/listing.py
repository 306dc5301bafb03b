"""A library as a list: narrowed by facets, in an order, a page at a time."""

from collections import Counter
from datetime import timedelta

from django.utils import timezone

from advisory.accounts.places import languages
from resources.models import Document, Reading, Shelf, Version

SOON, PAGE = timedelta(days=30), 50
GROUPS = {"kind": "Kind", "status": "Status", "used": "Used in", "language": "Language"}
STATUS = {"approved": "Approved", "soon": "Expires within 30 days", "in_review": "In review", "draft": "Draft"}
ORDERS = {"newest": "Newest version", "expiring": "Expiring first", "title": "Title"}
FACTS = ("pk", "title", "kind__word", "language", "valid_until", "published_at")


class Listing:
    """What somebody may read, as they asked for it: `asked` is an address's query, `board` that of one library."""

    def __init__(self, documents, asked, board=None):
        self.documents, self.board = documents, board
        self.chosen = {group: set(asked.getlist(group)) for group in GROUPS}
        self.order = asked.get("order") if asked.get("order") in ORDERS else "newest"
        page = asked.get("page", "1")
        self.page = int(page) if page.isdecimal() and 0 < int(page) < 10_000 else 1
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
        used = {}
        for key, number in beside:
            used.setdefault(key, set()).add(str(number))
        return {
            key: {
                "kind": {kind} if kind else set(), "language": {language}, "used": used.get(key, set()),
                "status": _status(published, until, self._under_way.get(key) if self.board else None, today),
            }
            for key, _, kind, language, until, published in self._facts.values()
        }  # fmt: skip

    def _said(self, group, value):
        if group == "status":
            return STATUS[value]
        return {"used": f"Question {value}", "language": dict(languages()).get(value, value)}.get(group, value)

    def _rank(self, group, one):
        value = one[0]
        ranks = {"status": lambda: list(STATUS).index(value), "used": lambda: int(value)}
        return ranks.get(group, lambda: one[1].casefold())()


def _status(published, until, under_way, today):
    said = {str(under_way)} if under_way else set()
    if published:
        said.add("approved")
        if until and until <= today + SOON:
            said.add("soon")
    return said
