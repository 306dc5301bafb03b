// A line that goes by a media server: one connection for what one sends, one for what one receives. The page says everything
// about them to the product, never to the server itself; `round` counts beginnings, and what is of an older one is not heard.
import { Line } from "./line.js";
import { Way } from "./way.js";

const RELAY = "relay", PLACES = ["voice", "camera", "screen"];
const LAYERS = [{ rid: "h", maxBitrate: 600_000 }, { rid: "m", scaleResolutionDownBy: 2, maxBitrate: 200_000 }, { rid: "l", scaleResolutionDownBy: 4, maxBitrate: 70_000 }];
const ENCODED = { voice: [{ maxBitrate: 40_000 }], camera: LAYERS, screen: [{ maxBitrate: 900_000 }] };

export class Relay extends Line {
  round = 0;
  large = "";
  gone = true;

  // Our voice, camera or screen: a track, or nothing for off.
  put(place, track) {
    this.media[place] = track;
    this.media.state[place] = Boolean(track);
    this.fill(place);
    this.say({ state: this.media.state });
    this.tell("changed");
  }

  // For a weak line: no pictures come.
  wantPictures(wanted) {
    this.media.state.pictures = wanted;
    this.want();
  }

  // Whose picture is large comes as it is, the others smaller.
  enlarge(key) {
    if (this.large === key) return;
    this.large = key;
    this.want();
  }

  want() { this.say({ want: { pictures: this.media.state.pictures, large: this.large } }); }

  say(data) { return this.me && this.signal(RELAY, data); }

  meet({ peer, who, sends, state }) {
    if (!this.peers.has(peer)) this.peers.set(peer, new Heard(peer, who, sends));
    this.peers.get(peer).told(state);
    this.tell("changed");
  }

  signalled(key, data) {
    if (key !== RELAY) {
      this.peers.get(key)?.told(data.state);
      return this.tell("changed");
    }
    if (data.begin) return this.begin(data.begin);
    if (data.gone) return this.cease();
    if (data.round !== this.round) return undefined;
    if (data.answer) return this.out?.take({ type: "answer", sdp: data.answer });
    return data.offer && this.receive(data);
  }

  // The server is there, for the first time or again: everything is made anew, and what was on stays on.
  begin(round) {
    if (round === this.round && !this.gone) return;
    this.cease();
    Object.assign(this, { round, gone: false });
    this.into = this.way("into");
    if (this.me?.sends) this.send();
    this.say({ state: this.media.state });
    this.want();
    this.tell("changed");
  }

  way(name) {
    return new Way({
      ice: this.ice, restart: () => (name === "out" ? this.out.offer({ iceRestart: true }) : this.talk({ restart: true })),
      say: (data) => this.talk({ way: name, ...data }), moved: () => this.tell("changed"), lost: () => this.talk({ again: true }),
    });
  }

  talk(data) { return this.say({ round: this.round, ...data }); }

  send() {
    this.out = this.way("out");
    this.places = {};
    for (const place of PLACES) {
      const kind = place === "voice" ? "audio" : "video", encodings = ENCODED[place].map((one) => ({ ...one }));
      this.places[place] = this.out.connection.addTransceiver(kind, { direction: "sendonly", sendEncodings: encodings }).sender;
      this.fill(place);
    }
    this.out.offer();
  }

  fill(place) { this.places?.[place]?.replaceTrack(this.media[place] ?? null).catch(() => {}); }

  // What comes from whom: by the mids of the offer. A page answers before it is asked again.
  async receive({ offer, streams }) {
    const into = this.into;
    await into.take({ type: "offer", sdp: offer });
    if (into !== this.into) return;
    for (const peer of this.peers.values()) peer.tracks = {};
    for (const { mid, receiver } of into.connection.getTransceivers()) {
      const [key, place] = streams[mid] ?? [];
      this.peers.get(key)?.gets(place, receiver);
    }
    this.tell("changed");
  }

  cease() {
    this.out?.close();
    this.into?.close();
    this.out = this.into = this.places = null;
    this.gone = true;
    for (const peer of this.peers.values()) peer.tracks = {};
    this.tell("changed");
  }

  resume() { this.out?.resume(); }

  get connections() { return [this.out, this.into].filter(Boolean).map((way) => way.connection); }

  get interrupted() { return this.gone || Boolean(this.out?.broken || this.into?.broken); }

  drop() {
    this.round = 0;
    this.cease();
    super.drop();
  }
}

// One of the others, as far as something of theirs is received.
class Heard {
  constructor(key, who, sends) {
    Object.assign(this, { key, who, sends, state: {}, tracks: {}, voice: null });
    this.told({});
  }

  told(state = {}) { for (const place of PLACES) this.state[place] = this.sends && state[place] === true; }

  gets(place, receiver) {
    this.tracks[place] = receiver.track;
    if (place === "voice") this.voice = receiver;
  }

  // How loud they are now, 0 to 1.
  loudness() { return this.state.voice ? this.voice?.getSynchronizationSources()[0]?.audioLevel ?? 0 : 0; }

  close() { this.tracks = {}; }
}
