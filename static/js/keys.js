// Single keys on the discussion page; each presses the control that is also there to be pressed.
import { $, $$, page } from "./page.js";
import { mayShortcut } from "./shell.js";
import { equip } from "./tools.js";

const list = () => $$("[data-threads] > .thread").filter((thread) => !thread.hidden);
const thread = () => document.activeElement?.closest(".thread");
const head = () => thread() && $(":scope > .post", thread());
const post = () => document.activeElement?.closest(".post") ?? head();
const moderates = ["chair", "moderator"].includes(page.role);

function move(step) {
  const threads = list(), at = threads.indexOf(thread());
  const next = threads[Math.max(0, Math.min(threads.length - 1, at + step))];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
}

function nextUnread() {
  const unread = $$(".post[data-unread]").filter((one) => one.offsetParent);
  const after = unread.find((one) => document.activeElement.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
  (after ?? unread[0])?.focus();
}

const press = (selector, within) => within && $(selector, within)?.click();

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  n: nextUnread,
  r: () => press("[data-act=reply]", thread()),
  p: () => moderates && press("[data-act=probe]", equip(head())),
  a: () => press('[data-reaction$=":agree"]', post()),
  i: () => press('[data-reaction$=":insightful"]', post()),
  m: () => moderates && press("[data-act=insight]", equip(post())),
  h: () => moderates && press("[data-act=hold]", equip(post())),
  "[": () => $("a[rel=prev]")?.click(),
  "]": () => $("a[rel=next]")?.click(),
};

export function listen() {
  document.addEventListener("keydown", (e) => {
    if (!KEYS[e.key] || !mayShortcut(e)) return;
    e.preventDefault();
    KEYS[e.key]();
  });
}
