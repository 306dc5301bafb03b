"""Reminders and messages to advisors: who, in which words, and what each of them will read and when."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from advisory.refusals import Absent, Refusal
from advisory.rights import allow
from boards.decorators import member_required
from discussions.commands.reminders import remind_advisors, write_to_board
from discussions.console import place_of
from discussions.forms.reminders import LetterForm, ReminderForm
from discussions.previews import copies, letters


@require_http_methods(["GET", "POST"])
@member_required
def reminders(request):
    """Choose whom to remind of a question, look at what they will read, and send it."""
    question = _asked(request)
    allow(request.member, "advisor.remind", question)
    form = ReminderForm(request.POST if request.method == "POST" else None, question=question)
    people = copies(request.member, question, _words(form), _chosen(request))
    if not _sends(request, form):
        return _shown(request, form, {"question": question, "people": people})
    chosen = set(request.POST.getlist("to"))
    to = [seat.pk for one in people if str(one.row.key) in chosen for seat in one.seats]
    return _sent(request, form, "reminded", lambda: remind_advisors(
        question, by=request.member, to=to, body=form.cleaned_data["body"], stamp=request.POST.get("stamp")
    ), {"question": question, "people": people})  # fmt: skip


@require_http_methods(["GET", "POST"])
@member_required
def messages(request):
    """Write to all advisors."""
    allow(request.member, "advisor.remind", request.board)
    form = LetterForm(request.POST if request.method == "POST" else None)
    people = letters(request.member)
    if not _sends(request, form):
        return _shown(request, form, {"people": people})
    return _sent(request, form, "written", lambda: write_to_board(
        request.board, form.cleaned_data["body"], by=request.member, stamp=request.POST.get("stamp")
    ), {"people": people})  # fmt: skip


def _asked(request):
    number = (request.POST or request.GET).get("question", "")
    found = request.board.questions.filter(number=number).first() if number.isdecimal() and len(number) < 4 else None
    if found is None:
        raise Absent
    found.board = request.board
    return found


def _chosen(request):
    """The ids of those who are ticked; on the first look everybody, or the one whom a link names."""
    return request.POST.getlist("to") if request.method == "POST" else request.GET.getlist("to") or None


def _words(form):
    return str(form["body"].value() or "")


def _sends(request, form):
    """Whether the form was sent to be sent on, and says something."""
    return request.method == "POST" and "preview" not in request.POST and form.is_valid()


def _sent(request, form, done, send, context):
    try:
        send()
    except Refusal as refusal:
        form.refuse(refusal)
        return _shown(request, form, context, status=refusal.status)
    return redirect(f"{place_of(request.board)}?done={done}")


def _shown(request, form, context, status=200):
    status = 422 if form.is_bound and form.errors and status == 200 else status
    context = {"nav": "moderate", "form": form, "stamp": request.member.stamp} | context
    return render(request, "discussions/moderate/reminder.html", context, status=status)
