"""The line of a session: who is let onto it, to whom a signal goes, and what a stranger to it is told."""

from dataclasses import replace

import pytest

from advisory.events import calls, readers
from advisory.events.models import Event
from boards.commands.members import end_seat
from boards.live.tickets import ticket_for
from tests import live
from tests.make import room

pytestmark = pytest.mark.django_db(transaction=True)
S1, SMALL, MISUSE = "board.heart.s1", "board.heart.r0.s1", 1008
SENDS, LISTENS = readers.Standing(True, 2, 4), readers.Standing(False, 2, 4)
OFFER = {"description": {"type": "offer", "sdp": "v=0\r\nm=audio 9 RTP 111\r\na=sendrecv\r\n"}}
STATIONS = {"chair": SENDS, "moderator": SENDS, "advisor": SENDS, "observer": LISTENS}


class Line:
    """A session as tickets know it."""

    stream = S1


@pytest.fixture
def heart(monkeypatch):
    """A board with a session onto whose line everybody but the sponsor was let; `heart.out` are those put out.

    `heart.apart` are those who went to a breakout room.
    """
    made = room()
    made.out, made.apart = set(), set()
    known = readers._answer["seats"]

    def seats(slug, people):
        found = known(slug, people)
        return {user: _let_in(seat, made) for user, seat in found.items()}

    monkeypatch.setitem(readers._answer, "seats", seats)
    return made


def _let_in(seat, heart):
    standing = STATIONS.get(seat.role)
    if standing is None or seat.member_id in heart.out:
        return seat
    standing = replace(standing, apart=SMALL if seat.member_id in heart.apart else "")
    return replace(seat, streams=seat.streams | {S1: S1}, calls={S1: standing})


def at(network, seat):
    """A socket that follows the session."""
    socket = network.socket(seat, f"{S1}:9", "board.heart:999")
    socket.until(stream="board.heart", reload=True)
    return socket


def enter(socket, seat, *, sends=True, apart="", **more):
    """Come onto the line with a ticket of one's own."""
    given = {"whisper": "enter", "session": 1, "ticket": ticket_for(seat, Line, apart), "sends": sends}
    socket.say(given | more)
    return socket


def on(network, seat, **more):
    """A socket that is on the line, and its key there."""
    socket = enter(at(network, seat), seat, **more)
    return socket, socket.until(whisper="welcome")["peer"]


def signal(socket, to, data=None):
    """Say something to one other."""
    socket.say({"whisper": "signal", "session": 1, "to": to, "data": data or {"candidates": []}})


def test_those_on_the_line_learn_of_each_other_and_their_signals_reach_the_one_who_is_meant(network, heart):
    okonjo, first = on(network, heart.okonjo)
    tanabe, second = on(network, heart.tanabe)
    marsh, _ = on(network, heart.marsh, sends=False)
    met = okonjo.until(whisper="entered")
    assert (met["peer"], met["sends"], met["who"]["name"]) == (second, True, "Dr Aiko Tanabe")
    signal(tanabe, first, OFFER)
    told = {"whisper": "signal", "session": 1, "peer": second, "data": OFFER}
    assert okonjo.until(whisper="signal") == told
    signal(okonjo, second)
    assert tanabe.until(whisper="signal")["peer"] == first
    signal(marsh, second)
    assert tanabe.until(whisper="signal")["data"] == {"candidates": []}
    assert "signal" not in marsh.raw
    assert Event.objects.filter(stream__name=S1).count() == 0


def test_the_page_cannot_say_that_it_is_somebody_else(network, heart):
    okonjo, first = on(network, heart.okonjo)
    tanabe, second = on(network, heart.tanabe)
    tanabe.say({"whisper": "signal", "session": 1, "to": first, "peer": "x", "from": first, "data": {"n": 1}, "who": 1})
    assert okonjo.until(whisper="signal") == {"whisper": "signal", "session": 1, "peer": second, "data": {"n": 1}}


@pytest.mark.parametrize(("forge", "code"), [
    (lambda heart: "forged", "ticket_forged"), (lambda heart: None, "ticket_forged"),
    (lambda heart: ticket_for(heart.tanabe, Line), "ticket_elsewhere"),
    (lambda heart: ticket_for(heart.okonjo, Line, "board.lung.s1"), "ticket_elsewhere"),
])  # fmt: skip
def test_a_ticket_that_is_not_mine_opens_nothing(network, heart, forge, code):
    okonjo = enter(at(network, heart.okonjo), heart.okonjo, ticket=forge(heart))
    assert okonjo.until(whisper="turned") == {"whisper": "turned", "session": 1, "code": code}


