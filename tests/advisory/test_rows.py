"""Rows written by statements worked out once are the rows that `save` writes, on either database."""

import pytest
from django.db import IntegrityError, transaction
from django.forms.models import model_to_dict
from django.utils import timezone

from advisory.events.models import Event, Log, Stream
from advisory.rows import insert, update
from discussions.models import Post, PostVersion
from tests.make import room, say

pytestmark = pytest.mark.django_db
FACTS = {"thread": "å", "reply_to": None, "version": 2, "after_gate": False}


def event(number):
    log = Log.objects.get(name="board.heart")
    stream = Stream.objects.get(name="board.heart.q1")
    return Event(log=log, number=number, stream=stream, seq=number, kind="post.created", subject_type="post",
                 subject_id="0d8f3a52-53c2-4a0e-8a8f-0f3b1f6a7c11", facts=FACTS, at=timezone.now())  # fmt: skip


def test_a_new_row_is_the_row_that_save_writes_and_knows_its_number():
    heart = room()
    say(heart.question, heart.okonjo)
    one, other = insert(event(901)), event(902)
    other.save(force_insert=True)
    assert other.pk == one.pk + 1
    assert not one._state.adding
    found = [model_to_dict(Event.objects.get(pk=row.pk), exclude=["id", "number", "seq", "at"]) for row in (one, other)]
    assert found[0] == found[1]
    assert Event.objects.get(pk=one.pk).at == one.at


def test_only_the_fields_that_are_named_change():
    heart = room()
    post = say(heart.question, heart.okonjo)
    post.agree, post.insightful, post.edited_at = 3, 4, timezone.now()
    update(post, "agree", "edited_at")
    kept = Post.objects.get(pk=post.pk)
    assert (kept.agree, kept.insightful, kept.edited_at) == (3, 0, post.edited_at)


def test_what_the_database_refuses_is_refused_and_a_row_that_is_gone_is_missed():
    heart = room()
    post = say(heart.question, heart.okonjo)
    again = PostVersion(post=post, number=1, body="", html="", salt="00", at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(again)
    with pytest.raises(PostVersion.DoesNotExist):
        update(PostVersion(pk=0, post=post, number=7), "number")
