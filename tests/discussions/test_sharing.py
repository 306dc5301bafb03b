"""When kept answers are opened to peers, and when roles change: nothing tells of what is hidden."""

import pytest

from boards.commands.members import move_member
from discussions.commands.drafts import mark_read
from discussions.commands.moderation import hold_post, release_post
from discussions.commands.questions import close_question
from discussions.guide import readable
from discussions.models import Post, ReadMark
from discussions.permissions import reads_question
from tests.make import now, room, say

pytestmark = pytest.mark.django_db


def seen(member, question):
    """What somebody reads on a question now, in order."""
    found = readable(member, question, everybody=reads_question(member, question))
    return [post for post in found if not post.hidden_from(member)]


def test_a_held_answer_takes_its_replies_along_and_leaves_no_gap():
    heart = room({"after_close": True})
    first = say(heart.question, heart.solheim, "ECG for all.")
    held = say(heart.question, heart.okonjo, "Mr Reyes of Matosinhos fainted.")
    probe = say(heart.question, heart.marsh, "Which patient was that?", reply_to=held)
    last = say(heart.question, heart.tanabe, "Pressure twice a week.")
    hold_post(held, by=heart.marsh, reason="It names a patient")
    close_question(heart.question, by=heart.marsh)
    assert [(post.pk, post.order) for post in seen(heart.abernathy, heart.question)] == [(first.pk, 1), (last.pk, 2)]
    assert {held.pk, probe.pk} <= {post.pk for post in seen(heart.marsh, heart.question)}
    release_post(now(held), by=heart.marsh)
    late = [(post.pk, post.order) for post in seen(heart.abernathy, heart.question)]
    assert late == [(first.pk, 1), (last.pk, 2), (held.pk, 3), (probe.pk, 4)]


def test_a_reply_released_before_its_answer_waits_for_it():
    heart = room({"after_close": True})
    held = say(heart.question, heart.okonjo)
    probe = say(heart.question, heart.marsh, "Which patient was that?", reply_to=held)
    for post in (held, probe):
        hold_post(now(post), by=heart.marsh, reason="To be read first")
    close_question(heart.question, by=heart.marsh)
    release_post(now(probe), by=heart.marsh)
    assert seen(heart.abernathy, heart.question) == []
    release_post(now(held), by=heart.marsh)
    assert [post.pk for post in seen(heart.abernathy, heart.question)] == [held.pk, probe.pk]


@pytest.mark.parametrize("policy", ["sponsor_only", "after_close", "answer_first"])
@pytest.mark.parametrize("name", ["okonjo", "brandt"])
def test_a_read_mark_tells_nobody_how_much_there_is_to_read(policy, name, client):
    heart = room({policy: True})
    for _ in range(4):
        say(heart.question, heart.tanabe)
    member = getattr(heart, name)
    mark_read(heart.question, by=member, order=1_000_000)
    known = [post.order for post in seen(member, heart.question)]
    marks = ReadMark.objects.filter(member=member).values_list("order", flat=True)
    assert max([0, *marks]) <= max([0, *known])
    client.force_login(member.user)
    page = client.get("/boards/heart/questions/1/").content.decode()
    assert ('data-last-read="4"' in page) == bool(known)


def test_who_is_no_longer_staff_hears_no_more_of_what_the_team_says():
    heart = room({"sponsor_only": True})
    opened = say(heart.question, heart.weidmann, "For the team: what do we make of this?")
    move_member(heart.weidmann, "advisor", by=heart.marsh)
    inside = say(heart.question, heart.marsh, "Internal, after the move.", reply_to=opened)
    assert inside.pk not in {post.pk for post in seen(heart.weidmann, heart.question)}


def test_an_advisor_who_became_an_observer_is_asked_nothing_any_more():
    heart = room({"sponsor_only": True})
    answer = say(heart.question, heart.okonjo)
    before = say(heart.question, heart.marsh, "For how long?", reply_to=answer)
    assert before.pk in {post.pk for post in seen(heart.okonjo, heart.question)}
    move_member(heart.okonjo, "observer", by=heart.marsh)
    say(heart.question, heart.marsh, "And why?", reply_to=now(answer))
    assert {post.pk for post in seen(heart.okonjo, heart.question)} == {answer.pk}
    assert Post.objects.count() == 3
