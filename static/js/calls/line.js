// The line of a session: enters it with a ticket and comes back after every break. It never switches anything on by itself.
// By which way sound and pictures go is for those who build on it: a mesh of browsers, or one relay.
import { call } from "../api.js";

const AGAIN = 2_000, LONGEST = 20_000, RENEW = 240_000;

export class Line extends EventTarget {
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
    setInterval(() => this.renew(), RENEW);
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
    this.equip(verdict.data);
    const sent = { whisper: "enter", session: this.session, ticket: verdict.data.ticket, sends: this.sending, again: this.me?.peer };
    if (!this.live.send(sent)) this.later();
  }

  // What the servers in between are shown is good for minutes; a way that stands goes on, and one that is looked for needs the newest.
  async renew() {
    const verdict = this.me && await call("POST", this.tickets);
    if (this.me && verdict.kind === "done") this.equip(verdict.data);
  }

  equip({ iceServers, iceTransportPolicy }) {
    this.ice = { iceServers, iceTransportPolicy };
    for (const connection of this.connections) connection.setConfiguration(this.ice);
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
      signal: () => this.signalled(line.peer, line.data), turned: () => this.turned(line.code),
      out: () => this.me && (line.why === "moved" ? this.move() : this.end(line.why || "removed")) }[line.whisper];
    does?.();
  }

  part(key) {
    this.peers.get(key)?.close();
    if (this.peers.delete(key)) this.tell("changed");
  }

  // In again under the same key, everything goes on; under another, everybody is met anew.
  welcomed({ peer, sends, others }) {
    this.failures = 0;
    const again = this.me?.peer === peer, here = new Set(others.map((other) => other.peer));
    if (!again) this.drop();
    this.me = { peer, sends };
    for (const key of [...this.peers.keys()]) if (!here.has(key)) this.part(key);
    this.resume();
    for (const other of others) this.meet(other);
    this.tell("joined", { sends, again });
  }

  signal(to, data) { return this.live.send({ whisper: "signal", session: this.session, to, data }); }

  // Whoever has only just been let in may be a moment early; whether they are in at all is said when they ask for a ticket.
  turned(code) {
    return code === "full" ? this.end(code) : this.later();
  }

  // Into a breakout room, or back: what is on stays on, and others are met.
  move() {
    this.drop();
    this.enter();
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
