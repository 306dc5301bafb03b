"""A meeting of three in their browsers: they see and hear each other; one is muted, one comes back, one has to go."""

import pytest
from playwright.sync_api import expect

from tests.e2e.meetings import call_together, join
from tests.e2e.people import PATIENCE

pytestmark = pytest.mark.e2e
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
# A small picture; every way to another browser, and what came in over those that stand: frames, energy, bytes of voice.
WATCHED = """
  const Real = window.RTCPeerConnection, ways = [];
  window.RTCPeerConnection = class extends Real { constructor(...given) { super(...given); ways.push(this); } };
  const lend = navigator.mediaDevices?.getUserMedia.bind(navigator.mediaDevices);
  const small = { video: { width: 160, height: 120 } };
  if (lend) navigator.mediaDevices.getUserMedia = (asked) => lend(asked.video ? small : asked);
  window.received = async () => {
    const sums = [];
    for (const way of ways.filter((one) => one.connectionState === "connected")) {
      const sum = { frames: 0, energy: 0, bytes: 0 };
      for (const one of (await way.getStats()).values()) {
        if (one.type !== "inbound-rtp") continue;
        if (one.kind === "video") sum.frames += one.framesDecoded ?? 0;
        else { sum.energy += one.totalAudioEnergy ?? 0; sum.bytes += one.bytesReceived; }
      }
      sums.push(sum);
    }
    return sums;
  };
"""


def received(page):
    """What came in from each of the others."""
    return page.evaluate("received()")


def until(page, met, seconds=PATIENCE / 1000):
    """Look at what came in until it is so."""
    for _ in range(int(seconds * 10)):
        if met(received(page)):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"it did not come; there is {received(page)}")


def rise(page, number):
    """More frames and more sound come from so many others than came before."""
    before = received(page)
    least = dict(enumerate(before)) if len(before) == number else {}
    none = {"frames": 0, "energy": 0}

    def rose(now):
        pairs = [(one, least.get(place, none)) for place, one in enumerate(now)]
        return len(now) == number and all(
            one["frames"] > old["frames"] and one["energy"] > old["energy"] for one, old in pairs
        )

    until(page, rose)


def says(page, words):
    """What the page says of the line."""
    expect(page.locator("[data-says]")).to_have_text(words)


def speak(page):
    """Switch microphone and camera on."""
    page.get_by_role("button", name="Unmute").click()
    page.get_by_role("button", name="Start camera").click()


@pytest.fixture
def pages(sit, standing_site):
    """Dr Okonjo, Prof. Solheim and the moderator in one session, who let the others in."""
    path = call_together(standing_site, "call")
    people = [sit(standing_site, name, last=True) for name in ("advisor1", "advisor2", "moderator")]
    for person in people:
        person.context.add_init_script(WATCHED)
    found = okonjo, _, marsh = [join(person, path) for person in people]
    expect(okonjo.get_by_role("heading", name="You wait to be let in")).to_be_visible()
    marsh.get_by_role("tab", name="Hands").click()
    marsh.get_by_role("button", name="Let everybody in").click()
    return found


def test_three_people_see_and_hear_each_other_until_one_is_muted_and_one_is_asked_to_go(pages):
    okonjo, solheim, marsh = pages
    for page in pages:
        says(page, "You are on the line")
        speak(page)
    for page in pages:
        rise(page, 2)
    expect(marsh.locator(".tile.speaking")).not_to_have_count(0)
    is_muted(okonjo, marsh, solheim)
    comes_back(solheim, marsh)
    marsh.get_by_role("button", name="Let speak Dr Samuel Okonjo").click()
    okonjo.get_by_role("button", name="Unmute").click()
    rise(solheim, 2)
    marsh.get_by_role("button", name="Ask Dr Samuel Okonjo to leave").click()
    expect(okonjo.locator("[data-line]")).to_have_count(0)
    for page in (marsh, solheim):
        expect(page.locator(".tile")).to_have_count(2)
        until(page, lambda now: len(now) == 1)


def is_muted(okonjo, marsh, solheim):
    """The moderator closes a microphone: nothing of it comes to anybody any more, while the others are heard."""
    marsh.get_by_role("button", name="Mute Dr Samuel Okonjo").click()
    says(okonjo, "You are on the line. The moderator muted you.")
    expect(okonjo.get_by_role("button", name="Unmute")).to_be_disabled()
    expect(solheim.locator(".tile", has_text="Okonjo")).to_contain_text("muted by the moderator")
    silent = [one["bytes"] for one in received(marsh)]
    until(marsh, lambda now: sum(one["bytes"] > old for one, old in zip(now, silent, strict=True)) == 1)
    quiet = [one["bytes"] for one in received(marsh)]
    until(marsh, lambda now: max(one["bytes"] - old for one, old in zip(now, quiet, strict=True)) > 5000)
    assert min(one["bytes"] - old for one, old in zip(received(marsh), quiet, strict=True)) == 0


def comes_back(solheim, marsh):
    """A page that is loaded anew is on the line again by itself, with nothing on before its owner says so."""
    solheim.reload()
    says(solheim, "You are on the line")
    expect(solheim.get_by_role("button", name="Unmute")).to_be_enabled()
    expect(marsh.locator(".tile")).to_have_count(3)
    speak(solheim)
    until(marsh, lambda now: len(now) == 2 and all(one["frames"] for one in now))
