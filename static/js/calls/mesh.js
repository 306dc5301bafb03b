// A line of browsers that find each other: a connection to each of the others.
import { Line } from "./line.js";
import { Peer } from "./peer.js";

export class Mesh extends Line {
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

  // After its restarts are used up a connection is begun from nothing, by coming in anew.
  moved(peer) {
    if (peer.lost && this.wanted && !this.timer) {
      this.me = null;
      this.later();
    }
    this.tell("changed");
  }

  get connections() { return [...this.peers.values()].map((peer) => peer.connection); }

  // Whether the way to somebody is broken now.
  get interrupted() {
    return [...this.peers.values()].some(({ connection }) => ["failed", "disconnected"].includes(connection.connectionState));
  }

  // Everybody's picture comes as it is.
  enlarge() {}
}
