"""What a command will ask is asked with its lock, and what it writes goes with its end; nobody else notices."""

from functools import partial
from threading import get_ident
from uuid import uuid4

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from django.utils import timezone

from advisory import prepared as prepared_questions
from advisory.api.commands.tokens import create_token
from advisory.api.models import Token
from advisory.events.batches import Asked, read
from advisory.events.models import Event, Log
from advisory.events.readers import NAMES
from advisory.events.record import ahead_of_record
from advisory.postgresql import base
from advisory.prepared import foresee, prepared
from advisory.rows import insert_soon, number, update_soon
from boards import decorators
from discussions.commands.threads import create_post
from discussions.models import Post, PostVersion, Question
from tests.make import room, say

pytestmark = pytest.mark.django_db
MISSED = DataError, PostVersion.DoesNotExist  # as PostgreSQL says it, who learns of it with the commit, and SQLite


@prepared(question=Question._meta.pk)
def orders(question):
    return Question.objects.filter(pk=question).values_list("last_order")


def placed(question):
    return [order for (order,) in orders(question=question)]


@transaction.atomic
def both(question, wrong):
    foresee(number(PostVersion).of())
    question.last_order = 99
    update_soon(question, "last_order")
    wrong()


def version(post, place):
    return PostVersion(post=post, number=place, body="", html="", salt="00", at=timezone.now())


@pytest.fixture
def turns(monkeypatch):
    """How often this thread went to the database, and with how many statements at a time."""
    taken, once, execute, here = [], base.turn, base.base.ServerBindingCursor.execute, get_ident()

    def turn(link, statements, **rest):
        if get_ident() == here:
            taken.append(len(statements))
        return once(link, statements, **rest)

    def alone(cursor, *given, **rest):
        if get_ident() == here and cursor.__class__ is base.base.ServerBindingCursor:
            taken.append(1)
        return execute(cursor, *given, **rest)

    monkeypatch.setattr(base, "turn", turn)
    monkeypatch.setattr(base.base.ServerBindingCursor, "execute", alone)
    return taken


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_post_holds_its_board_for_two_turns_and_is_there_for_everybody(turns):
    heart = room()
    question, okonjo = heart.question, heart.okonjo
    say(question, okonjo)
    turns.clear()
    post, _ = create_post(question, by=okonjo, body="Once more.", client_id=question.pk)
    assert len(turns) == 2  # what is asked with the lock, then what is written
    assert Post.objects.get(pk=post.pk).current.body == "Once more."
    event = Event.objects.order_by("number").last()
    assert (event.subject_id, event.number) == (post.pk, Log.objects.get(name="board.heart").number)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_who_comes_again_is_found_with_their_seats_in_one_turn(turns, client):
    heart = room()
    page = f"/boards/{heart.board.slug}/questions/{heart.question.number}/"
    client.force_login(heart.okonjo.user)
    for _ in range(2):
        turns.clear()
        assert client.get(page).status_code == 200
    assert turns[0] == 3  # the session, its person, their seats
    assert sum(turns) == 4


@pytest.mark.django_db(transaction=True)
def test_what_is_foreseen_of_somebody_is_never_taken_for_somebody_else(client):
    heart = room()
    page = f"/boards/{heart.board.slug}/questions/{heart.question.number}/"
    client.force_login(heart.okonjo.user)
    session = client.session.session_key
    assert f'data-me="{heart.okonjo.pk} ' in client.get(page).content.decode()
    decorators._whose[session] = heart.marsh.user_id
    assert f'data-me="{heart.okonjo.pk} ' in client.get(page).content.decode()
    assert decorators._whose[session] == heart.okonjo.user_id
    client.session.flush()
    assert client.get(page).status_code == 302


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_program_that_posts_again_takes_three_turns_and_a_revoked_token_none_further(turns, client):
    heart = room()
    posts = f"/api/v1/boards/{heart.board.slug}/questions/{heart.question.number}/posts"
    bearer = {"authorization": f"Bearer {create_token(heart.okonjo.user, by=heart.okonjo.user)}"}
    for _ in range(3):
        turns.clear()
        body = {"body": "Words.", "client_id": str(uuid4())}
        assert client.post(posts, body, content_type="application/json", headers=bearer).status_code == 201
    assert len(turns) == 3  # who asks and where; what is asked with the lock; what is written
    for strange in ("x%00", "HEART"):
        assert client.get(posts.replace(heart.board.slug, strange), headers=bearer).status_code == 404
    assert client.get(posts.replace("/1/", "/99999999999999999999/"), headers=bearer).status_code == 404
    Token.objects.update(revoked_at=timezone.now())
    assert client.get(posts, headers=bearer).status_code == 401


