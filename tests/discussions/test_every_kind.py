"""Every kind of event: a page from before that hears its line shows what a fresh page shows, or is told to load anew.

A kind has a scene here, or it draws nothing and changes nothing of a question: a kind without either fails by name.
"""

from uuid import uuid4

import pytest

from advisory.events.kinds import KINDS
from boards.commands.boards import choose_screening, close_board
from boards.commands.members import end_seat, move_member
from discussions.commands.ballots import cast_ballot
from discussions.commands.clarifications import ask_to_clarify
from discussions.commands.designs import redesign_question
from discussions.commands.locks import lock_thread, unlock_thread
from discussions.commands.moderation import ask_for_edit, hold_post, react_to_post, release_post
from discussions.commands.moves import move_post, split_post
from discussions.commands.notes import edit_note, remove_note, write_note
from discussions.commands.pins import pin_post, unpin_post
from discussions.commands.polls import ask_poll, change_options, close_poll, open_poll, share_poll
from discussions.commands.questions import (
    add_question,
    close_question,
    extend_question,
    narrow_question,
    open_question,
    pass_question,
)
from discussions.commands.redactions import redact_post
from discussions.commands.removals import restore_post, strike_post
from discussions.commands.responses import give_response
from discussions.commands.threads import edit_post, remove_post
from discussions.visibility import Policy
from tests.discussions import talking, votes
from tests.discussions.client import Page, steady
from tests.make import now, room, say, soon

pytestmark = [pytest.mark.django_db, pytest.mark.once]
VIEWERS = ("marsh", "okonjo", "tanabe")  # Okonjo is the author, Tanabe a peer
BLINDED = (*VIEWERS, "lindqvist", "weidmann", "brandt")  # where names are kept, each role sees otherwise
ALONE = {"sponsor_only": True}
GATE = {"answer_first": True}
FORM = {"type": "choice", "design": {"options": ["Yes", "No"]}}
HARM = "One of mine had a pause of four seconds in week 6 and we stopped the drug."


def answer(heart):
    """What Dr Okonjo says before the page is loaded, with a reply of a peer's."""
    post = say(heart.question, heart.okonjo, "Watch the **potassium**.")
    if heart.question.shared and not heart.question.answer_first:
        say(heart.question, heart.solheim, "And magnesium.", reply_to=post)
    return now(post)


def held(heart):
    post = answer(heart)
    hold_post(post, by=heart.marsh, reason="It names a patient")
    return now(post)


def probe(heart):
    return say(heart.question, heart.weidmann, "At which dose?", reply_to=answer(heart))


def withheld(heart):
    post = probe(heart)
    hold_post(post, by=heart.marsh, reason="Promotional")
    return now(post)


def pinned(heart):
    post = answer(heart)
    pin_post(post, by=heart.marsh)
    return now(post)


def locked(heart):
    post = answer(heart)
    lock_thread(post, by=heart.marsh)
    return now(post)


def chosen(heart, option="o1", name="okonjo", **more):
    """What somebody answers with a form; gives the post of its words, if there are any."""
    value = {"chosen": [option], **more}
    return give_response(heart.question, by=getattr(heart, name), value=value, client_id=uuid4())[0].post


def reasoned(heart):
    return chosen(heart, reason="Watch the potassium.")


def struck(heart):
    post = held(heart)
    strike(heart, post)
    return now(post)


def asked(heart):
    return probe(heart).reply_to


def another(heart):
    """A second question under the same policies, open too."""
    policy = dict.fromkeys(heart.question.policy.names(), True)
    made = add_question(heart.board, heart.question.section, by=heart.marsh, title="More", prompt="What?", **policy)
    open_question(made, by=heart.marsh)
    return heart.asked(made.number)


def polled(heart, **ways):
    """A poll of the moderator's under what Dr Okonjo said, in which they voted if it is open; gives the poll."""
    under = answer(heart).pk
    told = {"by": heart.marsh, "client_id": uuid4(), "reply_to": under, "hidden": True} | ways
    poll = ask_poll(heart.question, "How often?", ("Weekly", "Monthly"), **told)
    if ways.get("opens", True):
        cast_ballot(poll, [0], by=heart.okonjo, client_id=uuid4())
    return poll


def nothing(heart):
    """Nothing is said before."""


def screened(heart):
    """A board that holds what screening finds until a moderator has read it, with an answer on it."""
    choose_screening(heart.board, "hold", by=heart.marsh)
    return answer(heart)


def harm(heart, post):
    say(heart.question, heart.okonjo, HARM)


