// The line of a session: enters it with a ticket, keeps a connection to each of the others, and comes back after every break.
// It never switches anything on by itself.
import { call } from "../api.js";
import { Peer } from "./peer.js";

const AGAIN = 2_000, LONGEST = 20_000;

export class Mesh extends EventTarget {
  constructor(live, { session, tickets }) {
    super();
    Object.assign(this, { live, session, tickets });
    this.media = { voice: null, camera: null, screen: null, state: { voice: false, camera: false, screen: false, pictures: true } };
    this.peers = new Map();
    this.me = null;
    this.wanted = this.asking = false;
    this.failures = 0;
    live.addEventListener("whisper", ({ detail }) => { if (detail.session === session) this.hear(detail); });
    live.addEventListener("state", () => this.lineMoved());
    addEventListener("pagehide", () => this.leave());
  }

  join({ sends }) {
    this.wanted = true;
    this.sending = sends;
    return this.enter();
  }

  leave() {
    this.wanted = false;
    if (this.me) this.live.send({ whisper: "exit", session: this.session });
    this.drop();
  }

  // Our voice, camera or screen: a track, or nothing for off.
  put(place, track) {
    this.media[place] = track;
    this.media.state[place] = Boolean(track);
    for (const peer of this.peers.values()) {
      peer.refill();
      this.signal(peer.key, { state: this.media.state });
    }
    this.tell("changed");
  }

  // For a weak line: the others send us no pictures.
  wantPictures(wanted) {
    this.media.state.pictures = wanted;
    for (const key of this.peers.keys()) this.signal(key, { state: this.media.state });
  }

  async enter() {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.wanted || this.asking || this.live.state !== "live") return;
    this.asking = true;
    const verdict = await call("POST", this.tickets);
    this.asking = false;
    if (!this.wanted) return;
    if (verdict.kind === "refused") return this.end(verdict.code, verdict.message);
    if (verdict.kind !== "done") return this.later();
    this.ice = { iceServers: verdict.data.iceServers, iceTransportPolicy: verdict.data.iceTransportPolicy };
    const sent = { whisper: "enter", session: this.session, ticket: verdict.data.ticket, sends: this.sending, again: this.me?.peer };
    if (!this.live.send(sent)) this.later();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.enter(), Math.min(LONGEST, AGAIN * 2 ** this.failures) * (0.5 + Math.random() / 2));
    this.failures += 1;
  }

  lineMoved() {
    if (this.live.state === "live") this.enter();
    this.tell("changed");
  }

  hear(line) {
    const does = { welcome: () => this.welcomed(line), entered: () => this.meet(line), left: () => this.part(line.peer),
      signal: () => this.peers.get(line.peer)?.hear(line.data), turned: () => this.turned(line.code),
      out: () => this.end(line.why || "removed") }[line.whisper];
    does?.();
  }

  // In again under the same key, everything goes on; under another, everybody is met anew.
  welcomed({ peer, sends, others }) {
    this.failures = 0;
    const again = this.me?.peer === peer;
    if (!again) this.drop();
    this.me = { peer, sends };
    const here = new Set(others.map((other) => other.peer));
    for (const key of [...this.peers.keys()]) if (!here.has(key)) this.part(key);
    for (const known of this.peers.values()) known.resume();
    for (const other of others) this.meet(other);
    this.tell("joined", { sends, again });
  }

  meet({ peer, who, sends }) {
    if (!this.me || this.peers.has(peer) || !(sends || this.me.sends)) return;
    const made = new Peer({
      key: peer, who, sends, me: this.me, ice: this.ice, media: this.media,
      signal: (data) => this.signal(peer, data), changed: (one) => this.moved(one),
    });
    this.peers.set(peer, made);
    this.tell("changed");
  }

  part(key) {
    this.peers.get(key)?.close();
    if (this.peers.delete(key)) this.tell("changed");
  }

  // After its restarts are used up a connection is begun from nothing, by coming in anew.
  moved(peer) {
    if (peer.lost && this.wanted && !this.timer) {
      this.me = null;
      this.later();
    }
    this.tell("changed");
  }

  signal(to, data) { return this.live.send({ whisper: "signal", session: this.session, to, data }); }

  // Whoever has only just been let in may be a moment early; whether they are in at all is said when they ask for a ticket.
  turned(code) {
    return code === "full" ? this.end(code) : this.later();
  }

  end(code, message = "") {
    this.wanted = false;
    this.drop();
    this.tell("ended", { code, message });
  }

  drop() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.me = null;
    for (const peer of this.peers.values()) peer.close();
    this.peers.clear();
    this.tell("changed");
  }

  tell(name, detail = {}) { this.dispatchEvent(new CustomEvent(name, { detail })); }
}
