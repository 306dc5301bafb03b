// Before going in: a look at oneself, a level for the microphone, and the devices to use. One begins with everything off.
import { fillDevices } from "./calls/choices.js";
import { goIn, onPlugged, open, remember, through, troubles, wentAway } from "./calls/devices.js";
import { drawn, Level } from "./calls/level.js";
import { threeNotes } from "./calls/tone.js";
import { $, $$ } from "./page.js";

const WORDS = { audio: ["Try the microphone", "Microphone on"], video: ["Try the camera", "Camera on"] };
const PLACES = { audio: "voice", video: "camera" };
const root = $("[data-mirror]"), view = $("video", root), say = troubles($("[data-trouble]", root));
const tracks = { audio: null, video: null };
let level = null;

async function use(kind, deviceId) {
  const { track, words = "" } = await open(kind, deviceId);
  say(kind, words);
  show(kind, track ?? null);
  fillDevices(root);
}

function show(kind, track) {
  tracks[kind]?.stop();
  tracks[kind] = track;
  track?.addEventListener("ended", () => { if (tracks[kind] === track) { show(kind, null); say(kind, wentAway(kind)); } });
  const button = $(`[data-try=${kind}]`, root);
  button.setAttribute("aria-pressed", String(Boolean(track)));
  $("[data-word]", button).textContent = WORDS[kind][Number(Boolean(track))];
  kind === "video" ? look(track) : listen(track);
}

function look(track) {
  view.hidden = !track;
  $("[data-nobody]", root).hidden = Boolean(track);
  view.srcObject = track ? new MediaStream([track]) : null;
  if (track) view.play().catch(() => {});
}

function listen(track) {
  level?.stop();
  const bars = $("[data-level]", root), words = $("[data-heard]", root);
  drawn(bars, 0);
  words.textContent = track ? "Say a few words" : "Try it, and say a few words";
  level = track && new Level(track, (loudness) => {
    drawn(bars, loudness);
    if (loudness > 0.3) words.textContent = "Your microphone hears you";
  });
}

async function play(button) {
  button.disabled = true;
  await threeNotes(await through(new Audio())).then(() => say("sound", ""), () => say("sound", "The test sound could not be played."));
  button.disabled = false;
}

root.addEventListener("click", ({ target }) => {
  const kind = target.closest("[data-try]")?.dataset.try, button = target.closest("[data-tone]");
  if (kind) tracks[kind] ? show(kind, null) : use(kind);
  if (button) play(button);
});
root.addEventListener("change", ({ target }) => {
  const kind = target.dataset.device;
  remember(target);
  if (tracks[kind]) use(kind, target.value);
});
document.addEventListener("submit", ({ target, submitter }) => {
  if (!target.matches("[data-goes-in]")) return;
  const soundOnly = Boolean(submitter?.matches("[data-sound-only]"));
  goIn(Object.keys(tracks).filter((kind) => tracks[kind] && !(kind === "video" && soundOnly)).map((kind) => PLACES[kind]), soundOnly);
});
addEventListener("pagehide", () => { for (const kind of Object.keys(tracks)) tracks[kind]?.stop(); });

for (const one of $$("[data-try]", root)) one.hidden = false;
$("[data-devices]", root).hidden = false;
onPlugged(() => fillDevices(root));
fillDevices(root);
