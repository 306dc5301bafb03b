"""Moderation by plain forms: everything that can be done with one post, what the team sees on a question, and undo."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advisory.refusals import Absent, Refusal
from advisory.rights import allow, can
from boards.decorators import member_required
from discussions.commands.flags import answer_flag, flag_post
from discussions.commands.undoing import undo_act
from discussions.drawing import author_of
from discussions.forms.acts import DEEDS
from discussions.forms.flags import FlagForm
from discussions.models import Act, Clarification, Flag, Insight
from discussions.telling import rounded
from discussions.views.questions import page_of
from discussions.views.returning import back_to
from discussions.views.threads import found_post

FACES = ("post__question", "post__author__user")
IN_SIGHT = {"post__held_at": None, "post__removed_at": None, "post__order__isnull": False}


@require_safe
@member_required
def moderation(request, post_id):
    """Everything that a moderator may do with one post."""
    found = found_post(request, post_id)
    allow(request.member, "board.steer", found.board)
    return _drawn(request, found)


@require_POST
@member_required
def act(request, post_id, act):
    """Do one of them."""
    found, deed = found_post(request, post_id), DEEDS.get(act)
    if deed is None:
        raise Absent
    allow(request.member, deed.right, deed.about(found))
    form = deed(request.POST, post=found, zone=request.user.time_zone)
    try:
        made = form.give(request.member, request.POST.get("stamp")) if form.is_valid() else None
    except Refusal as refusal:
        form.refuse(refusal)
        return _drawn(request, found, form, status=refusal.status)
    return back_to(request, _after(found, made)) if form.is_valid() else _drawn(request, found, form, status=422)


@require_safe
@member_required
def desk(request, number):
    """What the team alone sees of a question: insights, clarifications, flags, and acts that can be undone."""
    question = page_of(request, number).question
    allow(request.member, "insight.see", question)
    context = {"nav": "discussion", "question": question, "stamp": request.member.stamp}
    return render(request, "discussions/acts/desk.html", context | _seen_by_the_team(request.member, question))


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def flagging(request, post_id):
    """Say what is wrong with a post."""
    found = found_post(request, post_id)
    allow(request.member, "post.flag", found)
    form = FlagForm(request.POST if request.method == "POST" else None, initial={"reason": Flag.Reason.SAFETY})
    if form.is_bound and form.is_valid():
        try:
            flag_post(found, by=request.member, stamp=request.POST.get("stamp"), **form.cleaned_data)
            return redirect(f"{_page(found)}?flagged=1#post-{found.pk}")
        except Refusal as refusal:
            form.refuse(refusal)
    return _flag_page(request, found, form)


@require_POST
@member_required
def answering(request, flag_id):
    """Answer whoever flagged a post."""
    flag = get_object_or_404(
        Flag.objects.select_related(*Flag.together), pk=flag_id, post__question__board=request.board
    )
    typed = request.POST
    made = answer_flag(flag, by=request.member, answer=typed.get("answer"), stamp=typed.get("stamp"))
    return _back(flag.post, made)


@require_POST
@member_required
def undoing(request, act_id):
    """Take an act of moderation back."""
    done = get_object_or_404(Act.objects.select_related("post__question__board"), pk=act_id, board=request.board)
    undo_act(done, by=request.member, stamp=request.POST.get("stamp"))
    if done.post_id:
        return _back(found_post(request, done.post_id))
    if "note" in done.facts:
        page = reverse("document", args=[request.board.slug, done.facts["document"]])
        return redirect(f"{page}#note-{done.facts['note']}")
    question = request.board.questions.filter(pk=done.facts.get("question")).first()
    place = ("question", request.board.slug, question.number) if question else ("board", request.board.slug)
    return redirect(*place)


def _drawn(request, post, sent=None, status=200):
    given = {"post": post, "zone": request.user.time_zone}
    deeds = [sent if sent and sent.act == name else deed(**given) for name, deed in DEEDS.items()]
    context = {
        "nav": "discussion", "post": post, "question": post.question, "stamp": request.member.stamp,
        "deeds": [deed for deed in deeds if deed is sent or (deed.offered and _may(request.member, deed))],
        "author": author_of(post, request.member.gaze), "sent": sent,
        "may_probe": can(request.member, "post.probe", post.question) and not (post.removed_at or post.out_of_sight),
    }  # fmt: skip
    return render(request, "discussions/acts/moderation.html", context, status=status)


def _may(member, deed):
    return can(member, deed.right, deed.about(deed.post))


def _flag_page(request, post, form):
    context = {"nav": "discussion", "post": post, "question": post.question, "stamp": request.member.stamp}
    context |= {"form": form, "author": author_of(post, request.member.gaze)}
    own = post.flags.filter(by=request.member).select_related(*FACES).order_by("-at")[:1]
    context["standing"] = next(iter(_dated(own)), None)
    return render(request, "discussions/acts/flagging.html", context, status=422 if form.errors else 200)


def _dated(flags):
    """Flags with whether the day alone may be told of when they were raised."""
    for flag in flags:
        flag.day = rounded(flag.post, flag.at)
    return flags


def _seen_by_the_team(member, question):
    here = {"post__question": question}
    insights = Insight.objects.filter(ended_at=None, **here).select_related(*FACES, "by__user").order_by("-at")
    insights = insights if member.moderates else insights.filter(**IN_SIGHT)
    waiting = Clarification.objects.filter(settled_at=None, post__removed_at=None, post__held_at=None, **here)
    shown = {"insights": insights, "waiting": waiting.select_related(*FACES, "member__user").order_by("post__order")}
    if can(member, "act.see", question.board):
        flags = Flag.objects.filter(resolved_at=None, **here).select_related(*FACES, "by__user").order_by("at")
        shown |= {"flags": _dated(flags), "acts": Act.objects.told().undoable().filter(**here)}
    for rows in shown.values():
        for row in rows:
            row.author = author_of(row.post, member.gaze)
    return shown


def _back(post, made=None):
    return redirect(_after(post, made))


def _after(post, made=None):
    """Where a post stands now, with the act that can be undone there."""
    done = f"?done={made.pk}" if made else ""
    post.refresh_from_db(fields=["question"])
    return f"{_page(post)}{done}#post-{post.pk}"


def _page(post):
    return reverse("question", args=[post.board.slug, post.question.number])
