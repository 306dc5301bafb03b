"""Questions, posts and statements, as one reader may find them: the same sight as on the pages where they stand."""

from django.urls import reverse

from advisory.search.sources import Filed, Found, Source, searchable
from discussions.drawing import author_of
from discussions.finders import asked_of, put_to, rated_in
from discussions.models import Item, Post, Proposition, Question, Round, Statement
from discussions.telling import date_of

SORT, TOLD = "discussion", "0.told"  # what the team says to one advisor is found by them too


def _file_question(question):
    texts, board = (question.title, question.prompt), question.board
    return [Filed(texts, board.pk, board.stream, board.created_at, number=question.number)]


def _file_post(post):
    """Words that stand in their place; where they are kept from peers their question's stream has staff alone."""
    if post.out_of_sight or post.removed_at or not post.current.body:
        return
    question, thread = post.question, post.thread
    where = {"number": question.number, "place": post.order, "role": post.role}
    told = (post.current.body,), question.board.pk
    yield Filed(*told, f"{question.board.stream}.q{question.number}", post.published_at, owner=post.author_id, **where)
    if question.sponsor_only and post.by_staff and thread.by_advisor:
        yield Filed(*told, asked_of(question, thread.opener), post.published_at, part=TOLD, **where)


def _file_proposition(proposition):
    """A statement to vote on, once it was put to the board."""
    if proposition.state != Proposition.State.ACCEPTED or not proposition.text:
        return
    question, place = proposition.question, proposition.number
    where = {"number": question.number, "place": place}
    yield Filed((proposition.text,), question.board_id, put_to(question), proposition.at, **where)


def _file_statement(statement):
    """A statement of a consensus study in its present wording: for staff alone until a round has put it to a panel."""
    if statement.withdrawn_at:
        return
    asked = Item.objects.filter(version=statement.current_id).exclude(round__state=Round.State.DRAFT).exists()
    audience, study = rated_in(statement.study, asked=asked), statement.study
    at = statement.current.at
    yield Filed((statement.current.text,), study.board_id, audience, at, place=statement.number)


def _questions():
    return Question.objects.select_related("board")


def _posts():
    return Post.objects.select_related("question__board", "current", "thread__opener__board")


def _propositions():
    return Proposition.objects.select_related("question__board")


def _statements():
    return Statement.objects.select_related("study__board", "current")


def _drawn(hits, shown):
    """Each hit with what is shown of its thing, if anything is."""
    return {hit.key: shown[hit.thing] for hit in hits if hit.thing in shown}


def _things(hits):
    return {hit.thing for hit in hits}


def _draw_questions(reader, hits):
    shown = _questions().filter(pk__in=_things(hits), board__in=reader.seats)
    return _drawn(hits, {question.pk: _question(question) for question in shown})


def _question(question):
    about = f"Question {question.number}, {question.board.title}"
    return Found("Question", "ask", question.title, _page(question), question.prompt, about)


def _draw_posts(reader, hits):
    shown = Post.objects.drawn().filter(pk__in=_things(hits), question__board__in=reader.seats)
    shown = shown.filter(held_at=None, removed_at=None, order__isnull=False)
    return _drawn(hits, {post.pk: _post(reader, post) for post in shown})


def _post(reader, post):
    question, seat = post.question, reader.seats[post.question.board_id]
    mine, author = post.author_id == seat.pk, author_of(post, seat.gaze)
    name = "You" if mine else f"{author['name']} ({author['sub']})" if author["sub"] else author["name"]
    label = "Answer" if post.is_answer else post.asks or "Reply"
    about = f"{name}, Question {question.number}, {date_of(post.published_at, day=True)}"
    url = f"{_page(question)}#post-{post.pk}"
    return Found(
        f"Your {label.lower()}" if mine else label, "pen" if mine else "chat", question.title, url,
        post.current.body, about, mine, None if mine else author,
    )  # fmt: skip


def _draw_propositions(reader, hits):
    shown = _propositions().filter(pk__in=_things(hits), state=Proposition.State.ACCEPTED)
    return _drawn(hits, {one.pk: _proposition(one) for one in shown})


def _proposition(one):
    about = f"Question {one.question.number}, {one.question.board.title}"
    return Found("Statement", "scale", f"Statement {one.number}", _page(one.question), one.text, about)


def _draw_statements(reader, hits):
    shown = _statements().filter(pk__in=_things(hits), study__board__in=reader.seats, withdrawn_at=None)
    return _drawn(hits, {one.pk: _statement(one) for one in shown})


def _statement(one):
    study = one.study
    url, title = reverse("study", args=[study.board.slug, study.number]), f"Statement {one.number}"
    return Found("Statement", "scale", title, url, one.current.text, f"{study.title}, {study.board.title}")


def _page(question):
    return reverse("question", args=[question.board.slug, question.number])


searchable(
    Source("question", SORT, Question, _file_question, _questions, _draw_questions),
    Source("post", SORT, Post, _file_post, _posts, _draw_posts),
    Source("proposition", SORT, Proposition, _file_proposition, _propositions, _draw_propositions),
    Source("statement", SORT, Statement, _file_statement, _statements, _draw_statements),
)
