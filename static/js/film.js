// Films and sound: how fast, with which captions, from which chapter, and on from where somebody stopped, on any device.
import { $, $$, page } from "./page.js";

const EVERY = 10, NEAR = 5;
const box = $("[data-film]"), player = $("video, audio", box), started = new URL(location.href).searchParams.get("t");
let kept = Number(box.dataset.place);

const clock = (at) => `${Math.floor(at / 60)}:${String(Math.floor(at % 60)).padStart(2, "0")}`;

// Where somebody stopped; the end of a film is its beginning for the next time.
function keep() {
  const over = player.duration - player.currentTime < NEAR, place = over ? 0 : Math.floor(player.currentTime);
  if (!box.dataset.keeping || place === kept) return;
  kept = place;
  const sent = new URLSearchParams({ version: box.dataset.film, place, stamp: page.stamp });
  const headers = { "X-CSRFToken": $("meta[name=csrf-token]").content };
  fetch(box.dataset.keeping, { method: "POST", body: sent, headers, credentials: "same-origin", keepalive: true }).catch(() => { kept = -1; });
}

function resume() {
  if (started || kept <= NEAR || kept >= player.duration - NEAR) return;
  player.currentTime = kept;
  $("[data-resumed]", box).textContent = `Goes on at ${clock(kept)}, where you stopped`;
}

function choose(language) {
  for (const track of player.textTracks) if (track.kind === "captions") track.mode = track.language === language ? "showing" : "disabled";
}

// The chapter that plays is said to be the current one.
function follow() {
  const places = $$(".chapters a", box), now = places.findLast((one) => Number(one.dataset.at) <= player.currentTime + 0.05);
  for (const one of places) one.toggleAttribute("aria-current", one === now);
}

// A sound has no picture on which its captions could stand.
function speak(track) {
  const line = $("[data-heard]", box);
  if (line) line.textContent = track.mode === "showing" ? [...track.activeCues ?? []].filter((cue) => cue.endTime > player.currentTime).map((cue) => cue.text).join("\n") : "";
}

function tell() {
  const chosen = [...player.textTracks].find((track) => track.kind === "captions" && track.mode === "showing");
  const spoken = $("#spoken", box);
  if (spoken) spoken.value = chosen?.language ?? "";
}

$("#pace", box).addEventListener("change", (e) => { player.playbackRate = Number(e.target.value); });
$("#spoken", box)?.addEventListener("change", (e) => choose(e.target.value));
player.textTracks.addEventListener("change", tell);
for (const track of player.textTracks) track.addEventListener("cuechange", () => speak(track));
player.addEventListener("timeupdate", () => {
  follow();
  if (Math.abs(player.currentTime - kept) >= EVERY) keep();
});
player.addEventListener("pause", keep);
addEventListener("pagehide", keep);
box.addEventListener("click", (e) => {
  const link = e.target.closest("[data-at]");
  if (!link) return;
  e.preventDefault();
  player.currentTime = Number(link.dataset.at);
  player.play().catch(() => {});
});
if (player.readyState >= 1) resume(); else player.addEventListener("loadedmetadata", resume, { once: true });
