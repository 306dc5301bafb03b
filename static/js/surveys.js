// A section of a survey: what is answered is saved after a pause, without leaving the page; the plain form does the rest.
import { KINDS } from "./answering/kinds.js";
import { $, $$ } from "./page.js";

const form = $("[data-sheet]"), told = $("[data-saved]"), IDLE = 900, AGAIN = 10_000;
const hour = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
let timer = null, sending = null, unsaved = false;

async function save(leaving = false) {
  clearTimeout(timer);
  sending?.abort();
  const mine = (sending = new AbortController()), body = new URLSearchParams(new FormData(form));
  unsaved = false;
  body.set("go", "keep");
  try {
    const options = { method: "POST", body, keepalive: leaving, credentials: "same-origin", redirect: "error" };
    const answer = await fetch(form.action, { ...options, headers: { "X-Autosave": "1" }, signal: leaving ? undefined : mine.signal });
    if (mine !== sending) return;
    if (!answer.ok) throw new Error(answer.status);
    const left = Object.keys((await answer.json()).wrong).length;
    told.textContent = left ? `Saved, but ${left === 1 ? "one answer is" : `${left} answers are`} not complete` : `Saved at ${hour.format(Date.now())}`;
  } catch {
    if (mine !== sending) return;
    unsaved = true;
    told.textContent = "Not saved yet. “Next” tries again";
    timer = setTimeout(save, AGAIN);
  }
}

function later() {
  unsaved = true;
  clearTimeout(timer);
  timer = setTimeout(save, IDLE);
}

// Whoever answers has something to say after all; whoever has not says so in place of an answer.
function outside({ target }) {
  const item = target.closest("[data-item]"), box = item && $("[data-outside]", item);
  if (box && target !== box) box.checked = false;
  if (target !== box || !box?.checked) return;
  for (const one of $$("input:checked", item)) if (one !== box) one.checked = false;
}

for (const item of $$("[data-item]")) KINDS[item.dataset.item]?.(item);
if (form) {
  for (const kind of ["input", "change"]) form.addEventListener(kind, (e) => { outside(e); later(); });
  form.addEventListener("submit", () => { clearTimeout(timer); sending?.abort(); sending = null; unsaved = false; });
  addEventListener("pagehide", () => { if (unsaved) save(true); });
  addEventListener("online", () => { if (unsaved) save(); });
}
