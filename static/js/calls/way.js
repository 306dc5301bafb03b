// One connection to a media server: one offer at a time, candidates a few together, and another way when it breaks.
const GATHER = 60, RESTART_AFTER = 4_000, RESTARTS = 2, FAILED_AFTER = 15_000;

export class Way {
  constructor({ ice, say, restart, moved, lost }) {
    Object.assign(this, { say, restart, moved, lost, waiting: [], restarts: 0, closed: false, making: false });
    this.connection = new RTCPeerConnection(ice);
    this.connection.onicecandidate = ({ candidate }) => this.gathered(candidate);
    this.connection.onconnectionstatechange = () => this.turned();
  }

  async offer(how = {}) {
    if (this.closed || this.making || this.connection.signalingState !== "stable") return;
    this.making = true;
    await this.connection.setLocalDescription(await this.connection.createOffer(how)).finally(() => { this.making = false; });
    if (!this.closed) this.say({ offer: this.connection.localDescription.sdp });
  }

  // What the server says: an answer to our offer, or an offer that is answered at once.
  async take(description) {
    if (this.closed || (description.type === "answer" && this.connection.signalingState !== "have-local-offer")) return;
    await this.connection.setRemoteDescription(description);
    if (description.type === "answer" || this.closed) return;
    await this.connection.setLocalDescription();
    if (!this.closed) this.say({ answer: this.connection.localDescription.sdp });
  }

  gathered(candidate) {
    if (candidate) this.waiting.push(candidate.toJSON());
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      const candidates = this.waiting.splice(0);
      if (candidates.length && !this.closed) this.say({ candidates });
    }, GATHER);
  }

  get broken() { return ["failed", "disconnected"].includes(this.connection.connectionState); }

  turned() {
    const state = this.connection.connectionState;
    clearTimeout(this.healing);
    if (state === "connected") this.restarts = 0;
    if (state === "failed") this.heal();
    if (state === "disconnected") this.healing = setTimeout(() => this.heal(), RESTART_AFTER);
    this.moved();
  }

  // Another way is looked for; where that does not help either, everything is begun anew.
  heal() {
    if (this.closed || this.connection.connectionState === "connected") return;
    this.restarts += 1;
    if (this.restarts > RESTARTS) return this.lost();
    this.restart();
    this.healing = setTimeout(() => this.heal(), FAILED_AFTER);
  }

  // Our line to the product is back: what could not be said meanwhile is said now.
  resume() { if (this.connection.signalingState === "have-local-offer") this.say({ offer: this.connection.localDescription.sdp }); }

  close() {
    this.closed = true;
    clearTimeout(this.healing);
    clearTimeout(this.timer);
    this.connection.close();
  }
}
