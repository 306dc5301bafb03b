"""A meeting of three in their browsers: devices and lines fail, one is muted, one has two pages, one has to go."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.meetings import call_together
from tests.e2e.people import PATIENCE

pytestmark = pytest.mark.e2e
PULSES = 60_000  # ms: a page tells every 25 seconds for how long its owner spoke
MUCH = 2500  # bytes of voices that are heard
# A small picture, or none where the camera fails as it is told to; what was lent; every way to another browser, and
# what came in over those that stand: frames, energy, bytes of voice. A way fails as a browser says that it does.
WATCHED = """
  const Real = window.RTCPeerConnection, Line = window.WebSocket, ways = [], lines = [], lent = [];
  window.RTCPeerConnection = class extends Real { constructor(...given) { super(...given); ways.push(this); } };
  const welcomed = ({ data }) => { if (data.includes('"welcome"')) window.welcomes += 1; };
  window.welcomes = 0;
  window.WebSocket = class extends Line {
    constructor(...given) { super(...given); lines.push(this); this.addEventListener("message", welcomed); }
  };
  const lend = navigator.mediaDevices?.getUserMedia.bind(navigator.mediaDevices);
  const small = { video: { width: 160, height: 120 } };
  if (lend) navigator.mediaDevices.getUserMedia = async (asked) => {
    if (asked.video && sessionStorage.fails) throw new DOMException("", sessionStorage.fails);
    const stream = await lend(asked.video ? small : asked);
    lent.push(...stream.getTracks());
    return stream;
  };
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    if (!this.isConnected && this.srcObject) {
      const context = new AudioContext(), samples = new Float32Array(512), analyser = context.createAnalyser();
      context.createMediaStreamSource(this.srcObject).connect(analyser);
      window.loudest = () => { analyser.getFloatTimeDomainData(samples); return Math.max(...samples); };
    }
    return play.call(this);
  };
  window.hearing = () => lent.find(({ kind, readyState }) => kind === "audio" && readyState === "live")?.label;
  window.unplug = () => lent.findLast(({ kind }) => kind === "video").dispatchEvent(new Event("ended"));
  window.cut = () => { lines.at(-1).close(); return window.welcomes; };
  const mark = (way) => way.localDescription?.sdp.match(/ice-ufrag:(.+)/)[1];
  window.open_ways = () => ways.map((way) => [way.connectionState, mark(way)]);
  window.fail = (times) => {
    const way = ways.findLast(({ connectionState }) => connectionState === "connected");
    const says = () => way.dispatchEvent(new Event("connectionstatechange"));
    Object.defineProperty(way, "connectionState", { value: "failed", configurable: true });
    for (let time = 0; time < times; time++) says();
    delete way.connectionState;
    says();
  };
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
    found = okonjo, solheim, marsh = [person.open(f"{path}prejoin/") for person in people]
    without_a_camera(solheim)
    tries_her_line(solheim)
    for page in found:
        page.get_by_role("button", name="Join", exact=True).click()
    expect(okonjo.get_by_role("heading", name="You wait to be let in")).to_be_visible()
    marsh.get_by_role("tab", name="Hands").click()
    marsh.get_by_role("button", name="Let everybody in").click()
    return found


def test_three_people_see_and_hear_each_other_until_one_is_muted_and_one_is_asked_to_go(pages):
    okonjo, solheim, marsh = pages
    for page in pages:
        says(page, "You are on the line")
    her_camera_comes_back(solheim)
    for page in (okonjo, marsh):
        speak(page)
    for page in pages:
        rise(page, 2)
    expect(marsh.locator(".tile.speaking:not(.mine)")).not_to_have_count(0)
    marsh.get_by_role("button", name="Show Dr Samuel Okonjo large").press("Enter")
    okonjo.get_by_role("button", name="Raise hand").click()
    expect(solheim.locator(".tile", has_text="Okonjo").locator(".up")).to_have_text("1")
    is_muted(okonjo, marsh, solheim)
    finds_another_way(okonjo, marsh)
    expect(marsh.locator("[data-big-name]")).to_have_text("Dr Samuel Okonjo")
    has_a_weak_line(solheim)
    goes_on_in_another_window(solheim, marsh)
    stays_muted(okonjo, marsh)
    expect(marsh.locator("#r-people li", has_text="You")).to_contain_text("spoke", timeout=PULSES)
    rise(marsh, 2)
    marsh.get_by_role("button", name="Ask Dr Samuel Okonjo to leave").click()
    expect(okonjo.get_by_text("You were asked to leave.")).to_be_visible()
    expect(marsh.locator(".tile")).to_have_count(2)
    until(marsh, lambda now: len(now) == 1)


def without_a_camera(page):
    """Before one goes in, a camera that is not allowed is told of, and one goes in with the microphone one chose."""
    page.evaluate("sessionStorage.fails = 'NotAllowedError'")
    page.get_by_role("button", name="Try the camera").click()
    page.get_by_label("Microphone", exact=True).select_option("Fake Audio Input 2")
    page.get_by_role("button", name="Try the microphone").click()
    expect(page.get_by_role("button", name="Microphone on")).to_be_visible()
    expect(page.locator("[data-trouble]")).to_have_text(
        "The camera is not allowed here. Allow it beside the address of this page, or leave it off. "
        "Without it you can take part by sound."
    )
    page.evaluate("sessionStorage.fails = 'NotFoundError'")


