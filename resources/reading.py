"""The page of a document that somebody asks for: its leaf, the ways to the others, and what they look for in it."""

import re
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Count, Subquery

from resources import sheets
from resources.comparing import changed, compared
from resources.finding import MOST, around, pattern_of, places
from resources.models import Leaf, Reading, Version

PIECE = re.compile(r"<(p|li|blockquote)>")
ZOOMS = (100, 150, 200, 300)
LISTED = 50
AT_ONCE = 100  # pages whose text is read in one go
TEXT, PAGES = "text", "pages"


class Reader:
    """A version as one request reads it: `?page=4&view=pages&zoom=150&q=words`, each optional, none ever an error."""

    def __init__(self, version, asked, place=0):
        self.version, self.asked = version, asked
        page = max(1, _number(asked.get("page")) if "page" in asked else place)
        leaves = version.leaves.order_by("-number").annotate(count=Subquery(_counted(version)))
        self.leaf = leaves.filter(number__lte=page).first() if version.file else None
        self.number, self.count = (self.leaf.number, self.leaf.count) if self.leaf else (1, 0)
        self.resumed = self.number if "page" not in asked and self.number > 1 else 0
        self.zoom = min(ZOOMS, key=lambda zoom: abs(zoom - (_number(asked.get("zoom")) or ZOOMS[0])))
        self.sought = asked.get("q", "").strip()

    @property
    def view(self):
        """As text, unless pages are asked for or this one has no words."""
        return TEXT if self.whole or (self.leaf.text and self.asked.get("view") != PAGES) else PAGES

    @property
    def film(self):
        """What is played rather than read is "video" or "audio"."""
        return self.version.format if self.version.format in ("video", "audio") else ""

    @property
    def moment(self):
        """The second at which a recording is to begin, where one is asked for."""
        return _number(self.asked.get("t"))

    @cached_property
    def found(self):
        """Every place of what is looked for: [(page, its text, (begin, end), which one on its page)]."""
        pattern = pattern_of(self.sought)
        if pattern is None:
            return []
        hits = []
        for number, text in self.version.leaves.exclude(text="").values_list("number", "text"):
            hits += [(number, text, hit, place) for place, hit in enumerate(places(text, pattern), 1)]
            if len(hits) >= MOST:
                break
        return hits[:MOST]

    @property
    def hits(self):
        """The places on this page."""
        return [hit for number, _, hit, _ in self.found if number == self.number]

    @property
    def listed(self):
        """The first places with the words beside them, each with its address."""
        return [
            {"page": number, "pieces": around(text, hit), "link": f"{self.link(page=number)}#hit-{place}"}
            for number, text, hit, place in self.found[:LISTED]
        ]

    @property
    def whole(self):
        """Whether the text of all pages from this one on is asked for, as for paper."""
        return self.asked.get("whole") == "1" and self.leaf is not None

    @property
    def sheets(self):
        """This page as text, or all that are read in one go: [(number, paragraphs, none on a page without words)]."""
        if not self.whole:
            return [(self.number, sheets.paragraphs(self.number, self.leaf.text, self.leaf.boxes, self.hits))]
        together = self.version.leaves.filter(number__gte=self.number, number__lt=self.number + AT_ONCE)
        return [(number, sheets.paragraphs(number, text, boxes, ()))
                for number, text, boxes in together.values_list("number", "text", "boxes")]  # fmt: skip

    @property
    def lines(self):
        """The words above this page's picture."""
        return sheets.lines(self.leaf.text, self.leaf.boxes)

    @property
    def marks(self):
        """Where on this page's picture the places are."""
        return sheets.marks(self.leaf.boxes, self.hits)

    @property
    def ways(self):
        """Addresses of the same document: another page, another view, nearer and farther."""
        near = ZOOMS.index(self.zoom)
        return {
            "before": self.link(page=self.number - 1) if self.number > 1 else "",
            "after": self.link(page=self.number + 1) if self.number < self.count else "",
            "first": self.link(page=1),
            "whole": self.link(page=1, view=TEXT, whole=1, q="") if self.count > 1 else "",
            "paged": self.link(whole=""),
            "onward": self.link(page=self.number + AT_ONCE) if self.number + AT_ONCE <= self.count else "",
            "text": self.link(view=TEXT),
            "pages": self.link(view=PAGES),
            "nearer": self.link(zoom=ZOOMS[near + 1]) if near + 1 < len(ZOOMS) else "",
            "farther": self.link(zoom=ZOOMS[near - 1]) if near else "",
        }

    @property
    def thumbnails(self):
        """Each page with its address."""
        return [(number, self.link(page=number)) for number in range(1, self.count + 1)]

    def link(self, **changes):
        """The address of this page with something changed."""
        kept = {"page": self.number, "view": self.asked.get("view"), "q": self.sought, "whole": self.asked.get("whole")}
        kept |= {"zoom": self.zoom if self.zoom != ZOOMS[0] else "", "version": self.asked.get("version")}
        return f"?{urlencode({name: value for name, value in (kept | changes).items() if value})}"


def numbered(html):
    """A page that was written here, its paragraphs with the ids by which notes find them."""
    count = iter(range(1, len(html)))
    return PIECE.sub(lambda found: f'<{found[1]} id="p0-{next(count)}">', html)


def readings(document, member):
    """What a member opened of a document: {version: reading}."""
    found = Reading.objects.filter(member=member, version__document=document)
    return {one.version_id: one for one in found}


def last_met(version, met):
    """The reading of the version that somebody met last before this one, while that one was only superseded."""
    before = [one for one in version.document.versions.all() if one.number < version.number and one.pk in met]
    last = max(before, key=lambda one: one.number, default=None)
    if last is None or last.reason != Version.SUPERSEDED:
        return None
    return {"version": last, "opened_at": met[last.pk].opened_at, "read_at": met[last.pk].read_at}


def changes_between(before, after):
    """What changed from one version to another, each change with the pages on which it stands before and after."""
    old, new = _spoken(before), _spoken(after)
    found = changed(compared([text for _, text in old], [text for _, text in new]))
    return [
        {"parts": one.parts, "before": _page(old, one.before), "after": _page(new, one.after), "kind": one.kind}
        for one in found
    ]


def _page(spoken, place):
    return None if place is None else spoken[place][0]


def _spoken(version):
    """The paragraphs of a version: [(page, words)]; an address is one."""
    if version.address or version.body:
        return [(0, part) for part in (version.address or version.body).split("\n") if part.strip()]
    leaves = version.leaves.values_list("number", "text", "boxes")
    return [
        (number, text[one.begin : one.end]) for number, text, boxes in leaves for one in sheets.passages(text, boxes)
    ]


def _counted(version):
    """How many pages of a version are drawn."""
    drawn = Leaf.objects.filter(version=version).order_by().values("version")
    return drawn.annotate(pages=Count("pk")).values("pages")


def _number(said):
    return int(said) if said and said.isdecimal() and len(said) < 7 else 0
