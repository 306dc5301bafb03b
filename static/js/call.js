// Sound and picture in a room: tiles, the bar of one's own controls, and what is said about the line.
import { fillDevices } from "./calls/choices.js";
import { entering, onPlugged, picturesWanted, remember, troubles, wantPictures } from "./calls/devices.js";
import { Mesh } from "./calls/mesh.js";
import { Own } from "./calls/own.js";
import { Relay } from "./calls/relay.js";
import { Tiles } from "./calls/tiles.js";
import { $, $$, page } from "./page.js";
import { announce } from "./shell.js";

const WORDS = {
  voice: ["Unmute", "Mute"], camera: ["Start camera", "Stop camera"], screen: ["Share screen", "Stop sharing"],
};
const ENDED = {
  full: "As many people are on the line as there is room for. You can follow everything else here.",
  not_admitted: "You are not on the line. You can follow everything else that is yours here.",
  removed: "You are not on the line any more.",
  replaced: "You went on in another window. Sound and picture are there; load this page anew to have them here.",
};

// `live`: the page's own live connection; `root`: where the line is drawn. What comes back is what one sends oneself.
export function begin(live, root) {
  const Way = root.dataset.way === "relay" ? Relay : Mesh;
  const line = new Way(live, { session: Number(root.dataset.session), tickets: root.dataset.tickets });
  const own = new Own(line), tiles = new Tiles(root), says = $("[data-says]", root), told = troubles($("[data-trouble]", root));
  const silenced = new Set(root.dataset.silenced.split(" ").filter(Boolean));
  let over = "";

  const seen = (state) => (line.media.state.pictures ? state : { ...state, camera: false, screen: false });
  const person = (peer) => ({
    key: peer.key, name: peer.who.name, initials: peer.who.initials, seat: peer.who.id, state: seen(peer.state),
    tracks: peer.tracks, mine: false, loudness: () => peer.loudness(),
  });
  const me = () => ({
    key: "me", name: "You", initials: "You", seat: page.me[0], state: line.media.state, tracks: line.media, mine: true,
    loudness: () => own.loud / 4,
  });
  tiles.silenced = silenced;
  tiles.enlarged = (key) => line.enlarge(key);
  tiles.spotlit = root.dataset.spotlit;
  tiles.watch(() => [...(line.me?.sends ? [me()] : []), ...[...line.peers.values()].filter(({ who, sends }) => who && sends).map(person)]);

  function state() {
    if (over) return over;
    if (live.state === "polling") return "This network lets no live line through. You can follow everything but sound and picture.";
    if (!line.me) return live.state === "live" ? "Connecting" : "The line is interrupted. It comes back by itself.";
    if (line.interrupted) return "Sound and picture are interrupted. They come back by themselves.";
    if (root.dataset.sends && !line.me.sends) return "As many people speak here as can. You hear and see them; come in again when one has left.";
    if (line.unreached?.length) return `Nothing gets through between you and ${line.unreached.map(({ who }) => who?.name ?? "somebody who listens").join(", ")}: your networks do not let it. The others are not affected.`;
    return own.muted ? "You are on the line. The moderator muted you." : "You are on the line";
  }

  function draw() {
    tiles.draw();
    const words = state();
    if (says.textContent !== words) says.textContent = words;
    for (const button of $$("[data-turn]", root)) {
      const place = button.dataset.turn, on = own.on(place);
      button.setAttribute("aria-pressed", String(on));
      button.disabled = !own.may(place);
      $("[data-word]", button).textContent = WORDS[place][Number(on)];
      if (place === "screen") button.hidden = !own.presents;
    }
  }

  // For a weak line: no pictures come until they are wanted again.
  function less(soundOnly) {
    $("[data-sound-only]", root).setAttribute("aria-pressed", String(soundOnly));
    wantPictures(!soundOnly);
    line.wantPictures(!soundOnly);
    draw();
  }

  function choose(select) {
    remember(select);
    select.dataset.device === "sound" ? tiles.route() : own.choose(select.dataset.device, select.value);
  }

  root.addEventListener("click", ({ target }) => {
    const turned = target.closest("[data-turn]"), sound = target.closest("[data-sound-only]");
    if (turned) own.turn(turned.dataset.turn);
    if (target.closest("[data-unsilence]")) { tiles.unsilence(); target.closest("[data-unsilence]").hidden = true; }
    if (sound) less(sound.getAttribute("aria-pressed") !== "true");
  });
  root.addEventListener("change", ({ target }) => { if (target.dataset.device) choose(target); });
  $("#line-devices", root)?.addEventListener("toggle", () => fillDevices(root));
  onPlugged(() => fillDevices(root));
  own.addEventListener("trouble", ({ detail }) => { told(detail.place, detail.words); draw(); });
  line.addEventListener("changed", draw);
  root.closest("[data-room]").addEventListener("renewed", draw);
  line.addEventListener("joined", ({ detail }) => {
    if (!detail.sends) for (const place of Object.keys(WORDS)) own.off(place);
    const chosen = entering();
    for (const place of detail.sends ? chosen : []) own.turn(place, true);
    draw();
  });
  line.addEventListener("ended", ({ detail }) => {
    over = detail.message || ENDED[detail.code] || ENDED.removed;
    for (const place of Object.keys(WORDS)) own.off(place);
    announce(over);
    draw();
  });

  // What the desk decided.
  function silence(seat, silent) {
    silent ? silenced.add(seat) : silenced.delete(seat);
    if (!page.me.includes(seat)) return;
    own.mute(silent);
    announce(silent ? "The moderator muted you" : "You may speak again; your microphone is still off");
  }
  function presenting(seat) {
    tiles.presenter = seat;
    own.presents = page.me.includes(seat);
  }
  function present(seat) {
    const mine = page.me.includes(seat);
    if (mine && !own.presents) announce("You may share your screen now");
    presenting(seat);
    if (!mine) own.off("screen");
  }
  const DECIDED = {
    "session.muted": ({ member }) => silence(member, true),
    "session.unmuted": ({ member }) => silence(member, false),
    "session.presented": ({ member }) => present(member),
    "session.spotlit": ({ member }) => { tiles.spotlit = member; if (page.me.includes(member)) announce("You are large for everybody now"); },
  };
  live.addEventListener("frame", ({ detail }) => {
    if (!DECIDED[detail.kind]) return;
    DECIDED[detail.kind](detail.facts);
    draw();
  });
  own.muted = root.dataset.muted !== undefined;
  presenting(root.dataset.presenter);
  less(!picturesWanted());
  line.join({ sends: Boolean(root.dataset.sends) });
  return own;
}