def tries_her_line(page):
    """Before one goes in, three notes are played where one chose, and what the line carries is told."""
    page.get_by_label("Sound", exact=True).select_option("Fake Audio Output 2")
    page.get_by_role("button", name="Play a test sound").click()
    until(page, lambda _: page.evaluate("window.loudest?.() ?? 0") > 0.01)
    expect(page.locator("[data-reach=rate]")).to_have_text(re.compile("^Connection: .* Mbit/s, enough for video$"))
    expect(page.locator("[data-reach=delay]")).to_have_text(re.compile(r"^Delay \d+ ms"))


def her_camera_comes_back(page):
    """She is heard by what she chose, and told what became of the camera: none there, there, and pulled out again."""
    trouble, start = page.locator("[data-trouble]"), page.get_by_role("button", name="Start camera")
    expect(page.get_by_role("button", name="Mute", exact=True)).to_be_visible()
    assert page.evaluate("hearing()") == "Fake Audio Input 2"
    start.click()
    expect(trouble).to_have_text(
        "No camera was found. Plug one in, or leave it off. Without it you can take part by sound."
    )
    page.evaluate("sessionStorage.removeItem('fails')")
    start.click()
    expect(trouble).to_be_hidden()
    page.evaluate("unplug()")
    expect(trouble).to_have_text("The camera went away, so it is off. Plug it in again, or choose another.")
    start.click()
    expect(page.get_by_role("button", name="Stop camera")).to_be_visible()


def is_muted(okonjo, marsh, solheim):
    """The moderator closes a microphone: nothing of it comes to anybody any more, while the others are heard."""
    marsh.get_by_role("button", name="Mute Dr Samuel Okonjo").click()
    says(okonjo, "You are on the line. The moderator muted you.")
    expect(okonjo.get_by_role("button", name="Unmute")).to_be_disabled()
    expect(solheim.locator(".tile", has_text="Okonjo")).to_contain_text("muted by the moderator")
    silent = [one["bytes"] for one in received(marsh)]
    until(marsh, lambda now: sum(one["bytes"] > old for one, old in zip(now, silent, strict=True)) == 1)
    quiet = [one["bytes"] for one in received(marsh)]
    until(marsh, lambda now: max(one["bytes"] - old for one, old in zip(now, quiet, strict=True)) > MUCH)
    assert min(one["bytes"] - old for one, old in zip(received(marsh), quiet, strict=True)) == 0


def finds_another_way(okonjo, marsh):
    """A way that broke is mended; where that helps no more he comes in anew. He is seen as before, and as silent."""
    [*_, (_, first)] = before = okonjo.evaluate("open_ways()")
    okonjo.evaluate("fail(1)")
    until(okonjo, lambda _: okonjo.evaluate("open_ways()")[-1] != ["connected", first])
    until(okonjo, lambda _: okonjo.evaluate("open_ways()")[-1][0] == "connected")
    rise(okonjo, 2)
    okonjo.evaluate("fail(4)")
    until(okonjo, lambda _: len(okonjo.evaluate("open_ways()")) == len(before) + 2)
    rise(okonjo, 2)
    until(marsh, lambda now: len(now) == 2 and all(one["frames"] for one in now))
    assert min(one["bytes"] for one in received(marsh)) == 0
    says(okonjo, "You are on the line. The moderator muted you.")
    expect(okonjo.get_by_role("button", name="Stop camera")).to_be_visible()


def has_a_weak_line(solheim):
    """With sound only she hears all the others and no picture comes; that stays so when her line breaks."""
    only = solheim.get_by_role("button", name="Sound only")
    only.click()
    before = solheim.evaluate("cut()")
    until(solheim, lambda _: solheim.evaluate("welcomes") > before)
    says(solheim, "You are on the line")
    began = received(solheim)
    until(solheim, lambda now: _more(now, began, "bytes") > MUCH)
    seen = received(solheim)
    until(solheim, lambda now: _more(now, seen, "bytes") > MUCH)
    assert _more(received(solheim), seen, "frames") == 0
    only.click()
    until(solheim, lambda now: _more(now, seen, "frames") > 0)


def _more(now, before, what):
    return sum(one[what] for one in now) - sum(one[what] for one in before)


def goes_on_in_another_window(solheim, marsh):
    """Her second page is on the line, with another microphone where the old one is gone; the first page lets go."""
    beside = solheim.context.new_page()
    beside.goto(solheim.url)
    says(solheim, "You went on in another window. Sound and picture are there; load this page anew to have them here.")
    assert solheim.evaluate("hearing()") is None
    says(beside, "You are on the line")
    expect(marsh.locator(".tile")).to_have_count(3)
    beside.get_by_role("button", name="Microphone and camera").click()
    expect(beside.get_by_label("Microphone", exact=True).locator("option:checked")).to_have_text("Fake Audio Input 2")
    beside.keyboard.press("Escape")
    beside.evaluate("localStorage['advisory:devices'] = JSON.stringify({ audio: { id: 'gone' } })")
    speak(beside)
    expect(beside.locator("[data-trouble]")).to_have_text(
        "The microphone you chose before is not here, so another one is on."
    )


def stays_muted(okonjo, marsh):
    """A page that is loaded anew is on the line, sound only as before and nothing on; he speaks once he may."""
    only = okonjo.get_by_role("button", name="Sound only")
    only.click()
    okonjo.reload()
    says(okonjo, "You are on the line. The moderator muted you.")
    expect(only).to_have_attribute("aria-pressed", "true")
    only.click()
    expect(okonjo.get_by_role("button", name="Start camera")).to_be_enabled()
    expect(okonjo.get_by_role("button", name="Unmute")).to_be_disabled()
    marsh.get_by_role("button", name="Let speak Dr Samuel Okonjo").click()
    speak(okonjo)
