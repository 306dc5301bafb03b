// Who is on the line, as tiles: picture or initials, microphone, who speaks now; one of them or a shared screen is large.
import { $, $$, fromTemplate } from "../page.js";
import { through } from "./devices.js";

const LOUD = 0.02, STAYS = 900, EVERY = 200, TONES = 6;

export class Tiles {
  constructor(root) {
    this.list = $("[data-tiles]", root);
    this.big = $("[data-big]", root);
    this.root = root;
    this.tiles = new Map();
    this.pinned = this.spotlit = "";
    this.spoke = new Map();
    this.silenced = new Set();
    this.list.addEventListener("click", ({ target }) => this.pin(target.closest("[data-pin]")?.closest(".tile")?.dataset.seat));
  }

  watch(people) {
    this.people = people;
    setInterval(() => this.listen(), EVERY);
  }

  // `people`: {key, name, initials, seat, state, tracks, mine, loudness} of everybody who is shown.
  draw() {
    const people = this.people(), here = new Set(people.map(({ key }) => key));
    this.hands = new Map($$("#r-people [data-hand]").map(({ dataset }) => [dataset.seat, dataset.hand]));
    for (const [key, tile] of this.tiles) if (!here.has(key)) this.remove(key, tile);
    for (const one of people) this.show(this.tiles.get(one.key) ?? this.add(one), one);
    this.enlarge(people);
    this.root.classList.toggle("alone", people.length < 2);
  }

  add({ key, seat, name, initials, mine }) {
    const tile = fromTemplate("tile");
    tile.dataset.seat = seat;
    tile.classList.add(`b${this.tiles.size % TONES + 1}`);
    tile.classList.toggle("mine", mine);
    $(".face", tile).textContent = initials;
    $("[data-name]", tile).textContent = mine ? "You" : name;
    if (!mine) tile.append(Object.assign(document.createElement("audio"), { autoplay: true }));
    this.route(tile);
    this.tiles.set(key, tile);
    this.list.append(tile);
    return tile;
  }

  remove(key, tile) {
    for (const player of tile.querySelectorAll("video, audio")) player.srcObject = null;
    tile.remove();
    this.tiles.delete(key);
  }

  show(tile, { name, seat, state, tracks, mine }) {
    const muted = this.silenced.has(seat), video = $("video", tile), audio = $("audio", tile);
    tile.classList.toggle("voice", state.voice && !muted);
    video.hidden = !state.camera;
    play(video, state.camera ? tracks.camera : null);
    if (audio) {
      audio.muted = muted;
      play(audio, tracks.voice).then((silent) => { if (silent) $("[data-unsilence]", this.root).hidden = false; });
    }
    const hand = this.hands.get(seat) ?? "", up = $(".up", tile);
    up.hidden = !hand;
    $("[data-up]", up).textContent = hand;
    $("[data-state]", tile).textContent = [hand && "hand up", muted ? "muted by the moderator" : state.voice ? "microphone on" : "muted", state.camera ? "camera on" : ""].filter(Boolean).join(", ");
    const pin = $("[data-pin]", tile);
    pin.setAttribute("aria-pressed", String(this.pinned === seat));
    pin.hidden = !state.camera;
    $("[data-pin-word]", tile).textContent = `Show ${mine ? "yourself" : name} large`;
  }

  // The presenter's screen is large, and nobody else's is shown; else whoever was pinned here, or whom the desk made large for everybody: their seat, for who comes back is on another line.
  enlarge(people) {
    const shared = people.find(({ seat, state, tracks }) => seat === this.presenter && state.screen && tracks.screen);
    const pinned = people.find(({ seat, state }) => seat === this.pinned && state.camera);
    const spotlit = people.find(({ seat, state }) => seat === this.spotlit && state.camera);
    const one = shared ?? pinned ?? spotlit, video = $("video", this.big);
    this.big.hidden = !one;
    this.enlarged(one && !one.mine ? one.key : "");
    play(video, one ? (shared ? one.tracks.screen : one.tracks.camera) : null);
    if (one) $("[data-big-name]", this.big).textContent = `${one.mine ? "You" : one.name}${shared ? (one.mine ? " share your screen" : " shares a screen") : ""}`;
  }

  pin(seat) {
    if (!seat) return;
    this.pinned = this.pinned === seat ? "" : seat;
    this.draw();
  }

  // A voice is loud for a moment and stays marked for a little longer, so that the mark does not flicker.
  listen() {
    const now = Date.now();
    for (const { key, loudness, seat } of this.people()) {
      if (loudness() > LOUD && !this.silenced.has(seat)) this.spoke.set(key, now);
      this.tiles.get(key)?.classList.toggle("speaking", now - (this.spoke.get(key) ?? 0) < STAYS);
    }
  }

  // Sound goes to the device that was chosen for it.
  route(within = this.list) {
    for (const audio of within.querySelectorAll("audio")) through(audio);
  }

  // Browsers may keep a page silent until somebody has touched it.
  unsilence() {
    for (const audio of this.list.querySelectorAll("audio")) audio.play().catch(() => {});
  }
}

// Whether the browser keeps it silent for now; that another track came before this one began is nothing.
async function play(player, track) {
  const now = player.srcObject?.getTracks()[0] ?? null;
  if (now === (track ?? null)) return false;
  player.srcObject = track ? new MediaStream([track]) : null;
  try { if (track) await player.play(); } catch (trouble) { return trouble.name === "NotAllowedError"; }
  return false;
}
