// Slides on the stage: the page that is turned to is in sight at once, for its neighbours are fetched ahead; whoever presents turns by buttons or arrows.
import { $, $$, element } from "./page.js";
import { announce, mayShortcut } from "./shell.js";

const KEYS = { ArrowLeft: -1, PageUp: -1, ArrowRight: 1, PageDown: 1 }, KEPT = 12, SPREAD = 400;
const pictures = new Map(); // by address: in sight before, or fetched ahead
const shown = () => document.getElementById("r-slide"), turning = () => $("[data-turns]");
let wanted = 0, sending = false;

// The page on the stage as it was told or drawn anew; what is older than the one in sight changes nothing.
export function show(html) {
  const fresh = typeof html === "string" ? element(html) : html, old = shown();
  if (Number(fresh.dataset.turn) < Number(old.dataset.turn) || old.outerHTML === fresh.outerHTML) return;
  const words = fresh.dataset.told;
  if (words && words !== old.dataset.told) announce(words);
  reuse($("img", fresh));
  old.replaceWith(fresh);
  if (!sending) wanted = 0;
  mark();
  setTimeout(ahead, SPREAD * Math.random());
}

function reuse(img) {
  const known = img && pictures.get(img.getAttribute("src"));
  if (!known) return;
  for (const { name } of [...known.attributes]) if (name !== "src") known.removeAttribute(name);
  for (const { name, value } of [...img.attributes]) if (name !== "src") known.setAttribute(name, value);
  img.replaceWith(known);
}

function ahead() {
  const img = $("img", shown());
  if (!img) return;
  keep(img.getAttribute("src"), img);
  for (const address of [img.dataset.earlier, img.dataset.later]) if (address && !pictures.has(address)) keep(address, Object.assign(new Image(), { src: address }));
}

function keep(address, picture) {
  pictures.delete(address);
  pictures.set(address, picture);
  if (pictures.size > KEPT) pictures.delete(pictures.keys().next().value);
}

// The two buttons go by the page in sight; the focus stays on one that can be pressed.
function mark() {
  const { slide, slides } = shown().dataset;
  for (const button of turning() ? $$("[data-step]", turning()) : []) {
    button.value = Number(slide) + Number(button.dataset.step);
    const ends = button.value < 1 || button.value > Number(slides), held = document.activeElement === button;
    button.disabled = ends;
    if (ends && held) $("[data-step]:not(:disabled)", turning())?.focus();
  }
}

// Presses that come while one is on its way are sent as the page that they end at.
async function step(by, post) {
  const { slide, slides } = shown().dataset;
  wanted = Math.min(Number(slides), Math.max(1, (wanted || Number(slide)) + by));
  if (sending) return;
  sending = true;
  for (let sent = Number(slide); sent !== wanted;) {
    sent = wanted;
    const body = new FormData(turning());
    body.set("slide", sent);
    if (!(await post(turning().action, body))) wanted = sent;
  }
  sending = false;
  if (Number(shown().dataset.slide) === wanted) wanted = 0;
}

// `post(address, body)` sends a form of the room, and says whether it was taken.
export function begin(room, post) {
  room.addEventListener("submit", (e) => {
    if (!e.target.matches("[data-turns]")) return;
    e.preventDefault();
    step(Number(e.submitter?.dataset.step ?? 1), post);
  });
  document.addEventListener("keydown", (e) => {
    if (!KEYS[e.key] || !turning() || !mayShortcut(e) || e.target.closest?.(".tiles, .talk")) return;
    e.preventDefault();
    step(KEYS[e.key], post);
  });
  ahead();
}
