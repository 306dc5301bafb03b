"""The line of a full board: what a page may say of its sound and pictures, and what the media server is told of it."""

import asyncio

import pytest

from advisory.events.consumers import hub
from boards.commands.lobby import decline, join_session, open_session
from boards.commands.mutes import lift_mute, mute_everybody, mute_member
from boards.commands.presenting import let_present
from boards.live.janus import relay
from boards.live.janus.heard import read
from boards.live.janus.keys import key_of
from boards.live.tickets import ticket_for
from boards.models import Attendance, Session
from tests import live
from tests.boards.live.pretended import World
from tests.boards.test_lobby import inside
from tests.boards.test_sessions import meeting
from tests.make import room, soon
from tests.waiting import until

pytestmark = pytest.mark.django_db(transaction=True)
OFFER = "v=0\r\nm=audio\r\na=sendonly\r\nm=video\r\na=sendonly\r\nm=video\r\na=sendonly\r\n"


@pytest.fixture
def world(monkeypatch, settings):
    """The media server, pretended."""
    settings.JANUS_URL, settings.JANUS_SECRET = "ws://127.0.0.1:1", "between the two"
    made = World()
    monkeypatch.setattr(relay.Janus, "reached", made.reach)
    return made


@pytest.fixture
def heart(world):
    """A board that meets by it: moderator, two advisors and an observer are in; `heart.session`, `heart.rows`."""
    made = room()
    made.session = meeting(made, starts_at=soon(hours=1), provider=Session.Provider.JANUS)
    open_session(made.session, by=made.marsh)
    made.rows = {name: join_session(made.session, by=getattr(made, name)) for name in ("marsh", "brandt")}
    made.rows |= {name: inside(made, made.session, name) for name in ("okonjo", "tanabe")}
    return made


class Page:
    """One page on the line: what it says, and what it is told by the relay."""

    def __init__(self, network, seat, session):
        self.seat, self.socket = seat, network.socket(seat, f"{session.stream}:0", "board.heart:999")
        self.socket.until(stream="board.heart", reload=True)
        self.socket.say({"whisper": "enter", "session": 1, "ticket": ticket_for(seat, session), "sends": True})
        self.key = self.socket.until(whisper="welcome")["peer"]
        self.round = self.told("begin")

    def told(self, word):
        """Read on to what the relay says with this word in it."""
        while True:
            data = self.socket.until(whisper="signal", peer="relay")["data"]
            if word in data:
                return data[word]

    def say(self, **data):
        """Say something of one's sound and pictures."""
        self.socket.say({"whisper": "signal", "session": 1, "to": "relay", "data": {"round": self.round} | data})

    def publish(self):
        """Begin to send."""
        self.say(offer=OFFER)
        assert self.told("answer") == "answered"
        return self


def shut(world, page, *, muted=True):
    """The places of a page that the server was told to shut, or to open."""
    said = [one["mid"] for one in world.asked("moderate") if key_of(one["id"]) == page.key and one["mute"] is muted]
    return {("voice", "camera", "screen")[int(mid)] for mid in said}


def test_a_page_sends_under_its_own_name_and_the_others_receive_it_one_offer_at_a_time(network, heart, world):
    okonjo = Page(network, heart.okonjo, heart.session).publish()
    tanabe = Page(network, heart.tanabe, heart.session)
    assert sorted(tanabe.told("streams").values()) == [[okonjo.key, "camera"], [okonjo.key, "voice"]]
    marsh = Page(network, heart.marsh, heart.session).publish()
    assert len(world.asked("update")) == 0
    tanabe.say(answer="v=0")
    streams = tanabe.told("streams")
    assert sorted(key for key, _ in streams.values()) == sorted([okonjo.key] * 2 + [marsh.key] * 2)
    [made] = world.asked("create")
    assert (made["is_private"], made["lock_record"], made["require_pvtid"]) == (True, True, True)
    names = [one["id"] for one in world.asked("join") if one["ptype"] == "publisher"]
    assert f"{heart.okonjo.pk.hex}{okonjo.key}" in names


def test_whoever_wants_no_pictures_gets_none_from_the_first_moment(network, heart, world):
    Page(network, heart.okonjo, heart.session).publish()
    tanabe = Page(network, heart.tanabe, heart.session)
    tanabe.say(want={"pictures": False, "large": ""})
    tanabe.told("offer")
    tanabe.say(answer="v=0\r\na=recvonly")
    until(lambda: world.asked("start"))
    said = [body["request"] for body in world.told]
    assert said.index("configure") < said.index("start")
    [shaped] = world.asked("configure")
    assert [one["send"] for one in shaped["streams"]] == [False]