def release(heart, post):
    release_post(post, by=heart.marsh)


def hold(heart, post):
    hold_post(post, by=heart.marsh, reason="It names a patient")


def edit(heart, post):
    edit_post(post, by=heart.okonjo, body="Watch the potassium, weekly.", version=1)


def remove(heart, post):
    remove_post(post, by=heart.okonjo)


def redact(heart, post):
    redact_post(post, "potassium", by=heart.marsh, reason="It names a patient")


def strike(heart, post):
    strike_post(post, by=heart.marsh, reason="Promotional")


def react(heart, post):
    react_to_post(post, "agree", by=heart.lindqvist, on=True)


def close(heart, post):
    close_question(heart.question, by=heart.marsh)


def narrow(heart, post):
    narrow_question(heart.question, Policy(sponsor_only=True, blinded=heart.question.blinded), by=heart.marsh)


def add(heart, post):
    add_question(heart.board, heart.question.section, by=heart.marsh, title="More", prompt="What more?")


def jot(heart, post):
    return write_note(post, "Ask about the dose.", by=heart.marsh, client_id=uuid4())


def jotted(heart):
    return jot(heart, answer(heart))


SCENES = {  # kind: (policies, what is said before the page is loaded, what happens then)
    "post.created": ({}, answer, lambda heart, post: say(heart.question, heart.tanabe, "A reply", reply_to=post)),
    "post.edited": ({}, answer, edit),
    "post.removed": ({}, answer, remove),
    "post.withdrawn": ({}, answer, hold),
    "post.published": ({}, held, release),
    "post.reacted": ({}, answer, react),
    "post.submitted": ({}, screened, harm),
    "post.kept": (ALONE, screened, harm),
    "post.held": ({}, probe, hold),
    "post.mended": ({}, held, edit),
    "post.dropped": ({}, held, remove),
    "post.remarked": ({}, held, react),
    "post.detained": ({"after_close": True}, answer, hold),
    "post.amended": ({}, held, edit),
    "post.restored": ({"after_close": True}, held, release),
    "post.noted": (ALONE, answer, edit),
    "post.addressed": (ALONE, answer, lambda heart, post: say(heart.question, heart.marsh, "When?", reply_to=post)),
    "post.withheld": (ALONE, probe, hold),
    "post.pinned": ({}, answer, lambda heart, post: pin_post(post, by=heart.marsh)),
    "post.unpinned": (ALONE, pinned, lambda heart, post: unpin_post(post, by=heart.marsh)),
    "post.locked": ({}, answer, lambda heart, post: lock_thread(post, by=heart.marsh)),
    "post.unlocked": (ALONE, locked, lambda heart, post: unlock_thread(post, by=heart.marsh)),
    "post.redacted": ({}, answer, redact),
    "post.left": ({}, answer, lambda heart, post: move_post(post, another(heart), by=heart.marsh)),
    "post.gone": (ALONE, answer, lambda heart, post: move_post(post, another(heart), by=heart.marsh)),
    "post.readmitted": ({}, struck, lambda heart, post: restore_post(post, by=heart.marsh)),
    "post.returned": ({}, held, lambda heart, post: ask_for_edit(post, "Take the name out", by=heart.marsh)),
    "post.queried": (ALONE, held, lambda heart, post: ask_for_edit(post, "Take the name out", by=heart.marsh)),
    "question.added": ({}, answer, add),
    "question.opened": ({"opens_at": soon(days=-1)}, nothing, lambda heart, post: None),
    "question.closed": ({}, answer, close),
    "question.extended": ({}, answer, lambda heart, _: extend_question(heart.question, soon(days=9), by=heart.marsh)),
    "question.narrowed": ({}, answer, narrow),
    "question.shared": ({"after_close": True}, answer, close),
    "question.unlocked": (GATE, answer, lambda heart, _: say(heart.question, heart.tanabe)),
    "question.passed": (
        {"answer_first": True},
        answer,
        lambda heart, _: pass_question(heart.question, by=heart.tanabe),
    ),
    "note.written": ({}, answer, jot),
    "note.edited": ({}, jotted, lambda heart, note: edit_note(note, "Ask again.", by=heart.marsh, version=1)),
    "note.removed": ({}, jotted, lambda heart, note: remove_note(note, by=heart.marsh)),
    "member.moved": ({}, answer, lambda heart, _: move_member(heart.solheim, "moderator", by=heart.marsh)),
    "member.left": ({}, answer, lambda heart, _: end_seat(heart.solheim, by=heart.marsh)),
    "board.closed": ({}, answer, lambda heart, _: close_board(heart.board, by=heart.marsh)),
} | votes.SCENES
SCENES |= talking.SCENES | {
    "response.given": (FORM, reasoned, lambda heart, _: chosen(heart, name="solheim", reason="I do not.")),
    "response.changed": (FORM, reasoned, lambda heart, _: chosen(heart, "o2")),
    "question.redesigned": (FORM, reasoned, lambda heart, _: redesign_question(
        heart.question, {"options": ["Never", "Always"]}, by=heart.marsh)),
}  # fmt: skip
SCENES |= {
    "poll.asked": ({}, answer, lambda heart, post: ask_poll(
        heart.question, "How often?", ("Weekly", "Monthly"), by=heart.marsh, client_id=uuid4(), reply_to=post.pk)),
    "poll.opened": ({}, lambda heart: polled(heart, opens=False), lambda heart, poll: open_poll(poll, by=heart.marsh)),
    "poll.changed": ({}, polled, lambda heart, poll: change_options(poll, ("Daily", "Yearly"), by=heart.marsh)),
    "poll.closed": ({}, polled, lambda heart, poll: close_poll(poll, by=heart.marsh)),
    "poll.shared": ({}, polled, lambda heart, poll: share_poll(poll, by=heart.marsh)),
    "ballot.cast": ({}, polled, lambda heart, poll: cast_ballot(poll, [1], by=heart.solheim, client_id=uuid4())),
}  # fmt: skip
MORE = votes.MORE | {  # other ways in which a kind comes about
    "an answer": ({}, answer, lambda heart, _: say(heart.question, heart.tanabe, "Another answer")),
    "a first answer without words": (FORM, nothing, lambda heart, _: chosen(heart)),
    "a reason is held": (FORM, reasoned, hold),
    "a reason is removed": (FORM, reasoned, remove),
    "an answer with a form to the team": (FORM | ALONE, nothing, lambda heart, _: chosen(heart, reason="So.")),
    "an answer to the team": (ALONE, nothing, lambda heart, _: say(heart.question, heart.okonjo, "For the team")),
    "a probe is let back": (ALONE, withheld, release),
    "a reply waits to be read": (
        {}, screened, lambda heart, post: say(heart.question, heart.okonjo, HARM, reply_to=post),
    ),
    "a change waits to be read": (
        {},
        screened,
        lambda heart, post: edit_post(post, by=heart.okonjo, body=HARM, version=1),
    ),
    "a reply is held": ({}, probe, hold),
    "a moderator removes a post": ({}, answer, strike),
    "a moderator removes a post of the team's question": (ALONE, answer, strike),
    "a moderator removes a held post": ({}, held, strike),
    "words of a held post are covered": (ALONE, held, redact),
    "a reply is split off": ({}, answer, lambda heart, post: split_post(post.replies.get(), by=heart.marsh)),
    "a thread with a probe moves": (ALONE, asked, lambda heart, post: move_post(post, another(heart), by=heart.marsh)),
    "a clarification is asked": (
        {},
        answer,
        lambda heart, post: ask_to_clarify(post, by=heart.marsh, body="When?", client_id=uuid4()),
    ),
    "a held probe to the team is changed": (
        ALONE,
        withheld,
        lambda heart, post: edit_post(post, by=heart.weidmann, body="When?", version=1),
    ),
}  # fmt: skip


@pytest.mark.parametrize("blinded", [False, True], ids="blinded: {}".format)
@pytest.mark.parametrize("name", [*SCENES, *MORE])
def test_a_page_that_hears_the_line_is_the_fresh_page_or_is_told_to_load_anew(name, blinded):
    policies, before, act = (SCENES | MORE)[name]
    post = before(heart := room(policies | {"blinded": blinded}))
    pages = {viewer: Page(getattr(heart, viewer)) for viewer in (BLINDED if blinded else VIEWERS)}
    act(heart, post)
    for viewer, page in pages.items():
        fresh = steady(getattr(heart, viewer))
        if fresh.stamp != page.stamp:
            continue  # its socket is told {"reload": true}: tests/advisory/test_live_rights.py
        heard = page.hear()
        assert heard.reloads or heard.shown() == fresh.shown(), (viewer, name)


def test_every_kind_has_a_scene_or_draws_nothing_on_a_question():
    other = [kind for kind in KINDS.values() if kind.audience not in {"document", "annotator", "session"}]
    assert {kind.name for kind in other if kind.draws or kind.name.startswith(("post.", "question."))} <= set(SCENES)