def test_a_ticket_that_was_used_opens_nothing_more(network, heart):
    ticket = ticket_for(heart.okonjo, Line)
    first, again = at(network, heart.okonjo), at(network, heart.okonjo)
    enter(first, heart.okonjo, ticket=ticket).until(whisper="welcome")
    enter(again, heart.okonjo, ticket=ticket)
    assert again.until(whisper="turned")["code"] == "ticket_used"
    assert "out" not in first.raw


def test_whoever_was_not_let_in_neither_enters_nor_signals(network, heart):
    _, first = on(network, heart.okonjo)
    weidmann = network.socket(heart.weidmann, "board.heart:999", f"{S1}:0")
    enter(weidmann, heart.weidmann)
    assert weidmann.until(whisper="turned")["code"] == "not_admitted"
    tanabe = at(network, heart.tanabe)
    for socket in (weidmann, tanabe):
        signal(socket, first)
    enter(tanabe, heart.tanabe).until(whisper="welcome")
    assert "signal" not in weidmann.raw + tanabe.raw


def test_an_observer_listens_and_publishes_nothing(network, heart):
    okonjo, first = on(network, heart.okonjo)
    brandt = enter(at(network, heart.brandt), heart.brandt)
    assert brandt.until(whisper="welcome")["sends"] is False
    assert okonjo.until(whisper="entered")["who"] is None
    signal(brandt, first, OFFER)
    assert brandt.until(whisper="turned")["code"] == "listens_only"
    listens = {"description": {"type": "offer", "sdp": "v=0\r\nm=audio 9 RTP 111\r\na=recvonly\r\n"}}
    signal(brandt, first, listens)
    assert okonjo.until(whisper="signal")["data"] == listens
    assert "sendrecv" not in okonjo.raw


def test_no_more_send_than_may_and_no_more_come_than_there_is_room_for(network, heart):
    cast = (heart.okonjo, heart.tanabe, heart.solheim, heart.abernathy)
    sends = [enter(at(network, seat), seat).until(whisper="welcome")["sends"] for seat in cast]
    assert sends == [True, True, False, False]
    late = enter(at(network, heart.marsh), heart.marsh)
    assert late.until(whisper="turned")["code"] == "full"


def test_whoever_is_put_out_hears_no_more_and_the_others_let_go_of_them(network, heart):
    okonjo, first = on(network, heart.okonjo)
    tanabe, second = on(network, heart.tanabe)
    heart.out.add(heart.tanabe.pk)
    end_seat(heart.abernathy, by=heart.marsh)  # what moves rights has everybody looked up anew
    assert tanabe.until(whisper="out")["why"] == "removed"
    assert okonjo.until(whisper="left")["peer"] == second
    signal(tanabe, first)
    signal(okonjo, second)
    enter(tanabe, heart.tanabe)
    assert tanabe.until(whisper="turned")["code"] == "not_admitted"
    assert "signal" not in tanabe.raw + okonjo.raw


def test_whoever_may_send_no_more_is_put_out_and_comes_back_to_listen(network, heart, monkeypatch):
    okonjo, _ = on(network, heart.okonjo)
    monkeypatch.setitem(STATIONS, "advisor", LISTENS)
    end_seat(heart.abernathy, by=heart.marsh)
    assert okonjo.until(whisper="out")["why"] == "removed"
    assert enter(okonjo, heart.okonjo).until(whisper="welcome")["sends"] is False


def test_of_two_windows_of_one_person_the_newer_is_on_the_line(network, heart):
    tanabe, _ = on(network, heart.tanabe)
    okonjo, first = on(network, heart.okonjo)
    _, second = on(network, heart.okonjo)
    assert okonjo.until(whisper="out")["why"] == "replaced"
    assert tanabe.before(whisper="left")[-1]["peer"] == first
    assert tanabe.until(whisper="entered")["peer"] == second


def test_a_line_that_breaks_for_a_moment_is_taken_up_again_and_the_others_notice_nothing(network, heart):
    tanabe, other = on(network, heart.tanabe)
    okonjo, key = on(network, heart.okonjo)
    tanabe.until(whisper="entered")
    okonjo.hang_up()
    okonjo.task.result(5)
    again = enter(at(network, heart.okonjo), heart.okonjo, again=key)
    back = again.until(whisper="welcome")
    assert (back["peer"], [one["peer"] for one in back["others"]]) == (key, [other])
    signal(again, other)
    assert [line["whisper"] for line in tanabe.before(whisper="signal")] == ["signal"]


def test_nobody_takes_up_the_place_of_somebody_else(network, heart):
    okonjo, key = on(network, heart.okonjo)
    okonjo.hang_up()
    okonjo.task.result(5)
    marsh = enter(at(network, heart.marsh), heart.marsh, again=key)
    assert marsh.until(whisper="welcome")["peer"] != key


