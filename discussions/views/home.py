"""What needs me: one page over all boards on which somebody has a seat."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from advisory.rights import can
from boards.decorators import signed_in
from boards.models import Membership
from boards.sessions.reading import next_of
from discussions.drawing import draw_post, marked
from discussions.feed import feed_of
from discussions.guide import guide_of
from discussions.models import Draft, Post, Question, Reaction, Round
from discussions.surveys.pages import minutes
from discussions.surveys.reading import waiting_for, waits

FEW = 5


@require_safe
@signed_in
def home(request):
    """The to-do list in a sentence, replies to me, my boards."""
    mine = Membership.objects.filter(user=request.user).select_related("board", "user").order_by("board__title")
    guides = [guide_of(member) for member in mine.seated().agreed()]
    rounds = list(Round.objects.waiting_for(request.user).filter(study__board__in=[guide.board for guide in guides]))
    needs = sorted([*_needs(guides), *map(_round, rounds), *_surveys(guides)], key=_soonest)
    context = {
        "nav": "home", "today": timezone.now(), "needs": needs, "asked": mine.asked(),
        "total_minutes": sum(need["minutes"] for need in needs),
        "clarifications": _clarifications(guides),
        "replies": _replies(guides), "cards": [card_of(guide) for guide in guides], "since": _since(guides),
        "follow": _follow(guides),
        "next_session": next_of([guide.member for guide in guides]),
    }  # fmt: skip
    return render(request, "home.html", context)


def _follow(guides):
    return " ".join(f"{name}:{head}" for guide in guides for name, head in guide.heads("", ".mine").items())


def _soonest(need):
    return need["due_at"] is None, need["due_at"]


def _needs(guides):
    soonest = None
    for guide in guides:
        drafted = set(Draft.objects.filter(member=guide.member, place="").values_list("question_id", flat=True))
        for question in guide.needs():
            draft = question.pk in drafted
            need = {
                "title": question.prompt, "where": f"Question {question.number}", "board": guide.board,
                "minutes": question.minutes, "due_at": question.due_at,
                "draft": draft, "url": reverse("question", args=[guide.board.slug, question.number]),
                "action": "Finish answer" if draft else "Answer", "urgent": False,
            }  # fmt: skip
            if question.due_at and (soonest is None or question.due_at < soonest["due_at"]):
                soonest = need
            yield need
    if soonest:
        soonest["urgent"] = True


def _round(round_):
    """A round of consensus with statements left, as something that needs me: half a minute a statement."""
    left, study = round_.asked - round_.answered, round_.study
    return {
        "title": study.title, "where": f"Consensus, round {round_.number}: {left} of {round_.asked} statements left",
        "board": study.board, "minutes": max(1, left // 2), "due_at": round_.closes_at, "draft": False, "urgent": False,
        "action": "Rate", "url": reverse("round", args=[study.board.slug, study.number, round_.number]),
    }  # fmt: skip


def _surveys(guides):
    """The surveys that wait to be filled in, or to be finished, as something that needs me."""
    for survey, sheet in waiting_for([guide.member for guide in guides]):
        yield {
            "title": survey.title, "where": f"Survey: {waits(survey, sheet)}", "board": survey.board,
            "minutes": minutes(survey), "due_at": survey.closes_at, "draft": sheet is not None, "urgent": False,
            "action": "Go on" if sheet else "Begin", "url": reverse("survey", args=[survey.board.slug, survey.number]),
        }  # fmt: skip


def _replies(guides):
    """The latest unread replies in threads that the reader began, where they may read them."""
    found = []
    for guide in guides:
        open_to_me = [question for question in guide.questions if guide.unread.get(question.pk)]
        posts = Post.objects.drawn().filter(thread__opener=guide.member, question__in=open_to_me, removed_at=None)
        posts = posts.filter(held_at=None).exclude(author=guide.member).exclude(reply_to=None).order_by("-published_at")
        posts = posts.exclude(order=None).exclude(clarification__member=guide.member)
        pressed = Reaction.objects.filter(member=guide.member, post__in=posts[:FEW]).values_list("post_id", "kind")
        for post in posts[:FEW]:
            page = reverse("question", args=[guide.board.slug, post.question.number])
            html = mark_safe(marked(draw_post(post, guide.member.gaze), guide.member, pressed))
            on = f"on your answer to Question {post.question.number}"
            found.append({"html": html, "on": on, "url": f"{page}#post-{post.pk}", "at": post.published_at})
    return sorted(found, key=lambda reply: reply["at"], reverse=True)[:FEW]


def _clarifications(guides):
    """What the reader is asked to clarify and has not answered, where they may read it now, oldest first."""
    by_seat = {guide.member.pk: guide for guide in guides}
    waiting = Post.objects.filter(clarification__member__in=by_seat, clarification__settled_at=None)
    waiting = waiting.filter(held_at=None, removed_at=None, question__state=Question.State.OPEN).drawn()
    waiting = waiting.select_related("thread__opener")
    return [told for post in waiting.order_by("published_at") for told in _asked_in(post, by_seat)]


def _asked_in(post, by_seat):
    guide, number = by_seat[post.clarification.member_id], post.question.number
    if can(guide.member, "post.see", post):
        page = reverse("question", args=[guide.board.slug, number])
        html = mark_safe(marked(draw_post(post, guide.member.gaze), guide.member, ()))
        yield {"html": html, "number": number, "board": guide.board, "url": f"{page}?reply={post.pk}#composer"}


def card_of(guide):
    """A board in a few words: how it stands, and how far this person has come."""
    advisors = guide.seats.get("advisor", 0)
    fresh = sum(guide.unread.values())
    state = {"draft": "Being set up", "open": "Discussion open", "closed": "Closed", "archived": "Archived"}
    until = f" until {guide.board.closes_at.day} {guide.board.closes_at:%B}" if guide.board.closes_at else ""
    line = f"{state[guide.board.state]}{until}. {advisors} advisors, {fresh} new post{'' if fresh == 1 else 's'}."
    asked = guide.questions if guide.member.advises else []
    done = sum(guide.answered(question) for question in asked)
    return {"board": guide.board, "line": line, "answered": done, "total": len(asked)}


def _since(guides):
    told = [one for guide in guides for one in feed_of(guide.board, 4)]
    return sorted(told, key=lambda one: one["at"], reverse=True)[:FEW]
