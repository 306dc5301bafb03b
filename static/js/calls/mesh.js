// A line of browsers that find each other: a connection to each of the others.
import { Line } from "./line.js";
import { Peer } from "./peer.js";

const ANEW = 2;  // how often everybody comes in anew for the sake of one whom nothing reaches

export class Mesh extends Line {
  constructor(...given) {
    super(...given);
    this.anew = new Map();
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

  signalled(key, data) { this.peers.get(key)?.hear(data); }

  resume() { for (const known of this.peers.values()) known.resume(); }

  meet({ peer, who, sends }) {
    if (!this.me || this.peers.has(peer) || !(sends || this.me.sends)) return;
    const made = new Peer({
      key: peer, who, sends, me: this.me, ice: this.ice, media: this.media,
      signal: (data) => this.signal(peer, data), changed: (one) => this.moved(one),
    });
    this.peers.set(peer, made);
    this.tell("changed");
  }

  // After its restarts are used up a connection is begun from nothing, by coming in anew; if that helps nothing, the others go on without it.
  moved(peer) {
    const whose = peer.who?.id ?? "", tried = this.anew.get(whose) ?? 0;
    if (peer.connection.connectionState === "connected") this.anew.delete(whose);
    if (peer.lost && tried < ANEW && this.wanted && !this.timer) {
      this.anew.set(whose, tried + 1);
      this.me = null;
      this.later();
    }
    this.tell("changed");
  }

  // Those whom nothing reaches: the networks between them and me let nothing through.
  get unreached() { return [...this.peers.values()].filter((peer) => peer.lost && (this.anew.get(peer.who?.id ?? "") ?? 0) >= ANEW); }

  get connections() { return [...this.peers.values()].map((peer) => peer.connection); }

  // Whether the way to somebody is broken now.
  get interrupted() {
    const unreached = this.unreached;
    return [...this.peers.values()].some((peer) => !unreached.includes(peer) && ["failed", "disconnected"].includes(peer.connection.connectionState));
  }

  // Everybody's picture comes as it is.
  enlarge() {}
}
