"""One page's side of a line, asked for what no meeting of browsers comes to by itself."""

import pytest

from boards.live.mesh import LASTS

pytestmark = pytest.mark.e2e
LATE = """async (module) => {
  const { Own } = await import(module);
  const line = { me: { sends: true }, media: {}, put(place, track) { this.media[place] = track; } };
  const own = new Own(line), lent = document.createElement("canvas").captureStream();
  navigator.mediaDevices.getUserMedia = async () => lent;
  const turning = own.turn("camera");
  line.me = null;
  await turning;
  return [line.media.camera ?? null, ...lent.getTracks().map((track) => track.readyState)];
}"""
UNREACHED = """async (module) => {
  const { Mesh } = await import(module);
  const mesh = new Mesh(new EventTarget(), { session: 1, tickets: "" }), peer = (id, connectionState) => (
    { who: { id, name: id }, lost: connectionState === "failed", connection: { connectionState }, close() {} });
  let times = 0;
  mesh.later = () => { times += 1; };
  mesh.wanted = true;
  const tell = () => [times, mesh.me !== null, mesh.interrupted, mesh.unreached.map(({ who }) => who.name)], told = [];
  for (const state of ["failed", "failed", "failed", "connected"]) {
    mesh.me = {};
    mesh.peers = new Map([["a", peer("Okonjo", state)], ["b", peer("Solheim", "connected")]]);
    mesh.moved(mesh.peers.get("a"));
    told.push(tell());
  }
  return told;
}"""


SPOKEN = """async (module) => {
  const { Own } = await import(module), own = new Own({ media: {} }), told = [];
  for (const [at, loudness] of [[0, 0], [100, 0.5], [600, 0], [1400, 0], [2000, 0], [9000, 0.5], [9500, 0.01]]) {
    own.heard(loudness, at);
    told.push(own.spoken);
  }
  return told;
}"""
RENEWED = """async (module) => {
  const { Mesh } = await import(module), every = [];
  let asked = 0;
  window.setInterval = (does, pause) => every.push({ does, pause });
  window.fetch = async () => {
    asked += 1;
    const iceServers = [{ urls: "turn:127.0.0.1:9", username: `for ten minutes ${asked}`, credential: "x" }];
    return Response.json({ ticket: "t", iceServers, iceTransportPolicy: "all" });
  };
  const mesh = new Mesh(new EventTarget(), { session: 1, tickets: "tickets" }), connection = new RTCPeerConnection();
  const renewing = every[0], shown = () => connection.getConfiguration().iceServers.map((one) => one.username);
  mesh.peers.set("a", { connection });
  await renewing.does();
  const away = shown();
  mesh.me = {};
  await renewing.does();
  return [renewing.pause, away, shown()];
}"""


def test_a_voice_is_counted_with_its_breaths_and_what_opens_a_way_is_renewed_before_it_ends(sit, standing_site):
    page = sit(standing_site, "advisor1", last=True).open("/")
    assert page.evaluate(SPOKEN, served(standing_site, "js/calls/own.js")) == [0, 100, 600, 600, 600, 1600, 2100]
    pause, away, here = page.evaluate(RENEWED, served(standing_site, "js/calls/mesh.js"))
    assert pause < LASTS.total_seconds() * 1000 / 2
    assert (away, here) == ([], ["for ten minutes 1"])  # nothing is asked for while nobody is on the line


def test_a_camera_that_is_lent_too_late_is_let_go_and_one_whom_nothing_reaches_costs_the_others_nothing(
    sit, standing_site
):
    page = sit(standing_site, "advisor1", last=True).open("/")
    assert page.evaluate(LATE, served(standing_site, "js/calls/own.js")) == [None, "ended"]
    assert page.evaluate(UNREACHED, served(standing_site, "js/calls/mesh.js")) == [
        [1, False, True, []],
        [2, False, False, ["Okonjo"]],
        [2, True, False, ["Okonjo"]],
        [2, True, False, []],
    ]


def served(site, name):
    """Where a file of the product's own is served."""
    return site.shell(f"from django.templatetags.static import static; print(static({name!r}))").strip()