def test_an_observer_hears_and_sends_nothing(network, heart, world):
    Page(network, heart.okonjo, heart.session).publish()
    brandt = Page(network, heart.brandt, heart.session)
    assert brandt.told("offer") == "offered"
    brandt.say(offer=OFFER)
    assert brandt.socket.until(whisper="turned")["code"] == "listens_only"
    brandt.say(answer="v=0\r\na=recvonly")
    until(lambda: world.asked("start"))
    assert len(world.asked("publish")) == 1
    assert not [one for one in world.asked("join") if one.get("id", "").startswith(heart.brandt.pk.hex)]


def test_a_microphone_is_closed_at_the_server_before_its_page_may_send_and_when_the_desk_says_so(network, heart, world):
    mute_everybody(heart.session, by=heart.marsh)
    okonjo = Page(network, heart.okonjo, heart.session).publish()
    assert shut(world, okonjo) == {"voice", "screen"}
    lift_mute(heart.session, heart.okonjo, by=heart.marsh)
    until(lambda: shut(world, okonjo, muted=False) == {"voice"})
    mute_member(heart.session, heart.okonjo, by=heart.marsh)
    until(lambda: [one["mute"] for one in world.asked("moderate") if one["mid"] == "0"] == [True, False, True])


def test_a_screen_goes_through_of_the_presenter_alone_and_others_are_told_of_no_other(network, heart, world):
    okonjo = Page(network, heart.okonjo, heart.session).publish()
    tanabe = Page(network, heart.tanabe, heart.session)
    okonjo.say(state={"screen": True, "voice": True})
    assert tanabe.socket.until(whisper="signal", peer=okonjo.key)["data"]["state"]["screen"] is False
    let_present(heart.session, heart.okonjo, by=heart.marsh)
    until(lambda: shut(world, okonjo, muted=False) == {"screen"})
    okonjo.say(state={"screen": True, "voice": True})
    assert tanabe.socket.until(whisper="signal", peer=okonjo.key)["data"]["state"]["screen"] is True
    tanabe.say(answer="v=0")
    assert [okonjo.key, "screen"] in tanabe.told("streams").values()


def test_when_the_server_dies_everybody_begins_anew_and_may_what_they_might(network, heart, world):
    mute_member(heart.session, heart.okonjo, by=heart.marsh)
    okonjo = Page(network, heart.okonjo, heart.session).publish()
    brandt = Page(network, heart.brandt, heart.session)
    network.loop.call_soon_threadsafe(world.die)
    for page in (okonjo, brandt):
        assert page.told("gone") is True
        page.round = page.told("begin")
    before = len(world.asked("moderate"))
    okonjo.publish()
    assert len(world.asked("create")) == 2
    assert {one["mid"] for one in world.asked("moderate")[before:]} == {"0", "2"}
    brandt.say(offer=OFFER)
    assert brandt.socket.until(whisper="turned")["code"] == "listens_only"


def test_whoever_is_asked_to_leave_is_out_at_the_server_too(network, heart, world):
    okonjo = Page(network, heart.okonjo, heart.session).publish()
    tanabe = Page(network, heart.tanabe, heart.session)
    decline(heart.rows["okonjo"], by=heart.marsh)
    assert okonjo.socket.until(whisper="out")["why"] == "removed"
    [there] = world.rooms.values()
    until(lambda: not [name for name in there if name.endswith(okonjo.key)])
    assert [name for name in there if name.endswith(tanabe.key)]


def test_what_only_the_desk_may_do_is_nothing_that_an_advisor_can_say_over_the_line(network, heart, world):
    okonjo, tanabe = (Page(network, seat, heart.session).publish() for seat in (heart.okonjo, heart.tanabe))
    feed = f"{heart.tanabe.pk.hex}{tanabe.key}"
    for said in ({"request": "kick", "id": feed}, {"moderate": feed, "mute": True}, {"kick": feed}, {"destroy": True}):
        okonjo.say(**said)
        okonjo.socket.say({"whisper": "signal", "session": 1, "to": tanabe.key, "data": said})
    for act in ("mute", "kick", "decline", "end", "room"):
        okonjo.socket.say({"whisper": act, "session": 1, "question": 1, "peer": tanabe.key, "seat": feed[:32]})
    okonjo.say(state={"voice": True, "screen": True})
    told = tanabe.socket.before(whisper="signal", peer=okonjo.key)
    assert told[-1]["data"] == {"state": {"voice": True, "camera": False, "screen": False}}
    assert not [line for line in told if line.get("whisper") in ("out", "left")]
    assert (world.asked("kick"), world.asked("destroy"), shut(world, tanabe)) == ([], [], {"screen"})
    heart.session.refresh_from_db()
    assert (heart.session.runs, heart.session.mutes.count()) == (True, 0)


