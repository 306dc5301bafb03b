"""Forms without script: posting, editing, removing, reacting, holding; the page's script uses the API instead.

A post's history is a page of its own, for those who moderate.
"""

from uuid import UUID, uuid4

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from advisory.refusals import Absent, Refusal
from advisory.rights import allow
from boards.decorators import member_required
from discussions.asked import post_on
from discussions.commands.clarifications import ask_to_clarify
from discussions.commands.moderation import hold_post, react_to_post, release_post
from discussions.commands.threads import create_post, edit_post, remove_post
from discussions.history import history_of
from discussions.models import Reaction
from discussions.views.questions import page_of, show
from discussions.views.returning import back_to

PROBES = {"probe": True, "clarify": True, "reply": False}


@require_POST
@member_required
def posts(request, number):
    """Post an answer or a reply; when that cannot be, the page comes back with the words in it."""
    question, typed = page_of(request, number).question, request.POST
    said = {"body": typed.get("body"), "client_id": _id(typed.get("client_id")) or uuid4(), "stamp": typed.get("stamp")}
    try:
        post = _said(request, question, said)
    except Refusal as refusal:
        return show(request, number, refusal=refusal)
    return _back(request, post)


@require_POST
@member_required
def post(request, post_id):
    """Change one's own words; a stale change comes back with both texts."""
    found, typed = found_post(request, post_id), request.POST
    version, stamp = version_of(typed), typed.get("stamp")
    try:
        edit_post(found, by=request.member, body=typed.get("body"), version=version, stamp=stamp)
    except Refusal as refusal:
        request.GET = request.GET.copy() | {"edit": str(found.pk)}
        return show(request, found.question.number, refusal=refusal)
    return _back(request, found)


@require_POST
@member_required
def removal(request, post_id):
    """Take one's own words back."""
    found = found_post(request, post_id)
    remove_post(found, by=request.member, stamp=request.POST.get("stamp"))
    return _back(request, found)


@require_safe
@member_required
def history(request, post_id):
    """Every version of a post's words, and when and why it was out of sight."""
    found = found_post(request, post_id)
    allow(request.member, "post.history", found)
    context = {"nav": "discussion", "post": found, "question": found.question, **history_of(found, request.member)}
    return render(request, "discussions/threads/history.html", context)


@require_POST
@member_required
def hold(request, post_id):
    """Take a post out of sight."""
    found = found_post(request, post_id)
    reason = request.POST.get("reason") or "A moderator is reading it"
    hold_post(found, by=request.member, reason=reason, stamp=request.POST.get("stamp"))
    return _back(request, found)


@require_POST
@member_required
def release(request, post_id):
    """Let a held post back."""
    found = found_post(request, post_id)
    release_post(found, by=request.member, version=version_of(request.POST), stamp=request.POST.get("stamp"))
    return _back(request, found)


@require_POST
@member_required
def reaction(request, post_id, kind):
    """Agree with a post, find it insightful, or take that back."""
    if kind not in Reaction.Kind.values:
        raise Absent
    found, on = found_post(request, post_id), request.POST.get("on") == "1"
    react_to_post(found, kind, by=request.member, on=on, stamp=request.POST.get("stamp"))
    return _back(request, found)


def found_post(request, post_id):
    """A post of the caller's own board that they may read, or 404."""
    found = post_on.first(key=post_id, board=request.board.pk)
    if found is None:
        raise Absent
    try:
        allow(request.member, "post.see", found)
    except Refusal as hidden:
        raise Absent from hidden
    return found


def version_of(typed):
    """The version of a post that somebody read, as their form says it, or nothing."""
    version = typed.get("version", "")
    return int(version) if version.isdecimal() and len(version) < 10 else None


def _said(request, question, said):
    """What was typed as an answer, a reply, or with what the team chose to do by it; its kind is theirs alone."""
    kind, reply_to = request.POST.get("kind"), _reply_to(request.POST)
    if reply_to and kind == "clarify":
        return ask_to_clarify(found_post(request, reply_to), by=request.member, **said)[0]
    return create_post(question, by=request.member, reply_to=reply_to, probe=PROBES.get(kind), **said)[0]


def _back(request, post):
    page = reverse("question", args=[post.question.board.slug, post.question.number])
    return back_to(request, f"{page}#post-{post.pk}")


def _reply_to(typed):
    asked = typed.get("reply_to")
    found = _id(asked)
    if asked and not found:
        raise Absent
    return found


def _id(text):
    try:
        return UUID(text or "")
    except ValueError:
        return None
