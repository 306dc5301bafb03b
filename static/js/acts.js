// What one does to a post: agree, find it insightful, remove, hold, release. Without script the same buttons send forms.
import { call } from "./api.js";
import { bandFor } from "./bands.js";
import { moderating } from "./moderating.js";
import { $, page } from "./page.js";
import { counts, heardOf, press, renew } from "./posts.js";
import { tellDone, toast } from "./shell.js";

const FRAME_LATE = 2_500, AGAIN = [400, 1_500];

// A page that hears nothing in time of what was done with a post fetches the post itself.
export function expect(id) {
  const before = heardOf(id);
  setTimeout(() => { if (heardOf(id) === before) renew(id); }, FRAME_LATE);
}

function failed(verdict) {
  bandFor(verdict);
  toast(verdict.kind === "offline" ? "Not done, no connection" : verdict.fields?.reason || verdict.message);
}

// A reaction goes out one at a time, as it was pressed last, and again when the answer was lost: it means the same however often.
const wished = new Map();

async function react(button) {
  if (button.getAttribute("aria-disabled") === "true") return;
  const name = button.dataset.reaction, was = button.getAttribute("aria-pressed") === "true", sending = wished.has(name);
  shift(name, !was);
  wished.set(name, !was);
  if (!sending) await settle(name, was);
}

async function settle(name, stands) {
  const [id, kind] = name.split(":");
  let verdict, before;
  do {
    const wish = wished.get(name);
    before = heardOf(id);
    verdict = await insist(wish ? "PUT" : "DELETE", `posts/${id}/reactions/${kind}`);
    if (verdict.kind === "done") stands = wish;
  } while (verdict.kind === "done" && wished.get(name) !== stands);
  const last = wished.get(name);
  wished.delete(name);
  if (verdict.kind === "done") return;
  if (last !== stands) shift(name, stands, heardOf(id) !== before);
  failed(verdict);
}

async function insist(method, path) {
  let verdict = await call(method, path);
  for (const pause of AGAIN) {
    if (verdict.kind !== "offline" && verdict.kind !== "later") return verdict;
    await new Promise((done) => setTimeout(done, pause));
    verdict = await call(method, path);
  }
  return verdict;
}

// Shows a reaction as pressed or not. A count that the line told meanwhile is newer than what this page reckons.
function shift(name, on, told = false) {
  const button = $(`[data-reaction="${name}"]`), kind = name.split(":")[1];
  if (!button) return;
  press(button, on);
  const count = Number($(".num", button).textContent) || 0;
  if (!told) counts(button.closest(".post"), { [kind]: Math.max(0, count + (on ? 1 : -1)) });
}

// Asks in a dialog and resolves with the button that was pressed; closing it is the same as keeping things as they are.
function ask(id) {
  const dialog = document.getElementById(id);
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((done) => dialog.addEventListener("close", () => done(dialog.returnValue), { once: true }));
}

async function remove(id) {
  if ((await ask("removing")) !== "remove") return;
  await act("DELETE", `posts/${id}`, undefined, id, "Removed");
}

async function hold(id) {
  const reason = $("#reason");
  reason.value = "";
  if ((await ask("holding")) !== "hold") return;
  await act("POST", `posts/${id}/hold`, { reason: reason.value.trim() }, id, "Held. Only its author and the moderators see it");
}

// The button knows which version stands above it; what its author changed meanwhile is read before it is let back.
function release(id, button) {
  const read = button?.value ? { version: Number(button.value) } : undefined;
  return act("DELETE", `posts/${id}/hold`, read, id, "Released");
}

async function act(method, path, body, id, words) {
  expect(id);
  const verdict = await call(method, path, body);
  if (verdict.kind !== "done") return failed(verdict);
  const done = verdict.data?.undo_until && verdict.data.id;
  return toast(words, done ? () => act("DELETE", `boards/${page.board}/acts/${done}`, undefined, id, "Taken back") : null);
}

const ACTS = { removal: remove, hold, release, ...moderating(act, ask) };

export function listen() {
  tellDone();
  document.addEventListener("submit", (e) => {
    const button = e.submitter;
    if (e.target.id !== "act" || !button) return;
    const id = button.closest("[data-post]")?.dataset.post;
    if (button.dataset.reaction) { e.preventDefault(); react(button); }
    else if (ACTS[button.dataset.act]) { e.preventDefault(); ACTS[button.dataset.act](id, button); }
  });
  document.addEventListener("click", (e) => {
    const link = e.target.closest("a[data-act]"), deed = link && ACTS[link.dataset.act];
    if (deed && !e.ctrlKey && !e.metaKey && !e.shiftKey) { e.preventDefault(); deed(link.closest("[data-post]").dataset.post, link); }
  });
}
