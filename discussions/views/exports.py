"""Take the discussion out: choose what and how, and get it as a file."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from advisory.rights import allow, can
from boards.decorators import member_required
from discussions.commands.exports import take_answers, take_out
from discussions.forms.exports import AnswersForm, ExportForm
from discussions.taking.formats import FORMATS


@require_http_methods(["GET", "POST"])
@member_required
def export(request):
    """The form, or the file that it asks for."""
    allow(request.member, "export.take", request.board)
    sent, given = request.POST if request.method == "POST" else None, request.GET.get("scope", "board")
    may_hold = can(request.member, "export.held", request.board)
    form = ExportForm(sent, member=request.member, may_hold=may_hold, initial={"scope": given})
    if not form.is_bound or not form.is_valid():
        return _form(request, form)
    ask, sort = form.ask(), form.cleaned_data["format"]
    content = take_out(request.board, ask, sort, by=request.member, stamp=request.POST.get("stamp"))
    return file_of(content, f"{request.board.slug}-{ask.scope}", sort)


@require_http_methods(["GET", "POST"])
@member_required
def answers(request):
    """The form for what can be counted, or the file that it asks for."""
    allow(request.member, "export.take", request.board)
    sent, given = request.POST if request.method == "POST" else None, request.GET.get("scope", "board")
    form = AnswersForm(sent, member=request.member, initial={"scope": given})
    if not form.is_bound or not form.is_valid():
        return _form(request, form)
    ask, (sort, sheet) = form.ask(), (form.cleaned_data[name] for name in ("format", "sheet"))
    stamp = request.POST.get("stamp")
    content = take_answers(request.board, ask, sort, by=request.member, sheet=sheet, stamp=stamp)
    return file_of(content, f"{request.board.slug}-{ask.scope}-answers", sort)


def _form(request, form):
    context = {"nav": "export", "form": form}
    return render(request, "discussions/exports/form.html", context, status=422 if form.is_bound else 200)


def file_of(content, name, sort):
    """An answer that a browser saves and never shows: no page of ours is made of what people wrote."""
    answer = HttpResponse(content, content_type=FORMATS[sort].media)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{sort}"'
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
