"""Search over everything the person may read."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from advisory.search.asking import LONGEST, Asked
from advisory.search.finding import MOST, find
from advisory.search.sources import drawn, reader
from boards.decorators import signed_in
from discussions.facets import SORTS, Facets

A_PAGE = 10


@require_safe
@signed_in
def found(request):
    """What contains the words, of everything that the person may read now."""
    typed = " ".join(request.GET.get("q", "").split())
    too_long = len(typed) > LONGEST
    asked = Asked("" if too_long else typed)
    context = {"nav": "search", "q": typed, "asked": asked, "too_long": too_long, "longest": LONGEST, "most": MOST}
    context |= results(reader(request.user), asked, request.GET) if asked else {}
    return render(request, "search.html", context, status=422 if too_long else 200)


def results(who, asked, chosen):
    """What a page of results shows: some hits as their reader sees them, and how many there are by each choice."""
    facets = Facets(who, chosen)
    hits, cut = find(who, asked)
    left, sorts, counts = facets.kept_of(hits)
    more = cut
    if cut and facets.any:
        hits, more = find(who, asked, facets.narrowed)
        left, *_ = facets.kept_of(hits)
    page = Paginator(left, A_PAGE).get_page(chosen.get("page"))
    found = drawn(who, page.object_list)
    rows = [(hit, hit.link(asked), asked.excerpt(hit.title), asked.excerpt(hit.text)) for hit in found]
    tabs = [(sort, words, sorts[sort] if sort else sorts.total()) for sort, words in SORTS.items()]
    shown = [tab for tab in tabs if cut or not tab[0] or tab[2] or tab[0] == facets.sort]
    told = {"more": more, "cut": cut, "total": len(left), "full": len(left) >= MOST}
    return told | {"page": page, "rows": rows, "tabs": shown, "chosen": facets.sort, "facets": facets,
                   "groups": facets.groups(counts)}  # fmt: skip
