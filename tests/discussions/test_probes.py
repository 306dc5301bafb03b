"""The team probes an answer, asks to clarify it, or replies to it: told apart, and never an advisor's to do."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from advisory.refusals import Denied, Invalid
from discussions.activity import activity_of
from discussions.awaited import probes_of
from discussions.commands.clarifications import ask_to_clarify
from discussions.commands.polls import ask_poll
from discussions.commands.threads import create_post
from discussions.commands.undoing import undo_act
from discussions.models import Act, Post
from discussions.taking.outline import outline_of
from discussions.taking.tree import Ask
from tests.discussions.client import Page
from tests.make import now, room, say
from tests.notifications.post import hear, heard_by

pytestmark = pytest.mark.django_db


def reply(answer, seat, body, **probe):
    post, _ = create_post(answer.question, by=seat, body=body, client_id=uuid4(), reply_to=answer.pk, **probe)
    return now(post)


def heads(seat):
    """What each reply on a page says that it is, and whether it has a probe's look."""
    shown = Page(seat).list
    return {} if shown is None else {
        "".join(post.xpath("div[@class='body']//text()")).strip():
            (post.xpath("string(header/span[@class='kind'])"), "probe" in post.get("class").split())
        for post in shown.xpath("//div[contains(@class, 'replies')]/div")
    }  # fmt: skip


CLOSED = {"sponsor_only": {"marsh", "okonjo"}, "after_close": {"marsh"}}


@pytest.mark.parametrize("policy", ["open", "blinded", "sponsor_only", "after_close"])
def test_a_plain_reply_of_the_teams_is_no_probe_and_reaches_whom_a_probe_reaches(policy):
    heart = room({} if policy == "open" else {policy: True})
    answer = say(heart.question, heart.okonjo)
    hear()
    probe, plain = reply(answer, heart.marsh, "Which ward?", probe=True), reply(answer, heart.marsh, "Ta.", probe=False)
    clear, _ = ask_to_clarify(answer, by=heart.weidmann, body="All of them?", client_id=uuid4())
    hear()

    for name in ("marsh", "okonjo", "tanabe", "brandt"):
        shown = heads(getattr(heart, name))
        if name in CLOSED.get(policy, ("marsh", "okonjo", "tanabe", "brandt")):
            assert shown.pop("All of them?")[0].startswith("Clarification, asked of ")
            assert shown == {"Which ward?": ("Probe", True), "Ta.": ("", False)}
        else:
            assert shown == {}
    acts = Act.objects.filter(board=heart.board).values_list("verb", "post")
    assert sorted(acts) == [("asked", clear.pk), ("probed", probe.pk)]
    (waiting,) = probes_of([heart.question]).values()
    assert (waiting.asked, waiting.posts) == (2, [probe.pk, clear.pk])
    told = [heard_by(heart.okonjo).count(notice) for notice in ("clarify", "replied")]
    assert told == ([0, 0] if policy == "after_close" else [2, 1])
    lines = [line["text"].split(" ")[:2] for line in activity_of(heart.marsh, [heart.question.stream])]
    assert [did for who, did in lines if who == "You"] == ["replied", "asked"]
    (part,) = outline_of(heart.lindqvist, Ask()).parts
    assert [post.kind for post in part.questions[0].posts] == ["Answer", "Probe", "Reply", "Clarification"]
    undo_act(probe.acts.get(), by=heart.marsh)
    assert [bool(now(one).removed_at) for one in (probe, plain)] == [True, False]


def test_nobody_but_the_team_probes_and_only_by_a_reply():
    heart = room()
    answer = say(heart.question, heart.okonjo)
    with pytest.raises(Denied):
        reply(answer, heart.tanabe, "Why?", probe=True)
    assert not reply(answer, heart.tanabe, "Why?").probe
    assert not reply(answer, heart.tanabe, "Why?", probe=False).probe
    assert [reply(answer, seat, "Why?").probe for seat in (heart.lindqvist, heart.marsh, heart.weidmann)] == [True] * 3
    with pytest.raises(Invalid) as refusal:
        create_post(heart.question, by=heart.marsh, body="Why?", client_id=uuid4(), probe=True)
    assert list(refusal.value.fields) == ["probe"]
    for other in (answer, Post.objects.filter(author=heart.tanabe).first()):
        with pytest.raises(IntegrityError), transaction.atomic():
            Post.objects.filter(pk=other.pk).update(probe=True)


def test_the_field_under_an_answer_probes_clarifies_or_replies_without_script():
    heart = room()
    answer, own = say(heart.question, heart.okonjo), say(heart.question, heart.marsh, "What else?")
    browser, page = Client(), "/boards/heart/questions/1/"
    browser.force_login(heart.marsh.user)
    chosen = {kind: browser.get(f"{page}?reply={answer.pk}{kind}").content.decode() for kind in ("", "&kind=clarify")}
    assert 'value="reply" checked' in chosen[""]
    assert 'value="clarify" checked' in chosen["&kind=clarify"]
    assert 'value="clarify"' not in browser.get(f"{page}?reply={own.pk}").content.decode().split("<template")[0]
    for kind, body in (("probe", "Which ward?"), ("clarify", "All of them?"), ("reply", "Ta.")):
        typed = {"kind": kind, "body": body, "reply_to": answer.pk, "client_id": uuid4(), "stamp": heart.marsh.stamp}
        assert browser.post(f"{page}posts/", typed).status_code == 302
    refused = browser.post(f"{page}posts/", {"kind": "clarify", "body": "And I?", "reply_to": own.pk})
    assert (refused.status_code, "And I?" in refused.content.decode()) == (409, True)
    assert [post.asks for post in Post.objects.exclude(reply_to=None).order_by("order")] == [
        "Probe", "Clarification", ""
    ]  # fmt: skip
    assert (
        f"?reply={answer.pk}&amp;kind=probe#composer"
        in browser.get(f"/boards/heart/posts/{answer.pk}/moderation/").content.decode()
    )
    for kind in ("probe", "clarify"):
        nobody = browser.post(f"{page}posts/", {"kind": kind, "body": "Of whom?"})
        assert (nobody.status_code, "Of whom?" in nobody.content.decode()) == (422, True)
    browser.force_login(heart.tanabe.user)
    assert 'name="kind"' not in browser.get(f"{page}?reply={answer.pk}").content.decode()
    for kind in ("probe", "clarify"):
        typed = {"kind": kind, "body": "Mine?", "reply_to": answer.pk, "stamp": heart.tanabe.stamp}
        assert browser.post(f"{page}posts/", typed).status_code == 403


def test_a_poll_is_no_probe_and_is_taken_back_like_any_act():
    heart = room()
    under = {"reply_to": say(heart.question, heart.okonjo).pk}
    polls = [
        ask_poll(heart.question, "Which?", ["Weekly", "Never"], by=heart.marsh, client_id=uuid4(), **place)
        for place in ({}, under)
    ]
    assert [(act.verb, act.post_id) for act in Act.objects.order_by("at")] == [("polled", one.post_id) for one in polls]
    assert probes_of([heart.question]) == {}
    for act in Act.objects.all():
        undo_act(act, by=heart.lindqvist)
    assert all(now(one.post).removed_at for one in polls)