def test_what_waits_is_read_by_the_next_question_and_by_any_other_statement():
    heart = room()
    post = say(heart.question, heart.okonjo)
    post.question.last_order = 41
    update_soon(post.question, "last_order")
    assert placed(post.question_id) == [41]
    post.question.last_order = 42
    update_soon(post.question, "last_order")
    assert Question.objects.get(pk=post.question_id).last_order == 42


def test_an_answer_is_foreseen_once_and_only_until_what_it_read_is_written():
    heart = room()
    question = heart.question
    foresee(orders.of(question=question.pk))
    before = placed(question.pk)
    Question.objects.filter(pk=question.pk).update(last_order=7)
    assert (before, placed(question.pk)) == ([0], [7])
    foresee(orders.of(question=question.pk), *ahead_of_record(question.stream))
    question.last_order = 8
    update_soon(question, "last_order")
    assert placed(question.pk) == [8]
    foresee(orders.of(question=question.pk))
    Question.objects.filter(pk=question.pk).update(last_order=9)
    assert placed(question.pk) == [9]


def test_what_is_to_be_the_latest_is_asked_anew_once_anything_was_read_after_it():
    question, last = room().question.pk, number(PostVersion)
    foresee(orders.of(question=question), latest=last.of())
    assert placed(question) == [0]
    if hasattr(connection, "foreseen"):
        assert connection.foreseen_rows((last,)), "what was foreseen with it was read before it"
    foresee(latest=last.of())
    placed(question)
    assert getattr(connection, "foreseen", {}) == {}


@pytest.mark.postgresql
def test_an_answer_is_read_and_drawn_for_its_followers_in_two_turns(turns):
    heart = room()
    stream = heart.question.stream
    known = read(Asked()).known
    say(heart.question, heart.tanabe, "What I see")
    turns.clear()
    (line,) = read(Asked(moved={stream}, places={stream: 0}, known=known, gazes={NAMES})).lines[stream]
    assert "What I see" in line[2][NAMES]
    assert len(turns) == 2  # where the stream ends and its events, then what they are about and how rights stand


def test_what_waited_inside_what_is_undone_never_happens():
    heart = room()
    post = say(heart.question, heart.okonjo)
    with transaction.atomic():
        insert_soon(version(post, 2))
        transaction.set_rollback(True)
    assert post.versions.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_write_that_is_refused_takes_the_whole_command_with_it():
    heart = room()
    post = say(heart.question, heart.okonjo)
    gone, again = PostVersion(pk=0, post=post, number=7), version(post, 1)
    for refused, wrong in (
        (IntegrityError, partial(insert_soon, again)),
        (MISSED, partial(update_soon, gone, "number")),
    ):
        with pytest.raises(refused):
            both(post.question, wrong)
        assert placed(post.question_id) == [1]
        assert post.versions.count() == 1


@pytest.mark.postgresql
def test_a_row_whose_number_was_foreseen_bears_it():
    heart = room()
    post = say(heart.question, heart.okonjo)
    foresee(number(PostVersion).of())
    one, other = insert_soon(version(post, 2)), insert_soon(version(post, 3))
    assert connection.waiting == []
    assert dict(post.versions.values_list("number", "pk")) | {2: one.pk, 3: other.pk} == dict(
        post.versions.values_list("number", "pk")
    )
    assert other.pk == one.pk + 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_what_was_to_be_prepared_after_a_trouble_is_prepared_later():
    for _ in range(5):
        with pytest.raises(DataError):
            connection.asked([("SELECT 1 / %s", [0]), ("SELECT %s + 1", [1])])
        assert connection.asked([("SELECT %s + 1", [1])]) == [[(2,)]]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_nothing_foreseen_outlives_the_command_that_foresaw_it():
    heart = room()
    with transaction.atomic():
        foresee(orders.of(question=heart.question.pk))
    assert connection.foreseen == {}


def test_guesses_are_forgotten_once_there_are_too_many(monkeypatch):
    monkeypatch.setattr(prepared_questions, "MOST", 2)
    known = prepared_questions.Guesses()
    for key in "aab":
        known[key] = 1
    assert set(known) == {"a", "b"}
    known["c"] = 1
    assert set(known) == {"c"}
