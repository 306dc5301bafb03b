// The quiet band under the header: no connection, signed out, page changed; and a reload that never costs a word.
import { $, $$, page } from "./page.js";

const PATIENCE = 2500, MOST_RELOADS = 3, WITHIN = 30_000, NAME = "advisory:reloads";
let slow = null;

export function band(name) {
  for (const one of $$("[data-band]")) one.hidden = one.dataset.band !== name;
}

// What the answer to something that was sent says of the whole page.
export function bandFor(verdict) {
  if (verdict.kind === "signedout" || verdict.kind === "otherseat") band(verdict.kind);
}

// A dropped connection is told after a moment only, most come back before anybody could read the words; trying again is no news.
export function showState(state) {
  if (state === "connecting") return undefined;
  if (state === "waiting") {
    if (navigator.onLine === false) return band("waiting");
    slow ??= setTimeout(() => band("waiting"), PATIENCE);
    return undefined;
  }
  clearTimeout(slow);
  slow = null;
  if (state === "live" || state === "polling") return band("");
  if (state === "signedout" || state === "gone") return band(state);
  return undefined;
}

// Words are being typed when a field with text has the focus, or when the device cannot keep them over a reload.
export function typing(store) {
  const fields = $$("[data-composer] textarea").filter((box) => box.value.trim());
  return Boolean($("dialog[open]")) || fields.some((box) => box === document.activeElement || !store.lasting);
}

export function reloadSoftly(store) {
  if (typing(store) || !mayReload()) return band("stale");
  return again();
}

// A page that answered a form has another address; the question's own is the one to load.
function again() {
  history.scrollRestoration = "auto";
  if (location.pathname === new URL(page.address).pathname) location.reload();
  else location.assign(page.address);
}

// A page that would reload again and again stops and asks.
function mayReload() {
  try {
    const recent = JSON.parse(sessionStorage.getItem(NAME) ?? "[]").filter((at) => Date.now() - at < WITHIN);
    sessionStorage.setItem(NAME, JSON.stringify([...recent, Date.now()]));
    return recent.length < MOST_RELOADS;
  } catch {
    return true;
  }
}

// Loads the page again with one post in the focus, as after the answer that opened the gate.
export function reloadAt(post) {
  history.scrollRestoration = "manual";
  history.replaceState(null, "", `${page.address}${post ? `#post-${post}` : ""}`);
  location.reload();
}

document.addEventListener("click", (e) => { if (e.target.closest("[data-reload]")) again(); });
