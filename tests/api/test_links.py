"""Nothing leads from a name to an alias, or from what is out of sight to whoever may not see it."""

import re
from uuid import uuid4

import pytest
import time_machine

from advisory.refusals import Conflict
from boards.commands.boards import choose_screening
from boards.commands.safety import entrust_member
from boards.commands.walls import set_wall
from boards.veils import veil
from discussions.commands.cases import open_case
from discussions.commands.clarifications import ask_to_clarify
from discussions.commands.flags import answer_flag, flag_post
from discussions.commands.insights import mark_insight
from discussions.commands.moderation import hold_post
from discussions.commands.moves import move_post
from discussions.commands.restrictions import free_member, restrict_member
from tests.live import browser_of
from tests.make import now, room, say, soon

pytestmark = pytest.mark.django_db
CANARY = "canary-of-an-answer"


def test_a_blinded_moderator_is_shown_no_alias_beside_a_name(program):
    heart = room({}, {"blinded": True}, moderators_blinded=True)
    tanabe, marsh = heart.tanabe, browser_of(heart.marsh)
    named, hidden = say(heart.question, tanabe), say(heart.asked(2), tanabe)
    case = open_case(named, by=heart.lindqvist)
    shown = marsh.get(f"/boards/heart/cases/{case.reference}/").text
    assert ("Dr Aiko Tanabe" in shown, tanabe.alias_name in shown) == (True, False)
    with pytest.raises(Conflict, match="by name"):
        move_post(named, heart.asked(2), by=heart.marsh)
    restrict_member(tanabe, by=heart.lindqvist, until=soon(days=1), reason="Twice")
    for act in ("restriction", "freeing"):
        assert f"{act}-reason" not in marsh.get(f"/boards/heart/posts/{hidden.pk}/moderation/").text
        assert marsh.post(f"/boards/heart/posts/{hidden.pk}/moderation/{act}/").status_code == 403
    for seat in (tanabe, heart.okonjo):
        program(heart.marsh).refused(403, "DELETE", f"boards/heart/members/{seat.pk}/restriction")
    free_member(tanabe, by=heart.lindqvist)
    desk = program(heart.marsh).get("boards/heart/events", stream="board.heart.desk")["items"]
    bound = [event["facts"] for event in desk if event["kind"] in {"member.restricted", "member.freed"}]
    assert [facts["id"] for facts in bound] == [None, None]
    assert bound[0]["until"]


def test_behind_the_wall_nobody_stands_under_an_alias_on_a_question_with_names():
    heart = room({}, {"blinded": True})
    entrust_member(heart.weidmann, by=heart.lindqvist, on=True)
    set_wall(heart.board, "blinded", by=heart.lindqvist)
    okonjo, answer = heart.okonjo, say(heart.question, heart.okonjo)
    ask_to_clarify(answer, by=heart.marsh, body="Which dose?", client_id=uuid4())
    case = open_case(answer, by=heart.lindqvist)
    for path in ("questions/1/", f"cases/{case.reference}/"):
        text = browser_of(heart.weidmann).get(f"/boards/heart/{path}").text
        assert (veil(okonjo)[1] in text, okonjo.alias_name in text) == (True, False), path
        assert "Okonjo" not in text


def test_what_is_out_of_sight_takes_its_insight_along_for_the_sponsor():
    heart = room()
    post = say(heart.question, heart.okonjo)
    mark_insight(post, by=heart.marsh, note=CANARY)
    hold_post(now(post), by=heart.marsh, reason="A name")
    page = "/boards/heart/questions/1/desk/"
    assert [CANARY in browser_of(seat).get(page).text for seat in (heart.weidmann, heart.marsh)] == [False, True]


def test_hours_of_blinded_words_are_told_to_no_blinded_moderator_after_a_day(program):
    heart = room({"blinded": True}, moderators_blinded=True)
    post = say(heart.question, heart.okonjo)
    open_case(post, by=heart.lindqvist)
    answer_flag(flag_post(post, by=heart.tanabe, reason="tone"), by=heart.marsh, answer="It stays")
    with time_machine.travel(soon(hours=25), tick=False):
        page, marsh = browser_of(heart.marsh).get("/boards/heart/moderate/").text, program(heart.marsh)
        acts = marsh.get("boards/heart/acts")["items"]
        desk = marsh.get("boards/heart/events", stream="board.heart.desk")["items"]
    assert not re.search(r'datetime="[^"]*T', page.partition('id="activity"')[2].partition("</ul>")[0])
    assert {len(act[name]) for act in acts for name in ("at", "undo_until")} == {10}
    assert {len(event["at"]) for event in desk if event["kind"].startswith(("flag.", "case."))} == {10}


def test_a_reply_to_what_waits_to_be_read_is_on_nobodys_home():
    heart = room()
    choose_screening(heart.board, "hold", by=heart.lindqvist)
    held = say(heart.question, heart.okonjo, "Mr Carver, born 3 May 1961, bled. Write to carver@example.org.")
    assert (bool(held.held_at), held.order) == (True, None)
    reply = say(heart.question, heart.marsh, CANARY, reply_to=held)
    say(heart.question, heart.tanabe)
    assert reply.order is None or reply.held_at is None
    assert CANARY not in browser_of(heart.okonjo).get("/").text
