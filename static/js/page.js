// What the page says about itself: who reads it, where, and as which seat.
const main = document.querySelector("main"), told = main?.dataset ?? {};

export const page = {
  main,
  address: document.querySelector(".rail a[aria-current]")?.href || location.href,
  person: told.person || "nobody",
  board: told.board || "",
  question: Number(told.question) || 0,
  stamp: told.stamp || "",
  me: (told.me || "").split(" ").filter(Boolean),
  role: document.documentElement.dataset.role || "",
};

export const $ = (selector, within = document) => within.querySelector(selector);
export const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

// A random id of the client's own; browsers give randomUUID on secure origins only.
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// The element that a template of the page holds, as a fresh copy.
export const fromTemplate = (id) => document.getElementById(id)?.content.firstElementChild.cloneNode(true) ?? null;

export const paragraph = (text) => Object.assign(document.createElement("p"), { textContent: text });

export const element = (html) => {
  const holder = document.createElement("template");
  holder.innerHTML = html.trim();
  return holder.content.firstElementChild;
};
