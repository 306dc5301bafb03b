"""Opinion groups of a question with statements, on a page of their own: the first map of a process takes a while."""

from hashlib import sha256

from django.core.cache import cache
from django.db.models import Count, Max
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from advisory.refusals import Absent
from advisory.rights import allow
from boards.decorators import member_required
from discussions.views.questions import page_of
from insights.tables import mapped, texts_of, votes_on

DAY = 24 * 60 * 60


@require_safe
@member_required
def opinions(request, number):
    """Who votes alike, without a name, for whoever may read the votes."""
    question = page_of(request, number).question
    if not question.takes_stances:
        raise Absent
    allow(request.member, "opinions.see", question)
    context = {"board": request.board, "me": request.member, "question": question, "nav": "discussion"}
    return render(request, "insights/opinions.html", context | {"drawn": mark_safe(_drawn(question))})


def _drawn(question):
    """The map, the groups and the table, drawn once while nobody votes and no word is erased."""
    state = votes_on(question).aggregate(count=Count("pk"), last=Max("at"))
    state = repr((state["count"], state["last"], texts_of(question)))
    key = f"opinions:{question.pk}:{sha256(state.encode()).hexdigest()}"
    html = cache.get(key)
    if html is None:
        html = render_to_string("insights/_opinions.html", mapped(question)[0])
        cache.set(key, html, DAY)
    return html
