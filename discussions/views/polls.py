"""Polls by plain forms: asked, voted in, run; the page's script votes in place and uses the API."""

from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advisory.prepared import prepared
from advisory.refusals import Absent, Refusal
from advisory.rights import allow, can
from boards.decorators import member_required
from boards.models import Board
from discussions.commands.ballots import cast_ballot
from discussions.commands.polls import ask_poll, change_options, close_poll, open_poll, share_poll
from discussions.drawing import author_of
from discussions.forms.polls import AskForm, OptionsForm
from discussions.models import Poll, Post
from discussions.polls.panels import draw_own
from discussions.polls.telling import Standing
from discussions.polls.voices import who_chose
from discussions.telling import called
from discussions.views.page import is_id
from discussions.views.questions import page_of
from discussions.views.returning import back_to
from discussions.views.threads import found_post


@require_safe
@member_required
def poll(request, poll_id):
    """One poll as the viewer may know it, and what a moderator does with it."""
    return _page(request, _found(request, poll_id))


@require_safe
@member_required
def panel(request, poll_id):
    """The poll alone, for the page that fetches it anew."""
    found = _found(request, poll_id)
    return HttpResponse(draw_own(found, Standing(request.member, [found])))


@require_POST
@member_required
def ballot(request, poll_id):
    """Vote; what cannot be counted comes back with what was chosen."""
    found, typed = _found(request, poll_id), request.POST
    picks = [int(one) for one in typed.getlist(f"pick-{found.pk}") if one.isdecimal() and len(one) < 4]
    version, key = typed.get(f"version-{found.pk}", ""), typed.get("client_id")
    given = {"version": int(version) if version.isdecimal() and len(version) < 9 else None}
    given |= {"client_id": UUID(key) if is_id(key) else uuid4(), "stamp": typed.get("stamp")}
    try:
        cast_ballot(found, picks, by=request.member, **given)
    except Refusal as refusal:
        return _refused(request, found, refusal, picks)
    return _back(request, found)


@require_POST
@member_required
def opening(request, poll_id):
    """Let the board vote."""
    return _run(request, poll_id, open_poll)


@require_POST
@member_required
def closing(request, poll_id):
    """End the voting."""
    return _run(request, poll_id, close_poll)


@require_POST
@member_required
def sharing(request, poll_id):
    """Show the counts to everybody who reads the question."""
    return _run(request, poll_id, share_poll)


@require_POST
@member_required
def options(request, poll_id):
    """Word the options anew."""
    found, form = _found(request, poll_id), OptionsForm(request.POST)
    allow(request.member, "poll.run", found)
    if form.is_valid():
        try:
            change_options(found, **form.cleaned_data, by=request.member, stamp=request.POST.get("stamp"))
            return _back(request, found)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(request, found, form=form, status=422)


@require_safe
@member_required
def under(request, post_id):
    """Ask one inside the thread of a post, wherever it stands now."""
    found = found_post(request, post_id)
    allow(request.member, "poll.ask", found.question)
    page = reverse("polls", args=[request.board.slug, found.question.number])
    return redirect(f"{page}?reply_to={found.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def asking(request, number):
    """Ask the board in a moment, in a thread or beside the answers."""
    question = page_of(request, number).question
    allow(request.member, "poll.ask", question)
    typed = request.POST if request.method == "POST" else None
    form = AskForm(typed, question=question, initial={"reply_to": request.GET.get("reply_to")})
    if form.is_bound and form.is_valid():
        try:
            given = form.asked() | {"by": request.member, "stamp": typed.get("stamp")}
            return _back(request, ask_poll(question, given.pop("prompt"), given.pop("options"), **given))
        except Refusal as refusal:
            form.refuse(refusal)
    return _asked(request, question, form)


def _asked(request, question, form):
    key = form["reply_to"].value()
    under = Post.objects.drawn().filter(question=question, pk=key).first() if is_id(str(key or "")) else None
    seen = under and can(request.member, "post.see", under)
    context = {"nav": "discussion", "question": question, "form": form, "stamp": request.member.stamp}
    context |= {"under": called(under, request.member.gaze) if seen else ""}
    return render(request, "discussions/polls/ask.html", context, status=422 if form.errors else 200)


def _found(request, poll_id):
    found = _known.first(board=request.board.pk, key=poll_id)
    if found is None or found.post.removed_at or not can(request.member, "poll.see", found):
        raise Absent
    return found


@prepared(board=Board._meta.pk, key=Poll._meta.pk)
def _known(board, key):
    return Poll.objects.select_related(*Poll.together).filter(pk=key, post__question__board=board)


def _run(request, poll_id, command):
    found = _found(request, poll_id)
    command(found, by=request.member, stamp=request.POST.get("stamp"))
    return _back(request, found)


def _refused(request, poll, refusal, picks):
    if refusal.status not in {409, 422}:
        raise refusal
    words = refusal.fields.get("picks", refusal.message)
    return _page(request, _found(request, poll.pk), picks=picks, error=words, status=refusal.status)


def _page(request, poll, *, form=None, status=200, **tried):
    member = request.member
    standing = Standing(member, [poll])
    named = poll.mode == Poll.Mode.NAMED and standing.counts(poll)
    context = {
        "nav": "discussion", "question": poll.question, "poll": poll, "stamp": member.stamp, "client_id": uuid4(),
        "panel": draw_own(poll, standing, **tried), "author": author_of(poll.post, member.gaze),
        "who": who_chose(poll, member) if named else None, "may_run": can(member, "poll.run", poll),
        "form": form or OptionsForm(initial={"options": "\n".join(poll.options)}),
    }  # fmt: skip
    return render(request, "discussions/polls/detail.html", context, status=status)


def _back(request, poll):
    page = reverse("question", args=[poll.board.slug, poll.question.number])
    return back_to(request, f"{page}#poll-{poll.pk}")
