"""Search over everything the person may read."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from advisory.search import LONGEST, MOST, excerpt, search, terms_of
from boards.decorators import signed_in

TABS = {"": "All", "boards": "Boards", "documents": "Documents", "discussion": "Discussion"}
A_PAGE = 20


@require_safe
@signed_in
def found(request):
    """What contains the words, of everything that the person may read now."""
    asked = request.GET.get("q", "").strip()
    too_long = len(asked) > LONGEST
    hits = [] if too_long else search(request.user, asked)
    chosen = request.GET.get("in", "") if request.GET.get("in") in TABS else ""
    pages = Paginator([hit for hit in hits if chosen in {"", hit.sort}], A_PAGE)
    page, terms = pages.get_page(request.GET.get("page")), terms_of(asked)
    rows = [(hit, excerpt(hit.title, terms), excerpt(hit.text, terms)) for hit in page]
    context = {"nav": "search", "q": asked, "rows": rows, "page": page, "chosen": chosen, "too_long": too_long,
               "tabs": _tabs(hits), "total": len(hits), "most": MOST, "longest": LONGEST}  # fmt: skip
    return render(request, "search.html", context, status=422 if too_long else 200)


def _tabs(hits):
    counts = {sort: sum(sort in {"", hit.sort} for hit in hits) for sort in TABS}
    return [(sort, words, counts[sort]) for sort, words in TABS.items() if not sort or counts[sort]]
