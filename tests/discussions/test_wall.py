"""Behind the wall: whoever reads the report alone never receives an answer, and whoever reads blinded never a name."""

import json
import re
from itertools import product
from uuid import uuid4

import pytest

from advisory.api.commands.tokens import create_token
from advisory.events.frames import events_after, frame, subjects_of
from advisory.events.models import Stream
from advisory.events.readers import VEILED, seats
from boards.commands.members import seat_member
from boards.commands.walls import set_sight, set_wall, switch_board
from boards.models import Membership
from boards.sentences import names_seen, sponsor_reads
from boards.veils import veil
from discussions.commands.guidance import add_guide_note, tick_guide_note
from discussions.commands.moderation import hold_post
from discussions.commands.notes import write_note
from discussions.commands.threads import edit_post
from discussions.models import Post
from tests.guards.addresses import addresses, calls
from tests.live import HOST, browser_of
from tests.make import now, person, room, say
from tests.searching import search

pytestmark = pytest.mark.django_db
CANARY = "canary-of-an-answer"
PART = re.compile(r"<(\w+)>")
ASKED = ({}, {"answer_first": True, "blinded": True}, {"sponsor_only": True}, {"after_close": True})
ADVISORS = ("okonjo", "solheim", "tanabe", "abernathy")
NAMES = ("Okonjo", "Solheim", "Tanabe", "Abernathy")


def lively():
    """Answers with replies and notes on questions of every policy; the last answer is held."""
    heart = room(*ASKED)
    for number in range(1, 5):
        answers = [say(heart.asked(number), getattr(heart, name), f"{CANARY} of {number}") for name in ADVISORS]
        say(heart.asked(number), heart.marsh, f"{CANARY}, asked", reply_to=answers[0])
        edit_post(answers[1], by=heart.solheim, body=f"{CANARY}, changed", version=1)
        write_note(now(answers[0]), f"{CANARY}, noted", by=heart.lindqvist, client_id=answers[0].pk)
        hold_post(now(answers[3]), by=heart.marsh, reason=f"{CANARY} held")
    tick_guide_note(add_guide_note(heart.question, "The dose", by=heart.marsh), by=heart.marsh, on=True)
    write_note(heart.board, f"{CANARY} in the back room", by=heart.brandt, client_id=heart.board.pk)
    return heart


def received(heart, name, pages=None):
    """Everything that somebody's pages and programs are answered: {path: text}."""
    seat = getattr(heart, name)
    browser, token = browser_of(seat), create_token(seat.user, by=seat.user)
    program = {"HTTP_AUTHORIZATION": f"Bearer {token}", "HTTP_HOST": HOST}
    return {path: browser.get(path, **(program if "/api/" in path else {})).text for path in pages or everywhere()}


def everywhere():
    """Every address that one may look at, with everything of the board that it can name."""
    things = {"slug": ["heart"], "number": range(1, 5), "post_id": [post.pk for post in Post.objects.all()[:2]]}
    yield from ("/", "/boards/", f"/search/?q={CANARY}", "/notifications/", "/api/v1/boards")
    for address in {*addresses(), *(call for method, call in calls() if method == "GET")}:
        parts = PART.findall(address)
        if "slug" in parts and set(parts) <= set(things):
            yield from ("/" + PART.sub("{}", address).format(*way) for way in product(*map(things.get, parts)))
    for name in Stream.objects.filter(name__startswith="board.heart").values_list("name", flat=True):
        yield f"/api/v1/boards/heart/events?stream={name}"


def heard(heart, name):
    """Every live line of every stream that somebody may follow."""
    seat = seats("heart", [getattr(heart, name).user_id])[getattr(heart, name).user_id]
    events = [event for stored in seat.streams.values() for event in events_after(stored, 0, 500)]
    things = subjects_of(events)
    found = [frame(event, things.get((event.subject_type, event.subject_id)), seat.gaze) for event in events]
    return json.dumps(found, ensure_ascii=False)


def test_whoever_reads_the_report_alone_never_receives_an_answer_or_a_count():
    heart = lively()
    inside = [f"/boards/heart/questions/{number}/" for number in range(1, 5)] + ["/boards/heart/backroom/"]
    assert all(CANARY in text for text in received(heart, "weidmann", inside).values())
    set_wall(heart.board, "report", by=heart.lindqvist)
    told = received(heart, "weidmann")
    assert [path for path, text in told.items() if CANARY in text and "/search/" not in path] == []
    assert list(search(heart.weidmann.user, CANARY)) == []
    assert not [path for path, text in told.items() if "All covered" in text or "A point to cover" in text]
    assert CANARY not in heard(heart, "weidmann")
    assert all("Answers are not shown to your seat" in told[f"/boards/heart/questions/{n}/"] for n in range(1, 5))
    assert "answered" not in told["/boards/heart/"].partition("Discussion guide")[2].partition("Members")[0]
    asked = json.loads(told["/api/v1/boards/heart/questions"])["items"]
    assert [one["count"] for one in asked] == [None] * 4
    assert {one["name"] for one in json.loads(told["/api/v1/boards/heart"])["streams"]} == {
        "board.heart", "board.heart.library", "board.heart.mine",
    }  # fmt: skip