def test_a_ghost_under_ones_own_name_is_put_out(network, heart, world):
    okonjo = Page(network, heart.okonjo, heart.session)
    okonjo.say(again=True)
    [there] = world.rooms.values()
    [name] = [name for name in there if name.endswith(okonjo.key)]
    there[name].detach = _stays
    okonjo.round = okonjo.told("begin")
    okonjo.publish()
    assert [one["id"] for one in world.asked("kick")] == [name]


async def _stays():
    """A participant that does not go."""


def test_who_is_in_the_room_and_not_on_the_line_is_put_out_at_the_second_look(network, heart, world):
    okonjo = Page(network, heart.okonjo, heart.session).publish()
    [there] = world.rooms.values()
    there["0" * 64] = there[f"{heart.okonjo.pk.hex}{okonjo.key}"]
    for _ in range(2):
        asyncio.run_coroutine_threadsafe(_look(), network.loop).result(10)
    until(lambda: [one["id"] for one in world.asked("kick")] == ["0" * 64])


async def _look():
    hub().calls.relay.fade()


def counted(network):
    """Who the hub, at its next look, keeps as having sound and picture."""
    Attendance.objects.update(line_at=None)
    asyncio.run_coroutine_threadsafe(_tell(), network.loop).result(10)
    return set(Attendance.objects.exclude(line_at=None).values_list("member__user__name", flat=True))


async def _tell():
    hub().register.tell()
    if hub().register.telling:
        await hub().register.telling


def test_whoever_the_server_has_is_counted_as_there_and_nobody_else_who_is_on_the_line(network, heart, world):
    okonjo = Page(network, heart.okonjo, heart.session)
    brandt = Page(network, heart.brandt, heart.session)
    assert counted(network) == {"Elise Brandt"}  # nothing is sent yet that she could receive
    okonjo.publish()
    brandt.told("offer")
    assert counted(network) == {"Dr Samuel Okonjo"}  # she has not taken it
    brandt.say(answer="v=0")
    until(lambda: world.asked("start"))
    assert counted(network) == {"Dr Samuel Okonjo", "Elise Brandt"}
    [there] = world.rooms.values()
    there.pop(f"{heart.okonjo.pk.hex}{okonjo.key}")  # the server has lost somebody, and says nothing of it
    asyncio.run_coroutine_threadsafe(_look(), network.loop).result(10)
    okonjo.round = okonjo.told("begin")
    assert "Dr Samuel Okonjo" not in counted(network)
    okonjo.publish()
    assert "Dr Samuel Okonjo" in counted(network)
    network.loop.call_soon_threadsafe(world.die)
    assert okonjo.told("gone") is True
    assert counted(network) == set()


@pytest.mark.postgresql
def test_two_processes_have_one_room_and_each_closes_the_mouths_of_its_own(network, heart, world):
    with live.network() as elsewhere:
        okonjo = Page(network, heart.okonjo, heart.session).publish()
        tanabe = Page(elsewhere, heart.tanabe, heart.session)
        for _ in range(20):  # what is said before the other process hears the bell is lost; a page comes in anew
            if okonjo.socket.hears(0.5, whisper="entered", peer=tanabe.key):
                break
            tanabe = Page(elsewhere, heart.tanabe, heart.session)
        assert sorted(tanabe.told("streams").values()) == [[okonjo.key, "camera"], [okonjo.key, "voice"]]
        tanabe.publish()
        assert sorted(okonjo.told("streams").values()) == [[tanabe.key, "camera"], [tanabe.key, "voice"]]
        mute_everybody(heart.session, by=heart.marsh)
        until(lambda: "voice" in shut(world, okonjo) & shut(world, tanabe))
        okonjo.say(state={"voice": True})
        assert tanabe.socket.until(whisper="signal", peer=okonjo.key)["data"]["state"]["voice"] is True


@pytest.mark.parametrize("data", [
    {"offer": "v=0" + "\nm=audio" * 4}, {"offer": 7}, {"offer": "x" * 55_001}, {"answer": None}, {"restart": "yes"},
    {"want": "all"}, {"candidates": [{"candidate": "x" * 501}]}, {"candidates": [{}] * 31}, {"candidates": {"a": 1}},
    {"candidates": [{"candidate": "c", "sdpMid": {"x": 1}}]}, {"want": {"pictures": 1}}, {"again": 1}, {},
    {"round": 6, "offer": "v=0"},
])  # fmt: skip
def test_what_makes_no_sense_of_sound_and_pictures_is_nothing(data):
    assert read({"round": 7} | data, 7) is None
