"""The media server itself, as it is started here: behind one door, with one plugin, and what we rely on in rooms."""

import asyncio
import os
import stat
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from advisory.management.commands import serve
from boards.live.janus import configuration, recording
from boards.live.janus.client import GHOST, THERE, Janus, Lost, Refused
from boards.live.janus.keys import WHOLE_EVERY, Keys
from boards.models import Session
from tests.boards.test_sessions import meeting, seen
from tests.make import room
from tests.waiting import until

KEYS, SECRET = Keys.of("board.heart.s1", "the product's own"), "between the two"
NO_SECRET, NO_PLUGIN, UNAUTHORIZED = 403, 460, 433
LISTENS, LOOPBACK = "0A", "0100007F"  # as the kernel writes a state, and 127.0.0.1


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A running Janus: its folder, its address, its process."""
    found, folder = configuration.program(), tmp_path_factory.mktemp("janus") / "media"
    assert found, "janus is not installed (Debian: the package janus)"
    port = configuration.free_port()
    command = configuration.command(found, folder, configuration.Door("127.0.0.1", port, SECRET, ports="21000-21200"))
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    made = SimpleNamespace(folder=folder, url=f"ws://127.0.0.1:{port}", process=process)
    until(lambda: with_janus(made, nothing), patience=30)
    yield made
    process.kill()
    process.wait()


def with_janus(served, work, secret=SECRET):
    """What comes of some work with a connection, True where that is nothing; False while there is none."""

    async def done():
        try:
            janus = await Janus.reached(served.url, secret)
        except Lost:
            return False
        try:
            return await work(janus) or True
        finally:
            await janus.close()

    return asyncio.run(done())


async def nothing(janus):
    """A connection is all that is wanted."""


async def code_of(work):
    """By which number something is refused, or nothing."""
    try:
        await work
    except Refused as refused:
        return refused.code
    return None


def test_its_configuration_is_read_by_nobody_else_and_holds_one_plugin_and_one_door(served):
    assert {stat.S_IMODE(file.stat().st_mode) for file in served.folder.glob("*.jcfg")} == {0o600}
    assert stat.S_IMODE(served.folder.stat().st_mode) == 0o700
    assert [one.name for one in (served.folder / "plugins").iterdir()] == [configuration.PLUGIN]
    assert [one.name for one in (served.folder / "transports").iterdir()] == [configuration.DOOR]


def test_it_takes_connections_from_this_machine_alone(served):
    proc = Path(f"/proc/{served.process.pid}")
    ours = {os.readlink(one) for one in (proc / "fd").iterdir()}
    rows = [row.split() for name in ("tcp", "tcp6") for row in (proc / "net" / name).read_text().splitlines()[1:]]
    listens = [row[1] for row in rows if row[3] == LISTENS and f"socket:[{row[9]}]" in ours]
    assert [place.partition(":")[0] for place in listens] == [LOOPBACK]


def test_one_of_our_own_is_asked_on_loopback_and_has_no_door_for_admins(settings, tmp_path, monkeypatch):
    settings.DATA, settings.JANUS, settings.JANUS_URL = tmp_path, True, ""
    for name in ("JANUS_URL", "JANUS_SECRET"):
        monkeypatch.setenv(name, "")  # set by what is tested, and put back
    folder = Path(serve.media_of_our_own()[2])
    told = (folder / "janus.transport.websockets.jcfg").read_text()
    assert 'ws_ip = "127.0.0.1"' in told
    assert "admin_ws = false" in told
    assert os.environ["JANUS_URL"].startswith("ws://127.0.0.1:")


def test_nobody_speaks_to_it_without_the_secret(served):
    with pytest.raises(Refused) as refused:
        with_janus(served, nothing, secret="guessed")
    assert refused.value.code == NO_SECRET


def test_it_has_no_other_plugin_and_no_room_of_its_own(served):
    async def asked(janus):
        other = janus.ask({"janus": "attach", "plugin": "janus.plugin.echotest"})
        listed, _ = await (await janus.attach(None)).ask({"request": "list", "admin_key": SECRET})
        return await code_of(other), listed["list"]

    assert with_janus(served, asked) == (NO_PLUGIN, [])


def test_a_room_is_made_by_us_alone_and_entered_with_its_pin_under_one_name_once(served, tmp_path):
    making = KEYS.making(SECRET, tmp_path, record=False)

    async def asked(janus):
        one, other = await janus.attach(None), await janus.attach(None)
        return [await code_of(handle.ask(request)) for handle, request, _ in steps(one, other)]

    def steps(one=None, other=None):
        return (
            (one, making | {"admin_key": "guessed"}, UNAUTHORIZED), (one, making, None), (one, making, THERE),
            (one, KEYS.joining("me") | {"pin": "guessed"}, UNAUTHORIZED), (one, KEYS.joining("me"), None),
            (other, KEYS.joining("me"), GHOST),
            (other, KEYS.about("kick") | {"secret": "guessed", "id": "me"}, UNAUTHORIZED),
            (other, KEYS.about("kick") | {"id": "me"}, None), (other, KEYS.joining("me"), None),
        )  # fmt: skip

    assert with_janus(served, asked) == [code for *_, code in steps()]


def test_a_session_is_recorded_and_is_no_more(served, tmp_path, settings):
    settings.DATA, settings.JANUS_URL, settings.JANUS_SECRET = tmp_path, served.url, SECRET
    session, keys = SimpleNamespace(stream="board.heart.s7"), Keys.of("board.heart.s7", settings.SECRET_KEY)
    making = keys.making(SECRET, tmp_path, record=False)

    async def whole_pictures(janus):
        handle = await janus.attach(None)
        await code_of(handle.ask(making))
        rooms, _ = await handle.ask({"request": "list", "admin_key": SECRET})
        return [one["fir_freq"] for one in rooms["list"] if one["room"] == keys.room]

    assert with_janus(served, whole_pictures) == [0]
    for on, every in ((True, WHOLE_EVERY), (False, 0)):
        recording.record(session, on=on)
        assert recording.is_on(session.stream) is on
        assert with_janus(served, whole_pictures) == [every]  # a camera's track begins with one
    assert stat.S_IMODE(recording.folder_of(session.stream).stat().st_mode) == 0o700


def test_what_ended_is_not_recorded_anew_though_the_media_server_did_not_hear_of_the_end(tmp_path, settings):
    settings.DATA, settings.JANUS_URL = tmp_path, "ws://127.0.0.1:9"
    session = SimpleNamespace(stream="board.heart.s7")
    recording.folder_of(session.stream).mkdir(parents=True)
    (recording.folder_of(session.stream) / recording.MARK).touch()
    with pytest.raises(Lost):
        recording.record(session, on=False)
    assert not recording.is_on(session.stream)


def test_whoever_waits_for_an_answer_learns_that_it_was_killed(served):
    async def asked(janus):
        handle = await janus.attach(None)
        served.process.kill()
        served.process.wait()  # with the loop held: what is asked next is asked of a line that seems whole
        with pytest.raises(Lost):
            await handle.ask({"request": "list"})
        await asyncio.wait_for(janus.lost.wait(), 5)

    assert with_janus(served, asked)


@pytest.mark.django_db
def test_without_one_the_way_of_a_full_board_is_not_offered_and_that_is_said():
    heart = room()
    page = seen(heart.lindqvist, "session-new").content.decode()
    assert 'value="janus"' not in page
    assert "needs a media server" in page
    typed = {"title": "We meet", "starts_at": "2100-03-01T18:00", "minutes": "60", "provider": "janus"}
    assert seen(heart.lindqvist, "session-new", **typed).status_code == 422
    assert not heart.board.sessions.exists()


@pytest.mark.django_db
def test_with_one_the_chair_chooses_it_and_is_told_what_it_can(settings):
    settings.JANUS_URL, settings.JANUS_SECRET = "ws://127.0.0.1:1", SECRET
    heart = room()
    assert 'value="janus"' in seen(heart.lindqvist, "session-new").content.decode()
    session = meeting(heart, provider=Session.Provider.JANUS)
    assert "Up to 15 people send" in seen(heart.okonjo, "session", session.pk).content.decode()
