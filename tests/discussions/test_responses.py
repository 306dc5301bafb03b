"""Questions that are answered with a form: one row each, changed until close, its words a post like any other."""

from uuid import uuid4

import pytest

from advisory.events.audit import verify
from advisory.events.models import Event
from advisory.refusals import Conflict, Denied, Invalid
from boards.commands.boards import choose_screening
from discussions.commands.designs import redesign_question
from discussions.commands.moderation import hold_post
from discussions.commands.questions import close_question, pass_question
from discussions.commands.redactions import redact_post
from discussions.commands.responses import give_response
from discussions.guide import Guide
from discussions.models import Gate, Post, Response
from discussions.responses import Results, rows
from tests.make import now, room

pytestmark = pytest.mark.django_db
OWNERS = {"options": ["The haematologist", "A nurse-led clinic", "Nobody clearly"], "other": True}
CHOICE = {"type": "choice", "design": OWNERS}


def give(heart, name, value, number=1, **more):
    """Somebody answers, and what stands then."""
    key = more.pop("client_id", None) or uuid4()
    return give_response(heart.asked(number), by=getattr(heart, name), value=value, client_id=key, **more)[0]


def one(option="o2", **more):
    return {"chosen": [option], **more}


def test_of_two_devices_the_last_answer_wins_in_one_row_and_the_log_proves_both():
    heart = room(CHOICE)
    first, key = uuid4(), uuid4()
    give(heart, "okonjo", one("o1", reason="It is me on Fridays"), client_id=first)
    changed = give(heart, "okonjo", one("o2"), client_id=key)
    assert (changed.version, changed.marks, Response.objects.count()) == (2, {"chosen": ["o2"]}, 1)
    assert [version.marks["chosen"] for version in changed.versions.all()] == [["o1"], ["o2"]]
    again = give(heart, "okonjo", one("o1", reason="It is me on Fridays"), client_id=first)
    assert (again.version, again.marks) == (2, {"chosen": ["o2"]})
    with pytest.raises(Conflict):
        give(heart, "okonjo", one("o3"), client_id=key)
    told = Event.objects.filter(kind__startswith="response.").order_by("number")
    assert [event.kind for event in told] == ["response.given", "response.changed"]
    assert "Fridays" not in str([event.facts for event in told])
    assert verify(heart.board.log) is None
    changed.versions.filter(number=1).update(marks={"chosen": ["o3"]})
    assert "words were changed" in str(verify(heart.board.log))


def test_what_is_typed_is_a_post_that_follows_the_answer():
    heart = room(CHOICE)
    given = give(heart, "okonjo", one("other", other="The **pharmacy**", reason="Two nurses share it\n\nOn Fridays me"))
    assert given.post.current.body == "**Other**\n\n**Other:** The **pharmacy**\n\nTwo nurses share it\n\nOn Fridays me"
    changed = give(heart, "okonjo", one("o2", reason="Two nurses share it"))
    assert (changed.post_id, now(changed.post).version) == (given.post_id, 2)
    assert now(changed.post).current.body == "**A nurse-led clinic**\n\nTwo nurses share it"
    bare = give(heart, "okonjo", one("o2"))
    assert bare.post is None
    assert now(changed.post).removed_at
    assert give(heart, "okonjo", one("o2", reason="After all")).post_id != changed.post_id
    assert give(heart, "tanabe", one()).post is None
    assert Post.objects.count() == 2


def test_figures_read_words_only_from_posts_in_sight():
    heart = room(CHOICE)
    for name, reason in (("okonjo", "Blood pressure of Mrs Baker"), ("solheim", "Held"), ("tanabe", "Read me")):
        give(heart, name, one(reason=reason))
    posts = {post.author_id: post for post in Post.objects.all()}
    hold_post(now(posts[heart.solheim.pk]), by=heart.marsh, reason="It names a patient")
    redact_post(now(posts[heart.okonjo.pk]), "Mrs Baker", by=heart.marsh, reason="It names a patient")
    results = Results(heart.question)
    assert sorted(words["reason"] for _, words in results.words) == ["Blood pressure of [redacted]", "Read me"]
    assert [row["count"] for row in results.summary["options"]] == [0, 3, 0, 0]
    assert (results.summary["n"], results.reasons) == (3, 2)


def test_the_figures_are_the_same_whether_words_wait_to_be_read_or_were_never_written():
    heart = room(CHOICE, CHOICE)
    choose_screening(heart.board, "hold", by=heart.lindqvist)
    give(heart, "okonjo", one(reason="Mrs Baker, record number 4711, died of it on 3 May."))
    give(heart, "okonjo", one(), number=2)
    assert Post.objects.get().order is None
    first, second = (Results(heart.asked(number)).panel() for number in (1, 2))
    assert first.replace('results="1"', 'results="2"') == second


def test_an_answer_opens_the_gate_counts_once_and_is_refused_where_it_cannot_be():
    heart = room(CHOICE | {"answer_first": True}, {})
    give(heart, "okonjo", one())
    give(heart, "okonjo", one("o1"))
    pass_question(heart.question, by=heart.tanabe)
    assert Gate.objects.filter(question=heart.question).count() == 2
    guide = Guide(heart.solheim)
    assert (guide.answers[heart.question.pk], guide.answered_by(guide.questions[0])) == (1, 1)
    for name in ("marsh", "brandt", "weidmann"):
        with pytest.raises(Denied):
            give(heart, name, one())
    with pytest.raises(Conflict, match="in words"):
        give(heart, "okonjo", one(), number=2)
    close_question(heart.question, by=heart.marsh)
    with pytest.raises(Conflict, match="closed"):
        give(heart, "okonjo", one("o2"))


def test_changed_options_are_a_new_version_and_old_answers_keep_theirs():
    heart = room(CHOICE)
    new = {"options": ["Cardiology", "The family doctor"]}
    assert redesign_question(heart.question, OWNERS | {"many": True}, by=heart.marsh).design_version == 1
    give(heart, "okonjo", one("o1"))
    assert redesign_question(heart.question, new, by=heart.marsh).design_version == 2
    assert Event.objects.filter(kind="question.redesigned", stream__name="board.heart").count() == 2
    with pytest.raises(Conflict) as stale:
        give(heart, "tanabe", one("o1", design=1))
    assert stale.value.code == "redesigned"
    give(heart, "tanabe", one("o1", design=2))
    results = Results(heart.question)
    assert [row["count"] for row in results.summary["options"]] == [1, 0]
    assert [(old["version"], old["n"]) for old in results.earlier] == [(1, 1)]
    assert "Before the options changed: 1 person" in results.panel()
    with pytest.raises(Denied):
        redesign_question(heart.question, OWNERS, by=heart.okonjo)
    with pytest.raises(Invalid, match="300 are too many: write 2 to 30"):
        redesign_question(heart.question, {"options": list(range(300))}, by=heart.marsh)


def test_who_answered_what_is_told_by_name_or_alias():
    heart = room(CHOICE | {"blinded": True})
    give(heart, "okonjo", one())
    assert rows(heart.question, "names")[1] == ["Dr Samuel Okonjo", "A nurse-led clinic"]
    assert rows(heart.question, "aliases")[1] == [heart.okonjo.alias_name, "A nurse-led clinic"]
