// My own voice, camera and screen: switched on by me alone, and off by me, by the moderator, or when a device is unplugged.
import { inWords, open, wentAway } from "./devices.js";
import { Level } from "./level.js";

const KINDS = { voice: "audio", camera: "video" };
const VOICE = 0.08, HOLDS = 900, LONGEST = 1_000;

export class Own extends EventTarget {
  constructor(line) {
    super();
    Object.assign(this, { line, muted: false, presents: false, level: null, loud: 0, spoken: 0, busy: new Set() });
  }

  on(place) { return Boolean(this.line.media[place]); }

  // Whether the line takes it from me now: there is a place for me, nobody muted me, and a screen is the presenter's.
  may(place) { return Boolean(this.line.me?.sends) && !(place === "voice" && this.muted) && (place !== "screen" || this.presents); }

  // What may be sent is asked again once the browser has asked for the device: that may take a while.
  async turn(place, wanted = !this.on(place)) {
    if (this.busy.has(place) || wanted === this.on(place)) return;
    if (!wanted) return this.off(place);
    if (!this.may(place)) return;
    this.busy.add(place);
    const { track, words = "" } = place === "screen" ? await screen() : await open(KINDS[place]);
    this.busy.delete(place);
    this.trouble(place, words);
    if (!track) return undefined;
    return this.may(place) ? this.take(place, track) : track.stop();
  }

  take(place, track) {
    const before = this.line.media[place];
    track.addEventListener("ended", () => { if (this.line.media[place] === track) this.unplugged(place); });
    if (place === "voice") this.listen(track);
    this.line.put(place, track);
    before?.stop();
  }

  off(place) {
    const track = this.line.media[place];
    if (place === "voice") this.listen(null);
    this.line.put(place, null);
    track?.stop();
  }

  unplugged(place) {
    this.off(place);
    if (place !== "screen") this.trouble(place, wentAway(KINDS[place]));
  }

  // Another device in place of the one that is on; what is off stays off.
  async choose(kind, deviceId) {
    const place = kind === "audio" ? "voice" : "camera";
    if (!this.on(place)) return;
    const { track, words = "" } = await open(kind, deviceId);
    this.trouble(place, words);
    if (track && this.on(place)) this.take(place, track);
    else track?.stop();
  }

  // The moderator muted me: off at once, and it stays so until they let me speak again; then I switch it on myself.
  mute(muted) {
    this.muted = muted;
    if (muted) this.off("voice");
  }

  listen(track) {
    this.level?.stop();
    this.loud = 0;
    this.heardAt = this.loudAt = undefined;
    this.level = track ? new Level(track, (loudness) => this.heard(loudness)) : null;
  }

  // How loud I am now, and for how long I have spoken, in milliseconds: a breath between two words belongs to it.
  heard(loudness, now = performance.now()) {
    this.loud = loudness;
    if (loudness > VOICE) this.loudAt = now;
    if (now - this.loudAt < HOLDS) this.spoken += Math.min(LONGEST, now - this.heardAt || 0);
    this.heardAt = now;
  }

  trouble(place, words) { this.dispatchEvent(new CustomEvent("trouble", { detail: { place, words } })); }
}

async function screen() {
  if (!navigator.mediaDevices?.getDisplayMedia) return { words: "This browser cannot share a screen." };
  try {
    const stream = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { max: 10 } }, audio: false });
    return { track: Object.assign(stream.getVideoTracks()[0], { contentHint: "detail" }) };
  } catch (trouble) {
    return { words: trouble.name === "NotAllowedError" ? "No screen is shared." : inWords("video", trouble.name) };
  }
}
