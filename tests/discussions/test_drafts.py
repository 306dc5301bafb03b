"""Drafts and read marks: private to their writer, and gone with what they became."""

import pytest

from advisory.events.models import Event
from advisory.refusals import Denied, Invalid
from discussions.commands.drafts import keep_draft, mark_read
from discussions.guide import Guide
from discussions.models import Draft, ReadMark
from tests.make import room, say

pytestmark = pytest.mark.django_db


def test_a_draft_goes_with_what_it_became():
    heart = room()
    answer = say(heart.question, heart.tanabe)
    keep_draft(heart.question, by=heart.okonjo, body="An answer")
    keep_draft(heart.question, by=heart.okonjo, body="A reply", place=str(answer.pk))
    say(heart.question, heart.okonjo, "A reply, sent", reply_to=answer)
    assert [draft.body for draft in Draft.objects.all()] == ["An answer"]
    keep_draft(heart.question, by=heart.okonjo, body="  ")
    assert not Draft.objects.exists()


def test_a_draft_keeps_whatever_can_be_kept():
    heart = room()
    keep_draft(heart.question, by=heart.okonjo, body="a\0b \ud83d c")
    assert Draft.objects.get().body == "ab  c"
    with pytest.raises(Invalid):
        keep_draft(heart.question, by=heart.okonjo, body="a" * 50_000)
    with pytest.raises(Denied):
        keep_draft(heart.question, by=heart.brandt, body="An observer's thought")
    assert not Event.objects.filter(kind__contains="draft").exists()


def test_reading_goes_on_and_never_back():
    heart = room()
    for n in range(3):
        say(heart.question, heart.tanabe, f"Point {n}")
    assert Guide(heart.okonjo).unread[heart.question.pk] == 3
    for order, left in ((2, 1), (1, 1), (-5, 1), (10**9, 0)):
        mark_read(heart.question, by=heart.okonjo, order=order)
        assert Guide(heart.okonjo).unread[heart.question.pk] == left
    assert ReadMark.objects.get().order == 3
    say(heart.question, heart.okonjo, "My own")
    assert Guide(heart.okonjo).unread[heart.question.pk] == 0
    assert Guide(heart.solheim).unread[heart.question.pk] == 4
