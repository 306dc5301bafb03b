"""A full board in a call by the media server: seen and heard, muted, back after its death, and one has to go."""

import os
import signal
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.meetings import call_together, join
from tests.e2e.people import PATIENCE
from tests.e2e.test_call import says, speak

pytestmark = pytest.mark.e2e
# How many the media server was known to have after they had come in.
THERE = """
from django.db.models import F
from boards.models import Stay
print(Stay.objects.filter(attendance__session__board__slug="full", attendance__line_at__gt=F("came_at")).count())
"""
WITHIN = 10_000  # ms: how soon everybody is back after the media server died
LOOKS = 30_000  # ms: in which it was surely asked who is there
MUCH, EVERY = 3000, 100  # bytes of a voice that is heard; ms between two looks
# A small picture, of the moderator's camera two layers; every connection to the server, and what comes in, or goes out,
# over those that stand, by its track.
WATCHED = """
  const Real = window.RTCPeerConnection, ways = [];
  window.RTCPeerConnection = class extends Real { constructor(...given) { super(...given); ways.push(this); } };
  const lend = navigator.mediaDevices?.getUserMedia.bind(navigator.mediaDevices);
  const small = () => ({ video: window.layered ? { width: 640, height: 360 } : { width: 320, height: 180 } });
  if (lend) navigator.mediaDevices.getUserMedia = (asked) => lend(asked.video ? small() : asked);
  window.connections = () => ways.length;
  const standing = () => ways.filter((one) => one.connectionState === "connected");
  window.marks = () => standing().map((way) => way.localDescription.sdp.match(/ice-ufrag:(.+)/)[1]);
  window.fail = () => {
    for (const way of standing()) {
      Object.defineProperty(way, "connectionState", { value: "failed", configurable: true });
      way.dispatchEvent(new Event("connectionstatechange"));
      delete way.connectionState;
      way.dispatchEvent(new Event("connectionstatechange"));
    }
  };
  window.tracks = async (type, kind) => {
    const found = [];
    for (const way of standing()) {
      for (const one of (await way.getStats()).values()) {
        if (one.type !== type || one.kind !== kind) continue;
        const rises = kind === "video" ? one.framesDecoded : one.totalAudioEnergy;
        found.push({ bytes: one.bytesReceived ?? one.bytesSent, rises: rises ?? 0, width: one.frameWidth });
      }
    }
    return found;
  };
"""
# A page that does not keep to being muted: its microphone stays on, and goes on being sent.
CHEATS = """
  const put = RTCRtpSender.prototype.replaceTrack;
  RTCRtpSender.prototype.replaceTrack = function (track) { return track ? put.call(this, track) : Promise.resolve(); };
  MediaStreamTrack.prototype.stop = () => {};
"""


def tracks(page, kind, way="inbound-rtp"):
    """What came in of each voice or picture so far, or went out."""
    return page.evaluate("([way, kind]) => tracks(way, kind)", [way, kind])


