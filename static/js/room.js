// The room of a live session, alive: its parts are fetched anew whenever something happens, timers go by the server's clock.
import { fetchPage } from "./api.js";
import { begin } from "./call.js";
import * as captions from "./captions.js";
import { dress } from "./calls/tabs.js";
import { behind } from "./clock.js";
import "./consensus.js";
import * as deck from "./deck.js";
import { Live, parted } from "./live.js";
import { $, $$, fromTemplate, newId, page } from "./page.js";
import { press } from "./posts.js";
import { announce, mayShortcut, toast } from "./shell.js";
import * as talk from "./talk.js";

const room = $("[data-room]"), off = behind(room.dataset.now), number = Number(room.dataset.session);
const PULSE = 25_000, TOGETHER = 150, SOON = 1_000;
const OVER = "It is over. What you have not sent yet is still here";
const token = () => $("meta[name=csrf-token]")?.content ?? "";
let asking = false, again = false, left = false;

// One request at a time; what happens meanwhile is fetched after it. A sign of life tells for how many seconds one spoke since the last.
async function renew(method = "GET") {
  if (left) return;
  if (asking) { again = true; return; }
  asking = true;
  try {
    const signs = method === "POST", spoken = signs && own ? Math.floor(own.spoken / 1000) : 0;
    const sent = { method, headers: { "X-CSRFToken": token() }, body: signs ? new URLSearchParams({ spoken }) : undefined };
    const answer = await fetch(signs ? room.dataset.presence : room.dataset.parts, { ...sent, cache: "no-store", redirect: "error" });
    if (answer.status === 404) return leave();
    if (!answer.ok) return;
    if (spoken) own.spoken -= 1000 * spoken;
    put(await answer.text());
  } catch { /* the next sign of life asks again */ } finally {
    asking = false;
    if (again) setTimeout(() => { again = false; renew(); }, SOON / 4);
  }
}

// Once it is over, whoever has not sent what they wrote goes on when they want to; whatever else ends the room ends the page.
async function leave() {
  if (!talk.unsent(room).length) return location.reload();
  if (left) return;
  left = true;
  const now = await fetchPage(location.pathname);
  if (!now) left = false;
  else if (!$("[data-over]", now) || $("main", now).dataset.stamp !== page.stamp) location.reload();
  else close();
}

function close() {
  for (const box of $$("#p-agenda, #p-hands", room)) if (!talk.unsent(box).length) box.remove();
  $(".stage", room).replaceChildren(fromTemplate("over"));
  tabs.redraw();
  const holding = talk.unsent(room).map((one) => one.closest("[data-tab]"));
  if (holding.every((box) => box.matches(".away"))) tabs.pick(holding[0]?.id);
  own ? own.line.end("over", OVER) : announce(OVER);
}

function put(html) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  for (const part of [...fresh.content.children]) {
    const old = document.getElementById(part.id);
    if (!old || same(old, part)) continue;
    if (part.id === "r-slide") { deck.show(part); continue; }
    const held = old.contains(document.activeElement) && document.activeElement.id;
    const told = part.dataset.told, menu = $(":popover-open", old)?.id;
    if (told && told !== old.dataset.told) announce(told);
    old.replaceWith(part);
    if (menu) $(`[popovertarget="${menu}"]`, part)?.click();
    if (held) (document.getElementById(held) ?? page.main).focus({ preventScroll: true });
  }
  tabs.count();
  captions.show();
  count();
  hearken();
  room.dispatchEvent(new Event("renewed"));
}

// What is written stands in streams of its own, which are followed from where the page was drawn; what is opened meanwhile is fetched.
let talks = $("#r-talks", room)?.dataset.talks;
const asked = (drawn) => $("form[data-round]", drawn)?.dataset.round;
const followed = (drawn) => ($("#r-talks", drawn)?.dataset.follow ?? "").split(/\s+/).filter(Boolean).map(parted);
function hearken() {
  for (const [stream, head] of followed(room)) if (!live.heads.has(stream)) live.follow(stream, head);
  const told = $("#r-talks", room)?.dataset.talks;
  if (told !== talks) redraw(told);
}

