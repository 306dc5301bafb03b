"""Questions and posts, as one reader may find them: the same sight as on the page of the question."""

from django.urls import reverse

from advisory.search import Found, searchable
from boards.models import Membership
from discussions.drawing import author_of, date_of
from discussions.guide import guide_of, readable


@searchable
def questions(user, matches):
    """The questions of somebody's boards by title and prompt."""
    for guide in _guides(user):
        for question in guide.questions:
            if matches(question.title, question.prompt):
                about = f"Question {question.number}, {guide.board.title}"
                url, text = _page(guide, question), question.prompt
                yield Found("discussion", "Question", "ask", question.title, url, text, about)


@searchable
def posts(user, matches):
    """The words of posts, in the order in which they were published: question by question, never by the hour."""
    for guide in _guides(user):
        for question in guide.questions:
            yield from _said(guide, question, matches)


def _guides(user):
    seats = Membership.objects.seated().agreed().filter(user=user).select_related("board", "user")
    return [guide_of(member) for member in seats.order_by("board__title", "board__slug")]


def _said(guide, question, matches):
    seen = readable(guide.member, question, everybody=guide.reads(question)).filter(removed_at=None)
    hits = [key for key, body in seen.values_list("pk", "current__body") if matches(body)]
    for post in seen.filter(pk__in=hits) if hits else ():
        if not post.hidden_from(guide.member):
            yield _found(guide, question, post)


def _found(guide, question, post):
    mine = post.author_id == guide.member.pk
    author = author_of(post, guide.member.gaze)
    name = "You" if mine else f"{author['name']} ({author['sub']})" if author["sub"] else author["name"]
    label = "Answer" if post.is_answer else post.asks or "Reply"
    about = f"{name}, Question {question.number}, {date_of(post.published_at, day=True)}"
    url = f"{_page(guide, question)}#post-{post.pk}"
    return Found(
        "discussion", f"Your {label.lower()}" if mine else label, "pen" if mine else "chat", question.title, url,
        post.current.body, about, mine,
    )  # fmt: skip


def _page(guide, question):
    return reverse("question", args=[guide.board.slug, question.number])
