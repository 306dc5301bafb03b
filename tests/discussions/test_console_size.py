"""The console of forty advisors and sixty questions: read as fast as a small one."""

import time
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from advisory.accounts.models import User
from boards.models import Membership
from discussions.models import Gate, Post, PostVersion, Question, Thread
from tests.make import room

pytestmark = pytest.mark.django_db
ADVISORS, QUESTIONS = 40, 60


def crowd(heart):
    """Forty seats that have each answered sixty questions, written row by row: commands would take minutes."""
    users = [User(email=f"p{place}@example.org", name=f"Dr Person {place}") for place in range(ADVISORS - 4)]
    User.objects.bulk_create(users)
    seats = [
        Membership(board=heart.board, user=user, seat="advisor", advised=True, alias=200 + place)
        for place, user in enumerate(users)
    ]
    Membership.objects.bulk_create(seats)
    section = heart.question.section
    asked = [
        Question(board=heart.board, section=section, number=number, title=f"T{number}", prompt="?", state="open")
        for number in range(2, QUESTIONS + 1)
    ]
    Question.objects.bulk_create(asked)
    _answers(heart, list(Membership.objects.filter(board=heart.board, seat="advisor")))


def _answers(heart, seats):
    pairs = [(question, seat) for question in heart.board.questions.all() for seat in seats]
    threads = [Thread(question=question, opener=seat, role="advisor") for question, seat in pairs]
    posts = [
        Post(question=question, thread=thread, author=seat, role="advisor", client_id=uuid4(), order=place)
        for place, ((question, seat), thread) in enumerate(zip(pairs, threads, strict=True), start=1)
    ]
    now = timezone.now()
    Thread.objects.bulk_create(threads)
    Post.objects.bulk_create(posts)
    versions = [
        PostVersion(post=post, number=1, body="So.", html="", salt="", at=now, word_count=9, id=place)
        for place, post in enumerate(posts, start=1)
    ]
    PostVersion.objects.bulk_create(versions)
    Gate.objects.bulk_create(Gate(question=question, member=seat, opened_at=now) for question, seat in pairs)


def test_forty_advisors_by_sixty_questions_take_less_than_300_ms(record_property):
    heart = room()
    crowd(heart)
    browser, taken = Client(HTTP_HOST="localhost"), []
    browser.force_login(heart.marsh.user)
    for _ in range(4):
        began = time.process_time()
        page = browser.get("/boards/heart/moderate/")
        taken.append(time.process_time() - began)
    assert page.text.count('class="h1"><a') >= ADVISORS * QUESTIONS
    record_property("report", f"console of {ADVISORS} x {QUESTIONS}: {min(taken) * 1000:.0f} ms of processor time")
    assert min(taken) < 0.3
