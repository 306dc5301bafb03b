"""As an advisor sees it: byte for byte the page that a real advisor gets who has just come, but for their own marks."""

import re

import pytest

from discussions.commands.moderation import hold_post, react_to_post
from discussions.commands.notes import write_note
from discussions.commands.questions import close_question, pass_question
from tests.live import browser_of
from tests.make import now, room, say

pytestmark = [pytest.mark.django_db, pytest.mark.once]
QUESTION = "/boards/heart/questions/1/"
MARKS = [
    re.compile(words)
    for words in (
        r'(?<=name="csrfmiddlewaretoken" value=")[^"]*', r'(?<=name="csrf-token" content=")[^"]*', r"Advisor \d+",
        r'(?<=name="client_id" value=")[^"]*', r'(?<=data-follow=")[^"]*', r"(?<=>)A\d+(?=</span>)",
    )
]  # fmt: skip
FRAME = [
    re.compile(r'<div class="offline asadvisor".*?</div>\n', re.DOTALL), re.compile(r"</?fieldset[^>]*>\n?"),
    re.compile(r'<legend class="vh">As an advisor sees it</legend>\n'),
    re.compile(r'<script[^>]*discussion[^>]*></script>'),
]  # fmt: skip


def plain(page, seat=None):
    """A page without what is one reader's own, and without what frames a preview."""
    for frame in FRAME:
        page = frame.sub("", page)
    own = (
        {seat.user.name: "An advisor", seat.user.initials: "AA", str(seat.pk): "", str(seat.alias_id): ""}
        if seat
        else {}
    )
    stamp = re.search(r'data-stamp="([^"]*)"', page)[1]
    me = re.search(r'data-me="([^"]*)"', page)[1]
    person = re.search(r'data-person="([^"]*)"', page)[1]
    for word in (stamp, *me.split(), person):
        page = page.replace(word, "own")
    for word, instead in own.items():
        page = page.replace(word, instead)
    for mark in MARKS:
        page = mark.sub("own", page)
    return "\n".join(line.strip() for line in page.splitlines() if line.strip())


def lively(**policies):
    """A question on which everything happened that an advisor may or may not see."""
    heart = room(policies, {"title": "Another"})
    answer = say(heart.question, heart.solheim, "An ECG for everyone.")
    if heart.question.shared:
        say(heart.question, heart.marsh, "At which dose?", reply_to=answer)
    react_to_post(now(answer), "agree", by=heart.lindqvist, on=True)
    hold_post(say(heart.question, heart.tanabe, "Mrs Baker had syncope"), by=heart.marsh, reason="It names a patient")
    write_note(now(answer), "Ask about the dose", by=heart.marsh, client_id=answer.pk)
    return heart


@pytest.mark.parametrize(
    "policies",
    [
        {}, {"blinded": True}, {"answer_first": True, "blinded": True}, {"sponsor_only": True},
        {"after_close": True, "blinded": True}, {"after_close": True, "closed": True},
    ],
    ids=lambda policies: "-".join(policies) or "none",
)  # fmt: skip
def test_the_preview_is_the_page_of_a_real_advisor(policies):
    closed = policies.get("closed")
    heart = lively(**{name: on for name, on in policies.items() if name != "closed"})
    if closed:
        close_question(heart.question, by=heart.marsh)
    gates = ["", "?gate=open"] if heart.question.answer_first else [""]
    for gate in gates:
        if gate:
            pass_question(heart.question, by=heart.abernathy)
        real = browser_of(heart.abernathy).get(QUESTION).text
        for name in ("marsh", "lindqvist"):
            shown = browser_of(getattr(heart, name)).get(f"{QUESTION}as-advisor/{gate}").text
            assert "You see Question 1 as an advisor sees it" in shown
            assert '<fieldset class="still" disabled>' in shown
            assert plain(shown) == plain(real, heart.abernathy)
    assert "Mrs Baker" not in shown
    assert "Ask about the dose" not in shown


def test_others_have_no_such_page():
    heart = room({})
    for name, status in {"marsh": 200, "weidmann": 403, "okonjo": 403, "brandt": 403}.items():
        page = browser_of(getattr(heart, name))
        assert page.get(f"{QUESTION}as-advisor/").status_code == status
        assert ("/as-advisor/" in page.get(QUESTION).text) == (status == 200)