def test_whoever_reads_without_names_knows_no_name_nor_whose_alias_is_whose():
    heart = lively()
    inside = [f"/boards/heart/questions/{number}/" for number in range(1, 5)]
    inside += [f"/api/v1{path}posts" for path in inside] + ["/", f"/search/?q={CANARY}", "/boards/heart/backroom/"]
    before = received(heart, "weidmann", inside)
    assert all(any(name in before[path] for name in NAMES) for path in inside if path != "/")
    set_sight(heart.weidmann, "blinded", by=heart.lindqvist)
    told = received(heart, "weidmann", inside)
    assert [path for path in inside if any(name in told[path] for name in NAMES)] == []
    alias, voice = heart.okonjo.alias_name, veil(heart.okonjo)[1]
    assert [(alias in told[path], voice in told[path]) for path in inside[:8]] == [
        (number == 2, number != 2) for number in (1, 2, 3, 4) * 2
    ]
    lines = heard(heart, "weidmann")
    assert CANARY in lines
    assert not [name for name in NAMES if name in lines.replace("joined the board", "")]
    seat, peer = seats("heart", [heart.weidmann.user_id]), seats("heart", [heart.okonjo.user_id])
    who = peer[heart.okonjo.user_id].who
    assert seat[heart.weidmann.user_id].gaze == VEILED
    assert [who(number, VEILED)["name"] for number in (1, 2)] == [voice, alias]


def test_no_two_of_a_board_share_a_voice_behind_the_wall():
    key = uuid4()
    voices = [veil(Membership(board_id=key, alias=alias))[1] for alias in range(1, 1500)]
    assert len(set(voices)) == len(voices)
    assert sorted(len(voice) for voice in voices[:899]) == [len("Respondent 417")] * 899


def test_every_member_reads_in_words_what_the_sponsor_s_side_reads():
    heart = room({"blinded": True})
    second = seat_member(heart.board, person("Lena Vogt"), "sponsor", by=heart.lindqvist)

    def said(name="okonjo"):
        pages = [
            browser_of(getattr(heart, name)).get(path).text for path in ("/boards/heart/", "/boards/heart/people/")
        ]
        board = getattr(heart, name).board
        seats = list(board.seats.seated().by_name())
        sentences = names_seen(board, seats), sponsor_reads(seats)
        assert all(words in page for page in pages for words in sentences)
        return sentences

    assert said() == (
        "The chair, the moderators and the medical team see names.", "The medical team reads answers with names.",
    )  # fmt: skip
    set_wall(heart.board, "report", by=heart.lindqvist)
    set_sight(second, "blinded", by=heart.lindqvist)
    switch_board(heart.board, {"moderators_blinded": True}, by=heart.lindqvist)
    assert said("marsh") == (
        "The chair sees names; the moderators do not.",
        "Dr Jonas Weidmann reads the approved report alone. Lena Vogt reads answers without names.",
    )


def test_the_wall_and_the_switches_are_set_on_the_page_of_people():
    heart = room()
    chair, page = browser_of(heart.lindqvist), "/boards/heart/people/"
    assert 'name="sight"' in chair.get(page).text
    assert 'name="sight"' not in browser_of(heart.weidmann).get(page).text
    chair.post(f"{page}wall/", {"stamp": heart.lindqvist.stamp, "sight": "blinded"})
    chair.post(f"{page}{heart.weidmann.pk}/sight/", {"stamp": heart.lindqvist.stamp, "sight": "report"})
    assert (heart.weidmann.board.sponsor_sight, heart.weidmann.reach) == ("blinded", "report")
    chair.post(f"{page}switches/", {"stamp": heart.lindqvist.stamp, "moderators_seat": "on", "moderators_export": "on"})
    marsh = heart.marsh
    assert (marsh.sees_names, marsh.seats_people, marsh.exports, marsh.unmasks) == (False, True, True, False)
    stale = chair.post(f"{page}wall/", {"stamp": "old-page", "sight": "named"}, follow=True)
    assert "Your seat has changed" in stale.text
    assert heart.weidmann.board.sponsor_sight == "blinded"


def test_who_hands_a_seat_over_reads_what_waits_there():
    heart = room()
    hold_post(say(heart.question, heart.okonjo), by=heart.marsh, reason="It names a patient")
    browser, page = browser_of(heart.marsh), f"/boards/heart/people/{heart.marsh.pk}/succession/"
    shown = browser.get(page).text
    assert "1 post is held" in shown
    assert "1 question is open" in shown
    assert "Okonjo" not in shown.partition('id="id_heir"')[2].partition("</select>")[0]
    sent = {"stamp": heart.marsh.stamp, "heir": str(heart.brandt.pk), "after": "observer"}
    assert browser.post(page, sent).url == "/boards/heart/people/"
    assert (heart.brandt.role, heart.marsh.role) == ("moderator", "observer")
    assert "took over a seat at the desk" in browser_of(heart.okonjo).get("/boards/heart/").text
