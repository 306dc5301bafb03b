"""Whispers: who is here and who types, shown to those who may read there, and kept by nobody."""

import pytest

from advisory.events.models import Event
from boards.commands.members import end_seat, move_member
from boards.models import Membership
from tests.make import room, say

pytestmark = pytest.mark.django_db(transaction=True)
Q1, Q2 = "board.heart.q1", "board.heart.q2"
BLINDED = {"answer_first": True, "blinded": True}


def whisper(socket, kind="typing", question=1):
    """Whisper as the page does."""
    socket.say({"whisper": kind, "question": question})


def at(network, seat, *streams):
    """A socket that has begun to follow some streams."""
    socket = network.socket(seat, *(f"{stream}:{10**6}" for stream in streams))
    for stream in streams:
        socket.until(stream=stream, reload=True)
    return socket


def test_typing_is_seen_by_the_others_and_not_by_oneself(network):
    heart = room()
    okonjo, twin = at(network, heart.okonjo, Q1), at(network, heart.okonjo, Q1)
    tanabe, elsewhere = at(network, heart.tanabe, Q1), at(network, heart.solheim, "board.heart")
    whisper(okonjo)
    line = tanabe.until(whisper="typing")
    assert line["question"] == 1
    assert line["who"]["name"] == "Dr Samuel Okonjo"
    whisper(tanabe)
    assert okonjo.until(whisper="typing")["who"]["name"] == twin.until(whisper="typing")["who"]["name"]
    assert len(okonjo.told) == len(twin.told) == 2
    assert len(elsewhere.told) == 1


def test_on_a_blinded_question_peers_see_the_alias_and_the_team_the_name(network):
    heart = room(BLINDED)
    for seat in (heart.okonjo, heart.tanabe):
        say(heart.question, seat)
    okonjo, tanabe = at(network, heart.okonjo, Q1), at(network, heart.tanabe, Q1)
    brandt, marsh = at(network, heart.brandt, Q1), at(network, heart.marsh, Q1)
    whisper(okonjo)
    seat = heart.okonjo
    for socket in (tanabe, brandt):
        assert socket.until(whisper="typing")["who"] == {
            "id": str(seat.alias_id), "name": seat.alias_name, "initials": f"A{seat.alias}", "role": "advisor",
        }  # fmt: skip
        assert "Okonjo" not in socket.raw
        assert str(seat.pk) not in socket.raw
    assert marsh.until(whisper="typing")["who"]["name"] == "Dr Samuel Okonjo"
    whisper(marsh)
    assert tanabe.until(whisper="typing")["who"]["name"] == "Helena Marsh"


def test_a_board_with_a_blinded_question_shows_peers_no_advisors_name_anywhere(network):
    heart = room({}, BLINDED)
    Membership.objects.filter(pk=heart.abernathy.pk).update(patient_expert=True, named=True)
    okonjo, expert = at(network, heart.okonjo, Q1), at(network, heart.abernathy, Q1)
    tanabe, marsh = at(network, heart.tanabe, Q1), at(network, heart.marsh, Q1)
    for socket in (okonjo, expert):
        whisper(socket, "here")
        whisper(socket)
    assert {marsh.until(whisper="typing")["who"]["name"] for _ in "ab"} == {"Dr Samuel Okonjo", "Ruth Abernathy"}
    whisper(marsh, "here")
    assert tanabe.before(whisper="here")[0]["who"]["name"] == "Helena Marsh"
    assert "Okonjo" not in tanabe.raw + expert.raw
    assert "Abernathy" not in tanabe.raw + okonjo.raw


def test_observers_leave_no_trace_and_see_who_is_there(network):
    heart = room()
    brandt, okonjo, marsh = (at(network, getattr(heart, name), Q1) for name in ("brandt", "okonjo", "marsh"))
    for kind in ("here", "typing"):
        whisper(brandt, kind)
    whisper(okonjo, "here")
    assert [socket.lines(1)[0]["who"]["name"] for socket in (brandt, marsh)] == ["Dr Samuel Okonjo"] * 2
    brandt.hang_up()
    whisper(marsh)
    assert okonjo.lines(1)[0]["who"]["name"] == "Helena Marsh"
    assert "Brandt" not in okonjo.raw + marsh.raw


def test_behind_a_closed_gate_nobody_whispers_or_hears_any(network):
    heart = room(BLINDED)
    okonjo = network.socket(heart.okonjo, f"{Q1}:0", "board.heart:999")
    okonjo.until(reload=True)
    marsh, weidmann = at(network, heart.marsh, Q1), at(network, heart.weidmann, Q1)
    whisper(okonjo, "here")
    whisper(okonjo)
    whisper(marsh)
    assert weidmann.lines(1)[0]["who"]["name"] == "Helena Marsh"
    say(heart.question, heart.okonjo)
    okonjo.say({"follow": Q1, "after": 999})
    okonjo.until(stream=Q1, reload=True)
    whisper(okonjo)
    assert weidmann.until(whisper="typing")["who"]["name"] == "Dr Samuel Okonjo"
    assert not [line for line in okonjo.told if "whisper" in line]