def until(page, met, patience=PATIENCE):
    """Look until it is so."""
    for _ in range(patience // EVERY):
        if met():
            return
        page.wait_for_timeout(EVERY)
    raise AssertionError(f"it did not come; there is {tracks(page, 'audio')}, {tracks(page, 'video')}")


def rise(page, number, patience=PATIENCE, kinds=("audio", "video")):
    """More frames and more sound come from so many others than came before."""
    for kind in kinds:
        before = [one["rises"] for one in tracks(page, kind)]
        least = before if len(before) == number else [0] * number
        until(page, lambda kind=kind, least=least: _rose(tracks(page, kind), least), patience)


def _rose(now, least):
    return len(now) == len(least) and all(one["rises"] > old for one, old in zip(now, least, strict=True))


def heard(numbers):
    """Of all voices exactly so many are heard on each page, and not a byte comes of the others."""
    seen = dict.fromkeys(numbers, ())

    def so_many(page, number):
        now = [one["bytes"] for one in tracks(page, "audio")]
        if len(now) != len(seen[page]):
            seen[page] = now
        risen = [new - old for new, old in zip(now, seen[page], strict=True)]
        if max(risen) < MUCH:
            return False
        seen[page] = now
        return sum(one > 0 for one in risen) == number

    for page in numbers:
        so_many(page, 0)  # all are listened to at once
    for page, number in numbers.items():
        until(page, lambda page=page, number=number: so_many(page, number))


@pytest.fixture
def pages(sit, standing_site):
    """The moderator, two advisors and an observer in one session; Dr Okonjo's page does not keep to being muted."""
    rooms = {"Dosing": ["advisor1", "advisor2", "observer"]}
    path = call_together(standing_site, "full", provider="janus", rooms=rooms)
    people = [sit(standing_site, name, last=True) for name in ("moderator", "advisor1", "advisor2", "observer")]
    for person in people:
        person.context.add_init_script(WATCHED)
    people[0].context.add_init_script("window.layered = true")
    people[1].context.add_init_script(CHEATS)
    found = marsh, okonjo, *_ = [join(person, path) for person in people]
    expect(okonjo.get_by_role("heading", name="You wait to be let in")).to_be_visible()
    marsh.get_by_role("tab", name="Hands").click()
    marsh.get_by_role("button", name="Let everybody in").click()
    return found


def test_a_board_sees_and_hears_each_other_and_the_server_lets_through_what_may_be_sent(pages, standing_site):
    marsh, okonjo, solheim, brandt = pages
    for page in pages:
        says(page, "You are on the line")
    for page in (marsh, okonjo, solheim):
        speak(page)
    everybody_is_there(pages)
    expect(marsh.locator(".tile.speaking:not(.mine)")).not_to_have_count(0)
    finds_another_way(marsh)
    makes_her_large(brandt)
    expect(brandt.get_by_role("button", name="Unmute")).to_have_count(0)
    is_muted(okonjo, marsh, (solheim, brandt))
    comes_back(solheim, marsh)
    meet_apart(okonjo, marsh, (solheim, brandt))
    marsh.get_by_role("button", name="Let speak Dr Samuel Okonjo").click()
    okonjo.get_by_role("button", name="Unmute").click()
    heard({brandt: 3})
    shows_a_screen(solheim, marsh, brandt)
    brandt.get_by_role("button", name="Sound only").click()
    until(marsh, lambda: standing_site.shell(THERE).split() == ["4"], LOOKS)
    the_media_server_dies(standing_site, pages)
    wants_pictures_again(brandt)
    marsh.get_by_role("button", name="Ask Dr Samuel Okonjo to leave").click()
    expect(okonjo.locator("[data-line]")).to_have_count(0)
    for page, others in ((marsh, 1), (solheim, 1), (brandt, 2)):
        until(page, lambda page=page, others=others: len(tracks(page, "audio")) == others)
        expect(page.locator(".tile")).to_have_count(2)


def everybody_is_there(pages):
    """Frames and sound of everybody who sends rise at everybody else."""
    for page, others in zip(pages, (2, 2, 2, 3), strict=True):
        rise(page, others)


def makes_her_large(brandt):
    """Pictures come in the size they are shown in: half of it, until somebody is pinned, by the keyboard."""
    assert {one["width"] for one in tracks(brandt, "video")} == {320}
    brandt.get_by_role("button", name="Show Helena Marsh large").press("Enter")
    expect(brandt.locator("[data-big-name]")).to_have_text("Helena Marsh")
    until(brandt, lambda: 640 in {one["width"] for one in tracks(brandt, "video")})


def finds_another_way(marsh):
    """Both her ways to the server break, what she sends and what she receives: each is mended, and none begun anew."""
    ways, marks = marsh.evaluate("connections()"), set(marsh.evaluate("marks()"))
    marsh.evaluate("fail()")
    until(marsh, lambda: len(marks - set(marsh.evaluate("marks()"))) == 2)
    rise(marsh, 2)
    assert marsh.evaluate("connections()") == ways


def wants_pictures_again(brandt):
    """Who had sound only has it after the break too, and not a picture; then all of them come, one still large."""
    assert not any(one["rises"] for one in tracks(brandt, "video"))
    brandt.get_by_role("button", name="Sound only").click()
    rise(brandt, 3, kinds=["video"])
    expect(brandt.locator("[data-big-name]")).to_have_text("Helena Marsh")


def is_muted(okonjo, marsh, others):
    """The moderator closes a microphone: its page goes on sending, and not a byte of it comes to anybody."""
    marsh.get_by_role("button", name="Mute Dr Samuel Okonjo").click()
    says(okonjo, "You are on the line. The moderator muted you.")
    before = tracks(okonjo, "audio", "outbound-rtp")[0]["bytes"]
    heard({page: len(tracks(page, "audio")) - 1 for page in (marsh, *others)})
    until(okonjo, lambda: tracks(okonjo, "audio", "outbound-rtp")[0]["bytes"] > before + MUCH)


def comes_back(solheim, marsh):
    """A page that is loaded anew is on the line again by itself, with nothing on before its owner says so."""
    solheim.reload()
    says(solheim, "You are on the line")
    expect(solheim.get_by_role("button", name="Unmute")).to_be_enabled()
    expect(marsh.locator(".tile")).to_have_count(3)
    speak(solheim)
    until(marsh, lambda: _flow(tracks(marsh, "video"), 2))


def meet_apart(okonjo, marsh, others):
    """Three go to their room with what is on, and nobody else hears them; who was muted stays so, there and back."""
    marsh.get_by_role("button", name="Open the rooms").click()
    for page in (okonjo, *others):
        expect(page.locator("#r-apart")).to_contain_text("You are in room Dosing")
    for page, voices, pictures in ((marsh, 0, 0), (okonjo, 1, 1), (others[1], 1, 2)):
        comes_from(page, voices, pictures)
    marsh.get_by_role("button", name="Call everybody back").click()
    for page, voices, pictures in ((marsh, 1, 2), (okonjo, 2, 2), (others[1], 2, 3)):
        comes_from(page, voices, pictures)
    expect(okonjo.get_by_role("button", name="Unmute")).to_be_disabled()


def comes_from(page, voices, pictures):
    """Over new connections comes what so many send: of a voice that may not be heard, there is nothing at all."""
    until(page, lambda: _flow(tracks(page, "audio"), voices) and _flow(tracks(page, "video"), pictures))


def shows_a_screen(solheim, marsh, brandt):
    """Whom the moderator names shows a screen, and it is large for everybody."""
    marsh.get_by_role("button", name="Let show Prof. Ingrid Solheim").click()
    solheim.get_by_role("button", name="Share screen").click()
    for page, pictures in ((marsh, 3), (brandt, 4)):
        expect(page.locator("[data-big-name]")).to_have_text("Prof. Ingrid Solheim shares a screen")
        until(page, lambda page=page, pictures=pictures: _flow(tracks(page, "video"), pictures))
    solheim.get_by_role("button", name="Stop sharing").click()
    for page, others in ((marsh, 2), (brandt, 3)):
        until(page, lambda page=page, others=others: len(tracks(page, "video")) == others)


def _flow(now, number):
    return len(now) == number and all(one["rises"] for one in now)


def the_media_server_dies(site, pages):
    """Killed in the middle of it, it is started anew, and everybody is back without a click, as they were."""
    [number] = [int(one.parent.name) for one in Path("/proc").glob("[0-9]*/cmdline") if _is_media_of(site, one)]
    ways = [page.evaluate("connections()") for page in pages]
    by = _now() + WITHIN
    os.kill(number, signal.SIGKILL)
    for page, earlier in zip(pages, ways, strict=True):
        until(page, lambda page=page, earlier=earlier: page.evaluate("connections()") > earlier, by - _now())
    *seeing, brandt = pages
    for page in seeing:
        rise(page, 2, by - _now())
    rise(brandt, 3, by - _now(), kinds=["audio"])
    assert _now() < by
    for page in pages:
        says(page, "You are on the line")
    expect(pages[0].get_by_role("button", name="Mute Dr Samuel Okonjo")).to_be_visible()
    expect(pages[-1].get_by_role("button", name="Unmute")).to_have_count(0)


def _now():
    return int(time.monotonic() * 1000)


def _is_media_of(site, command):
    try:
        return str(site.data / "janus" / "janus.jcfg").encode() in command.read_bytes()
    except OSError:
        return False
