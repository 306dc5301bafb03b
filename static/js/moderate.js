// The console, alive: what happens on the board freshens it part by part, and each decision leads to the next one.
import { fetchPage } from "./api.js";
import { band, reloadSoftly, showState } from "./bands.js";
import { Live } from "./live.js";
import { $, $$, page } from "./page.js";
import { announce, toast } from "./shell.js";

const TOGETHER = 700, AT_MOST = 3_000, ANYWAY = 60_000, TIMEOUT = 15_000;
const live = new Live(page.main), lasting = { lasting: true };
let timer = null, since = 0, late = false, paused = false;

// Many things that happen together are one look at the page; what happens on and on is looked at now and then.
function later() {
  since ||= Date.now();
  clearTimeout(timer);
  timer = setTimeout(look, Math.max(0, Math.min(TOGETHER, since + AT_MOST - Date.now())));
}

async function look() {
  since = 0;
  if (document.hidden) { late = true; return; }
  const drawn = await fetchPage(address());
  if (drawn?.getElementById("headline")) freshen(drawn);
}

// The console itself, without what was said of a decision before.
function address() {
  const view = new URLSearchParams(location.search).get("view");
  return view ? `${location.pathname}?view=${encodeURIComponent(view)}` : location.pathname;
}

function freshen(drawn) {
  late = false;
  for (const part of $$("[data-fresh]")) {
    const fresh = drawn.getElementById(part.id);
    for (const one of fresh ? $$("[autofocus]", fresh) : []) one.removeAttribute("autofocus");
    if (fresh && !(paused && part.id === "activity")) renew(part, document.importNode(fresh, true));
  }
  for (const count of $$(":is(.boardnav, .dock) [aria-current]")) recount(count, drawn);
}

// What holds the focus or typed words stays as it is, each where the fresh list has it; the rest of the part is new.
function renew(old, fresh) {
  const held = new Map([...old.children].filter((child) => child.contains(document.activeElement) || typed(child)).map((child) => [child.id, child]));
  if (!held.size) return old.replaceWith(fresh);
  late = true;
  if (held.has("")) return undefined;
  const wanted = [...fresh.children].map((child) => held.get(child.id) ?? child);
  const gone = [...held.values()].filter((child) => !wanted.includes(child)), order = [...gone, ...wanted];
  for (const child of [...old.children]) if (!order.includes(child)) child.remove();
  const at = order.findIndex((child) => child.contains(document.activeElement));
  if (at < 0) old.replaceChildren(...order);
  else { order[at].before(...order.slice(0, at)); order[at].after(...order.slice(at + 1)); }
  if (gone.some((child) => !("gone" in child.dataset))) announce("Somebody has settled this meanwhile");
  for (const child of gone) child.dataset.gone = "";
  return undefined;
}

const typed = (child) => $$("input:not([type=hidden])", child).some((field) => field.value.trim());

function recount(link, drawn) {
  const fresh = $$(":is(.boardnav, .dock) a", drawn).find((one) => one.getAttribute("href") === link.getAttribute("href") && one.className === link.className);
  const [was, is] = [$(".count", link), fresh && $(".count", fresh)];
  if (was && is) was.replaceWith(document.importNode(is, true));
  else if (was) was.remove();
  else if (is) link.append(document.importNode(is, true));
}

// Sends a form as a page would, and gives the page that came back.
async function send(form, submitter) {
  const body = submitter ? new FormData(form, submitter) : new FormData(form);
  try {
    const answer = await fetch(form.getAttribute("action"), { method: "POST", body, credentials: "same-origin", signal: AbortSignal.timeout(TIMEOUT) });
    return { ok: answer.ok, drawn: new DOMParser().parseFromString(await answer.text(), "text/html") };
  } catch {
    return { ok: false, drawn: null };
  }
}

const refusal = (drawn) => $(".state-page h1", drawn ?? document)?.textContent || "Not done, no connection";
const first = (item) => item && $("button, a.button", item);

// The item is gone from the page; the focus goes to the first action of the one that the answer names, else of the next.
async function settle(form, submitter) {
  const item = form.closest("li"), list = item.parentElement, after = item.nextElementSibling ?? item.previousElementSibling;
  form.dataset.busy = "";
  const { ok, drawn } = await send(form, submitter);
  delete form.dataset.busy;
  if (!ok) { toast(refusal(drawn)); later(); return; }
  const up = $("[autofocus]", drawn)?.closest("li")?.id ?? after?.id, where = list.id;
  item.remove();
  freshen(drawn);
  land(up, where);
  say(drawn);
}

function land(up, where) {
  const next = first((up && document.getElementById(up)) || $(`#${where} > li`)) ?? document.getElementById(where)?.closest("section");
  if (next && !next.matches("button, input, a")) next.tabIndex = -1;
  next?.focus();
}

function say(drawn) {
  const words = $("[data-said] [data-words]", drawn)?.textContent, undo = $("#undoing", drawn);
  if (!words) return;
  toast(words, undo ? () => takeBack(undo) : null);
  announce(words);
}

async function takeBack(form) {
  const { ok, drawn } = await send(form);
  if (!ok) return toast(refusal(drawn));
  const up = $("[autofocus]", drawn)?.closest("li")?.id;
  document.activeElement?.blur();
  freshen(drawn);
  return land(up, "items");
}

document.addEventListener("submit", (e) => {
  if (!e.target.matches("[data-decide], [data-tick]")) return;
  e.preventDefault();
  if (e.target.dataset.busy === undefined) settle(e.target, e.submitter);
});
document.addEventListener("click", (e) => {
  const pause = e.target.closest("[data-pause]");
  if (e.target.closest("[data-retry]")) live.atOnce();
  if (!pause) return;
  paused = !paused;
  pause.setAttribute("aria-pressed", paused);
  if (!paused) later();
});
document.addEventListener("focusout", () => { if (late) later(); });
document.addEventListener("visibilitychange", () => { if (!document.hidden) later(); });
setInterval(() => { if (!document.hidden) later(); }, ANYWAY);

live.addEventListener("frame", (e) => { e.preventDefault(); later(); });
live.addEventListener("state", ({ detail: { state } }) => {
  showState(state);
  page.main.dataset.live = state;
  if (state === "stale") $$("input:not([type=hidden])", page.main).some((field) => field.value.trim()) ? band("stale") : reloadSoftly(lasting);
});
live.start();