def test_whoever_does_not_come_back_is_gone_after_a_while(network, heart, monkeypatch):
    monkeypatch.setattr(calls, "GRACE", 0.05)
    tanabe, _ = on(network, heart.tanabe)
    okonjo, key = on(network, heart.okonjo)
    okonjo.hang_up()
    assert tanabe.until(whisper="left")["peer"] == key


def test_whoever_leaves_is_gone_at_once(network, heart):
    tanabe, _ = on(network, heart.tanabe)
    okonjo, key = on(network, heart.okonjo)
    okonjo.say({"whisper": "exit", "session": 1})
    assert tanabe.until(whisper="left")["peer"] == key


@pytest.mark.parametrize("frame", [
    {"whisper": "signal", "session": 1, "to": "x", "data": {"sdp": "v=0" * 70_000}},
    {"whisper": "signal", "to": "x"}, {"whisper": "enter", "session": -1}, {"whisper": "enter", "session": "1"},
])  # fmt: skip
def test_a_description_of_two_hundred_kilobytes_and_other_nonsense_end_the_connection(network, heart, frame):
    okonjo, _ = on(network, heart.okonjo)
    okonjo.say(frame)
    assert okonjo.closed() == MISUSE


@pytest.mark.parametrize("act", [
    {"whisper": "signal", "session": 1, "to": ["x"], "data": {}}, {"whisper": "signal", "session": 1, "data": "x"},
    {"whisper": "signal", "session": 2, "to": "x", "data": {}}, {"whisper": "exit", "session": 7},
    {"whisper": "enter", "session": 1, "ticket": {"a": 1}}, {"whisper": "enter", "session": 1, "ticket": "\x00é"},
])  # fmt: skip
def test_what_makes_no_sense_on_the_line_changes_nothing(network, heart, act):
    okonjo, first = on(network, heart.okonjo)
    tanabe, _ = on(network, heart.tanabe)
    tanabe.say(act)
    signal(tanabe, first)
    assert okonjo.until(whisper="signal")["data"] == {"candidates": []}


def test_two_thousand_signals_are_misuse_and_the_others_hear_few_of_them(network, heart):
    okonjo, first = on(network, heart.okonjo)
    wild, _ = on(network, heart.tanabe)
    for _ in range(2000):
        signal(wild, first)
    assert wild.closed() == MISUSE
    assert len([line for line in okonjo.told if line.get("whisper") == "signal"]) <= 80


@pytest.mark.postgresql
def test_a_line_spans_processes_where_there_is_a_bell_between_them(network, heart):
    with live.network() as elsewhere:
        okonjo, first = on(network, heart.okonjo)
        tanabe, second = on(elsewhere, heart.tanabe)
        for _ in range(20):  # what is said before the other process hears the bell is lost; a page comes in anew
            if okonjo.hears(0.5, whisper="entered", peer=second):
                break
            tanabe = enter(at(elsewhere, heart.tanabe), heart.tanabe)
            second = tanabe.until(whisper="welcome")["peer"]
        assert tanabe.until(whisper="entered")["peer"] == first
        signal(tanabe, first, OFFER)
        assert okonjo.until(whisper="signal") == {"whisper": "signal", "session": 1, "peer": second, "data": OFFER}
        newer, third = on(network, heart.tanabe)
        assert tanabe.until(whisper="out")["why"] == "replaced"
        newer.say({"whisper": "exit", "session": 1})
        assert okonjo.until(whisper="left", peer=third)


def test_whoever_goes_to_a_breakout_room_is_told_so_and_there_meets_its_people_alone(network, heart):
    okonjo, first = on(network, heart.okonjo)
    tanabe, second = on(network, heart.tanabe)
    okonjo.until(whisper="entered")
    heart.apart |= {heart.okonjo.pk, heart.solheim.pk}
    end_seat(heart.abernathy, by=heart.marsh)  # what moves rights has everybody looked up anew
    assert okonjo.until(whisper="out")["why"] == "moved"
    assert tanabe.until(whisper="left")["peer"] == first
    enter(okonjo, heart.okonjo)
    assert okonjo.until(whisper="turned")["code"] == "ticket_elsewhere"
    enter(okonjo, heart.okonjo, apart=SMALL)
    assert okonjo.until(whisper="welcome")["others"] == []
    solheim = enter(at(network, heart.solheim), heart.solheim, apart=SMALL)
    assert [other["who"]["name"] for other in solheim.until(whisper="welcome")["others"]] == ["Dr Samuel Okonjo"]
    signal(okonjo, second, OFFER)
    assert not tanabe.hears(0.2, whisper="signal")
    heart.apart.clear()
    end_seat(heart.brandt, by=heart.marsh)
    assert okonjo.until(whisper="out")["why"] == "moved"