def test_on_a_question_for_the_team_the_team_whispers_among_itself(network):
    heart = room({"sponsor_only": True})
    marsh, weidmann = at(network, heart.marsh, f"{Q1}.staff", Q1), at(network, heart.weidmann, f"{Q1}.staff")
    okonjo = at(network, heart.okonjo, "board.heart", "board.heart.mine")
    whisper(marsh)
    assert weidmann.lines(1)[0]["who"]["name"] == "Helena Marsh"
    whisper(okonjo)
    whisper(weidmann)
    assert marsh.lines(1)[0]["who"]["name"] == "Dr Jonas Weidmann"
    assert not [line for line in okonjo.told if "whisper" in line]


def test_presence_is_told_once_to_newcomers_too_and_ends_with_the_last_page(network):
    heart = room()
    okonjo, twin = at(network, heart.okonjo, Q1), at(network, heart.okonjo, Q1)
    tanabe = at(network, heart.tanabe, Q1)
    for socket in (okonjo, twin, okonjo):
        whisper(socket, "here")
    assert tanabe.lines(1)[0]["whisper"] == "here"
    marsh = network.socket(heart.marsh, "board.heart.*")
    assert marsh.until(whisper="here")["who"]["name"] == "Dr Samuel Okonjo"
    okonjo.hang_up()
    whisper(tanabe)
    assert marsh.until(whisper="typing")["who"]["name"] == "Dr Aiko Tanabe"
    twin.hang_up()
    assert tanabe.lines(1)[0]["whisper"] == "gone"
    assert marsh.until(whisper="gone")["who"]["id"] == str(heart.okonjo.pk)
    assert len([line for line in marsh.told if line.get("whisper") == "here"]) == 1
    late = at(network, heart.solheim, Q1)
    whisper(tanabe)
    assert late.lines(1)[0]["whisper"] == "typing"


def test_whoever_lost_the_board_whispers_no_more_and_is_not_said_to_be_gone_just_then(network):
    heart = room()
    okonjo, tanabe = at(network, heart.okonjo, Q1), at(network, heart.tanabe, Q1)
    whisper(okonjo, "here")
    tanabe.until(whisper="here")
    end_seat(heart.okonjo, by=heart.marsh)
    whisper(okonjo)
    assert okonjo.closed() == 4403
    late = at(network, heart.solheim, Q1)
    whisper(late)
    assert tanabe.until(whisper="typing")["who"]["name"] == "Prof. Ingrid Solheim"
    assert not [line for line in tanabe.told + late.told if line.get("whisper") == "gone"]


def test_whoever_changes_seats_comes_back_as_another_and_their_alias_fades_later(network):
    heart = room(BLINDED)
    for seat in (heart.okonjo, heart.tanabe):
        say(heart.question, seat)
    okonjo, tanabe = at(network, heart.okonjo, Q1), at(network, heart.tanabe, Q1)
    whisper(okonjo, "here")
    assert tanabe.until(whisper="here")["who"]["name"] == heart.okonjo.alias_name
    move_member(heart.okonjo, "sponsor", by=heart.lindqvist)
    assert okonjo.closed() == 4000
    again = at(network, heart.okonjo, Q1)
    whisper(again, "here")
    assert tanabe.until(whisper="here")["who"]["name"] == "Dr Samuel Okonjo"
    assert not [line for line in tanabe.told if line.get("whisper") == "gone"]


def test_the_page_says_neither_who_it_is_nor_when(network):
    heart = room()
    okonjo, tanabe = at(network, heart.okonjo, Q1), at(network, heart.tanabe, Q1)
    okonjo.say({"whisper": "typing", "question": 1, "who": {"name": "Helena Marsh"}, "at": 0, "stream": Q1})
    assert tanabe.lines(1) == [
        {"whisper": "typing", "question": 1, "who": {
            "id": str(heart.okonjo.pk), "name": "Dr Samuel Okonjo", "initials": "SO", "role": "advisor",
        }},
    ]  # fmt: skip


def test_whispers_are_kept_nowhere(network):
    heart = room()
    okonjo, tanabe = at(network, heart.okonjo, Q1), at(network, heart.tanabe, Q1)
    before = Event.objects.count()
    for kind in ("here", "typing"):
        whisper(okonjo, kind)
        tanabe.until(whisper=kind)
    assert Event.objects.count() == before
