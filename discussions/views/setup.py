"""Make a board with its questions and people in one form."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from advisory.refusals import Invalid
from advisory.rights import allow
from boards.decorators import signed_in
from discussions.commands.setup import make_board
from discussions.forms.setup import SetupForm


@require_http_methods(["GET", "POST"])
@signed_in
def new_board(request):
    """The form; when something needs mending it comes back with everything that was typed."""
    allow(request.user, "board.create")
    form, status = SetupForm(request.POST if request.method == "POST" else None, zone=request.user.time_zone), 200
    if form.is_bound:
        try:
            return redirect("board", _made(request, form).slug)
        except Invalid as refusal:
            form.refuse(refusal)
            status = refusal.status
    return render(request, "boards/boards/form.html", {"nav": "team", **form.context()}, status=status)


def _made(request, form):
    if not form.is_valid():
        raise Invalid
    return make_board(by=request.user, **form.details())