// What comes while the page is on its way may not stand in the panels that come with it, and is put there after it.
const drawing = new Set();
async function redraw(now) {
  const late = [];
  talks = now;
  drawing.add(late);
  try {
    const answer = await fetch(location.pathname, { cache: "no-store", redirect: "error" });
    const drawn = new DOMParser().parseFromString(await answer.text(), "text/html"), fresh = $("#talks", drawn), old = $("#talks", room);
    if (talks !== now) return;
    if (!fresh) throw new Error(answer.status);
    const heads = new Map(followed(drawn)), before = asked(old), held = document.activeElement;
    const come = talk.place(old, fresh, () => redraw(talks));
    if (asked(old) && asked(old) !== before) announce(`Rate now: ${$("#h-rating", old).textContent}`);
    tabs.redraw(come[0]?.id);
    if (!held.isConnected) (document.getElementById(held.id) ?? $("[role=tab][aria-selected=true]", room)).focus({ preventScroll: true });
    for (const line of late) if (!talk.isTaken(come, line) && line.seq > (heads.get(line.stream) ?? 0)) talk.take(line);
  } catch { talks = ""; } finally { drawing.delete(late); }
}

// Tokens and running timers differ in every copy; what else is the same stays as it is.
const plain = (part) => part.outerHTML.replace(/ value="[A-Za-z0-9]{64}"/g, "").replace(/ value="\d+"(?=><.progress>)/g, "").replace(/(<p class="t"[^>]*>)[^<]*/g, "$1");
const same = (old, part) => plain(old) === plain(part);

function count() {
  for (const timer of $$("[data-ends]", room)) {
    const left = Math.floor((Date.parse(timer.dataset.ends) - Date.now() - off) / 1000), size = Math.abs(left);
    const text = `${Math.floor(size / 60)}:${String(size % 60).padStart(2, "0")}${left < 0 ? " over" : ""}`;
    if (timer.textContent !== text) timer.textContent = text;
    timer.classList.toggle("over", left < 0);
  }
  for (const bar of $$("[data-fills]", room)) bar.value = Math.min(bar.max, bar.max - (Date.parse(bar.dataset.fills) - Date.now() - off) / 1000 | 0);
}

// A form of the room is sent in place; what the server refuses is said in its words.
async function send(form, button) {
  if (!(await post(button?.hasAttribute("formaction") ? button.formAction : form.action, new FormData(form, button)))) return renew();
  if (button?.matches(".reaction")) press(button, button.value === "1");
  else if (form.matches("[data-clears]")) { form.reset(); $("[name=client_id]", form).value = newId(); }
  else for (const field of $$("input, textarea", form)) field.defaultValue = field.value;
  if (form.matches("[popover]")) form.hidePopover();
  renew();
}

async function post(address, body) {
  try {
    const answer = await fetch(address, { method: "POST", body, redirect: "manual" });
    if (answer.type === "opaqueredirect") return true;
    toast(refusal(await answer.text()));
  } catch { toast("Not sent, no connection"); }
  return false;
}

// A form that comes back says beside its field or above it what is wrong; a page of its own says it in its first lines.
function refusal(html) {
  const drawn = new DOMParser().parseFromString(html, "text/html");
  const reason = $("main [data-complaints] li", drawn) ?? $("main :is([role=alert], .error):not([hidden], [hidden] *)", drawn);
  if (reason) return reason.textContent.trim().replace(/\s+/g, " ");
  return [$("main h1", drawn), $("main p:not(.print-only)", drawn)].map((one) => one?.textContent.trim()).filter(Boolean).join(". ");
}

room.addEventListener("submit", (e) => {
  if (!e.target.matches("[data-act]")) return;
  e.preventDefault();
  send(e.target, e.submitter);
});
document.addEventListener("keydown", (e) => {
  if (e.key === "h" && mayShortcut(e)) $("#b-hand")?.click();
});

const live = new Live(page.main), tabs = dress(room);
talk.begin(room);
deck.begin(room, post);
captions.begin(room);
hearken();
let timer = null;
live.addEventListener("frame", (e) => {
  const { kind, facts, html } = e.detail;
  if (kind.startsWith("note.")) return;
  e.preventDefault();
  talk.take(e.detail);
  for (const late of drawing) late.push(e.detail);
  if (facts.session !== number && !/^(question|round|rating)\.|^post\.(un)?staged$/.test(kind)) return;
  if (kind === "attendance.declined") return location.reload();
  if (kind === "session.finished") return leave();
  if (/^caption\./.test(kind)) return captions.take(html);
  if (html && /^(deck|slide)\./.test(kind)) deck.show(html);
  if (kind === "slide.turned") return;
  clearTimeout(timer);
  timer = setTimeout(renew, TOGETHER * Math.random());
});
live.addEventListener("state", (e) => {
  page.main.dataset.live = e.detail.state;
  if (e.detail.state === "stale") leave();
  if (e.detail.state === "live") renew();
});
const own = $("[data-line]", room) && begin(live, $("[data-line]", room));
live.start();
setInterval(count, SOON / 2);
setInterval(() => renew("POST"), PULSE);
count();
