"""The log of a board: what moderators did, and every recorded event, sealed; both can be taken out."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from advisory.refusals import Invalid
from advisory.rights import allow, can
from boards.decorators import member_required
from discussions.commands.log import open_log, take_log, verify_log
from discussions.conduct import FILTERS, MANY, counted, deeds
from discussions.forms.log import TrailForm
from discussions.integrity import integrity_of
from discussions.taking.ledger import MEDIA, SUFFIX, conduct_in, trail_in
from discussions.trail import entries, sought

CONDUCT, TRAIL = "conduct", "trail"
PAGE, DEEPEST = 50, 10_000


@require_safe
@member_required
def log(request):
    """One of the two parts; that somebody opened the log is noted once a day."""
    tab = _tab(request.GET)
    open_log(request.board, by=request.member)
    context = {"nav": "log", "tab": tab, "integrity": integrity_of(request.board), **_about(request.member)}
    context |= _conduct(request) if tab == CONDUCT else _trail(request)
    return render(request, "discussions/log/detail.html", context)


@require_POST
@member_required
def verification(request):
    """Have every entry checked; the page then says how it went."""
    verify_log(request.board, by=request.member, stamp=request.POST.get("stamp"))
    return redirect(f"{reverse('log', args=[request.board.slug])}?tab={_tab(request.POST)}#verified")


@require_POST
@member_required
def taking(request):
    """A part of the log as a file, filtered as the page was."""
    allow(request.member, "log.take", request.board)
    tab, sort = _tab(request.POST), request.POST.get("format")
    if sort not in MEDIA or (sort == "proof" and tab == CONDUCT):
        raise Invalid(message="Choose one of the formats.", fields={"format": "Choose one of the formats."})
    read = trail_in(sort, TrailForm(request.POST).asked()) if tab == TRAIL else conduct_in(sort, _part(request.POST))
    content = take_log(request.board, sort, read, by=request.member, stamp=request.POST.get("stamp"))
    answer = HttpResponse(content, content_type=MEDIA[sort])
    answer["Content-Disposition"] = f'attachment; filename="{request.board.slug}-{tab}.{SUFFIX[sort]}"'
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _tab(sent):
    return TRAIL if sent.get("tab") == TRAIL else CONDUCT


def _part(sent):
    return sent.get("part") if sent.get("part") in FILTERS else ""


def _about(member):
    may = {name: can(member, f"log.{name}", member.board) for name in ("take", "prove")}
    return {"conduct_count": counted(member), "may_take": may["take"], "may_prove": may["prove"]}


def _conduct(request):
    part = _part(request.GET)
    filters = [(name, label, name == part) for name, (label, _) in FILTERS.items()]
    skip = min(_number(request.GET.get("skip", "")), DEEPEST)
    rows = deeds(request.member, part, MANY + 1, skip)
    older = skip + MANY if len(rows) > MANY and skip + MANY <= DEEPEST else 0
    pages = {"first": skip + 1, "last": skip + len(rows[:MANY]), "skip": skip, "newer": max(0, skip - MANY)}
    return {"filters": filters, "part": part, "deeds": rows[:MANY], "older": older, **pages}


def _trail(request):
    """A page of entries, older or newer by number."""
    form = TrailForm(request.GET)
    found = sought(request.member, form.asked())
    rows, newer, older = _page(found, request.GET.get("before", ""), request.GET.get("after", ""))
    kept = {name: request.GET[name] for name in form.fields if request.GET.get(name)}
    return {
        "form": form, "kept": kept, "rows": entries(request.member, rows), "newer": newer, "older": older,
        "oldest": rows[-1].number if rows else 0, "detailed": set(kept) - {"q"},
        "sought": f"&{urlencode(kept)}" if kept else "",
    }  # fmt: skip


def _page(found, before, after):
    """Up to a page of entries, newest first, and whether there are newer and older ones."""
    if _number(after):
        rows = list(found.filter(number__gt=_number(after)).reverse()[: PAGE + 1])
        newer, rows = len(rows) > PAGE, rows[:PAGE][::-1]
        return rows, newer, bool(rows)
    rows = list((found.filter(number__lt=_number(before)) if _number(before) else found)[: PAGE + 1])
    return rows[:PAGE], bool(_number(before)), len(rows) > PAGE


def _number(text):
    return int(text) if text.isdecimal() and len(text) < 16 else 0
