"""The back room: who reads and writes there, beside which posts, live; and that advisors never learn of it."""

from itertools import chain
from uuid import uuid4

import pytest
from django.test import override_settings

from advisory.events.audit import verify
from advisory.events.frames import events_after, frame, subjects_of
from advisory.events.kinds import SUBJECTS
from advisory.events.readers import seats
from advisory.refusals import Absent, Conflict, Denied, TooMany
from advisory.rights import can
from boards.commands.members import move_member
from boards.commands.walls import set_wall
from discussions.commands.moderation import hold_post, release_post
from discussions.commands.notes import edit_note, remove_note, write_note
from discussions.commands.questions import close_question, narrow_question
from discussions.models import Case, Note
from discussions.visibility import Policy
from tests.live import browser_of
from tests.make import CAST, now, room, say

pytestmark = pytest.mark.django_db
HERE = {"lindqvist", "marsh", "weidmann", "brandt"}
DESK = {"lindqvist", "marsh"}
CANARY = "canary-in-the-back-room"
ROOM, QUESTION = "/boards/heart/backroom/", "/boards/heart/questions/{}/"


def jot(place, by, body=CANARY):
    return again(write_note(place, body, by=by, client_id=uuid4()))


def again(note):
    return Note.objects.drawn().get(pk=note.pk)


def pages(heart, path):
    """What each of the cast receives at an address."""
    return {name: browser_of(getattr(heart, name)).get(path) for name in CAST}


def readers(heart, path):
    """Whose page shows the words."""
    return {name for name, page in pages(heart, path).items() if CANARY in page.text}


def test_what_is_said_to_everybody_there_is_read_by_all_but_advisors():
    heart = room({"blinded": True})
    say(heart.question, heart.okonjo)
    before = {name: page.text for name, page in pages(heart, "/boards/heart/").items()}
    for name in HERE:
        jot(heart.board, getattr(heart, name), f"{CANARY} of {name}")
    assert readers(heart, ROOM) == HERE
    assert {page.status_code for name, page in pages(heart, ROOM).items() if name not in HERE} == {403}
    assert readers(heart, "/boards/heart/") == set()
    assert ["Back room" in text for name, text in before.items()] == [name in HERE for name in before]
    page = browser_of(heart.okonjo).get("/boards/heart/").text
    assert "One observer" in page
    assert "leave names out" in browser_of(heart.lindqvist).get(ROOM).text, "observers know aliases here"
    assert "Elise Brandt" in page


@pytest.mark.once
@pytest.mark.parametrize(
    ("policies", "hold", "expected"),
    [
        ({}, False, HERE), ({"answer_first": True, "blinded": True}, False, HERE), ({}, True, DESK),
        ({"sponsor_only": True}, False, DESK), ({"after_close": True}, False, DESK),
    ],
)  # fmt: skip
def test_beside_a_post_that_observers_may_not_read_chair_and_moderators_are_alone(policies, hold, expected):
    heart = room(policies)
    post = say(heart.question, heart.okonjo)
    if hold:
        hold_post(post, by=heart.marsh, reason="It names a patient")
    jot(now(post), heart.marsh)
    assert readers(heart, QUESTION.format(1)) == readers(heart, ROOM) == expected
    for name in set(CAST) - expected:
        with pytest.raises((Absent, Denied)):
            jot(now(post), getattr(heart, name))


def lively():
    """Notes everywhere, and then what changes who reads them."""
    heart = room({}, {"sponsor_only": True}, {"after_close": True}, {"blinded": True}, {})
    posts = [say(heart.asked(number), heart.okonjo) for number in range(1, 6)]
    notes = [jot(heart.board, heart.brandt), *(jot(post, heart.marsh) for post in posts)]
    hold_post(posts[0], by=heart.marsh, reason="It names a patient")
    jot(now(posts[0]), heart.lindqvist)
    close_question(heart.asked(3), by=heart.marsh)
    jot(now(posts[2]), heart.brandt)
    narrow_question(heart.asked(4), Policy(blinded=True, sponsor_only=True), by=heart.marsh)
    edit_note(again(notes[4]), f"{CANARY}, changed", by=heart.marsh, version=1)
    remove_note(jot(now(posts[4]), heart.weidmann, "Taken back"), by=heart.weidmann)
    return heart, posts


@pytest.mark.once
@pytest.mark.parametrize("wall", ["named", "blinded", "report"])
def test_a_note_s_readers_are_the_followers_of_the_stream_it_lives_in(wall):
    heart, posts = lively()
    set_wall(heart.board, wall, by=heart.lindqvist)
    move_member(heart.solheim, "observer", by=heart.marsh)
    people = {name: getattr(heart, name) for name in CAST}
    found = seats("heart", [seat.user_id for seat in people.values()])
    follow = {name: set(found[seat.user_id].streams.values()) for name, seat in people.items()}
    for held in (True, False):
        if not held:
            release_post(now(posts[0]), by=heart.marsh)
        for note in Note.objects.drawn():
            homes = SUBJECTS["note"].streams(note)
            follows = {name for name, streams in follow.items() if streams & homes}
            assert follows == {name for name, seat in people.items() if can(seat, "note.read", note)}, note.post
    told = {name: drawn(streams, people[name].gaze) for name, streams in follow.items()}
    assert [str(note.pk) in told["okonjo"] for note in Note.objects.all()] == [False] * 9
    assert CANARY in told["brandt"]
    assert (CANARY in told["weidmann"]) == (wall != "report")


def drawn(streams, gaze):
    """Every frame of some streams, as one way of seeing is told it."""
    events = list(chain.from_iterable(events_after(stream, 0, 500) for stream in streams))
    things = subjects_of(events)
    return str([frame(event, things.get((event.subject_type, event.subject_id)), gaze) for event in events])


def test_a_note_of_the_desk_stays_there_when_others_come_to_read_the_post():
    heart = room({"after_close": True})
    jot(say(heart.question, heart.okonjo), heart.marsh)
    close_question(heart.question, by=heart.marsh)
    assert readers(heart, QUESTION.format(1)) == DESK


def test_a_note_is_written_once_changed_by_its_author_and_taken_back():
    heart = room({"sponsor_only": True}, {})
    post, key = say(heart.asked(2), heart.okonjo), uuid4()
    browser, form = browser_of(heart.brandt), {"body": CANARY, "client_id": str(key), "post": str(post.pk)}
    sent = [browser.post(f"{ROOM}notes/", form | {"stamp": heart.brandt.stamp}) for _ in range(2)]
    note = Note.objects.get()
    assert {answer.url for answer in sent} == {f"{QUESTION.format(2)}#note-{note.pk}"}
    assert browser.post(f"{ROOM}notes/", form | {"body": "Other words"}).status_code == 409
    assert f"{ROOM}notes/{note.pk}/" in browser.get(QUESTION.format(2)).text
    assert browser_of(heart.marsh).get(f"{ROOM}notes/{note.pk}/").status_code == 404
    changed = browser.post(f"{ROOM}notes/{note.pk}/", {"body": "Better words", "version": "1"})
    assert changed.status_code == 302
    stale = browser.post(f"{ROOM}notes/{note.pk}/", {"body": "Typed meanwhile", "version": "1"})
    assert stale.status_code == 409
    assert "Better words" in stale.text
    assert "Typed meanwhile" in stale.text
    empty = browser.post(f"{ROOM}notes/{note.pk}/", {"body": "", "version": "2"})
    assert empty.status_code == 422
    assert browser.post(f"{ROOM}notes/{note.pk}/removal/").status_code == 302
    page = browser_of(heart.marsh).get(QUESTION.format(2)).text
    assert "Better words" not in page
    assert "Removed by its author" in page
    with pytest.raises(Conflict):
        edit_note(again(note), "Once more", by=heart.brandt, version=2)


def test_notes_and_their_changes_are_limited_like_posts():
    heart = room()
    with override_settings(LIMIT_POSTS=2):
        note = write_note(heart.board, "First", by=heart.marsh, client_id=uuid4())
        assert edit_note(note, "Second", by=heart.marsh, version=1).version == 2
        with pytest.raises(TooMany):
            edit_note(note, "Third", by=heart.marsh, version=2)
        with pytest.raises(TooMany):
            say(heart.question, heart.marsh)


def test_what_may_be_an_event_in_a_note_comes_to_the_safety_desk_once():
    heart, words = room(), "One of mine died after the second dose."
    note = jot(heart.board, heart.brandt, words)
    edit_note(note, f"As I said: {words}", by=heart.brandt, version=1)
    case = Case.objects.get()
    assert (case.report, case.noticed, case.reporter, case.opened_by) == (words, "finding", heart.brandt, None)
    edit_note(again(note), "Another of mine had a seizure on it.", by=heart.brandt, version=2)
    assert Case.objects.count() == 2
    assert verify(heart.board.log) is None


@pytest.mark.once
def test_whoever_writes_a_note_is_told_at_once_what_in_it_could_say_who_a_patient_is():
    heart = room()
    browser, form = browser_of(heart.brandt), {"stamp": heart.brandt.stamp, "client_id": str(uuid4())}
    page = browser.post(f"{ROOM}notes/", form | {"body": "Mrs Baker, 62, seen in Porto on 3 May."}, follow=True)
    note = Note.objects.get()
    assert page.redirect_chain[-1][0] == f"{ROOM}notes/{note.pk}/"
    assert "May identify a patient" in page.text
    assert "safety desk" not in page.text
    assert ">Mrs Baker, 62, seen in Porto on 3 May.</textarea>" in page.text, "it can be changed there"
    assert not Case.objects.exists()
    changed = {"stamp": heart.brandt.stamp, "version": "1", "body": "A patient of ours died after the first dose."}
    told = browser.post(f"{ROOM}notes/{note.pk}/", changed, follow=True).text
    assert "has gone to the safety desk" in told
    assert Case.objects.get().reporter == heart.brandt
    plain = browser.post(f"{ROOM}notes/{note.pk}/", changed | {"version": "2", "body": "Nothing."}, follow=True)
    assert plain.redirect_chain[-1][0] == f"{ROOM}#note-{note.pk}"
