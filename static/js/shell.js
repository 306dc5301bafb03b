// What every page can do: theme, dialogs, toasts, announcements, shortcuts, menus, signing out.
import "./times.js";

const root = document.documentElement;
const $ = (selector, within = document) => within.querySelector(selector);

export const remember = (name, value) => { try { localStorage.setItem(name, value); } catch { /* nothing is kept */ } };

// Screen readers hear one message every five seconds; what came meanwhile is said together.
const waiting = [];
let quiet = false;
export function announce(text) {
  if (!waiting.includes(text)) waiting.push(text);
  if (!quiet) speak();
}
function speak() {
  const region = $("#announce"), text = waiting.splice(0).join(". ");
  region.textContent = "";
  requestAnimationFrame(() => { region.textContent = text; });
  quiet = true;
  setTimeout(() => { quiet = false; if (waiting.length) speak(); }, 5000);
}

// A toast stays eight seconds, longer while the pointer or the focus is on it; its one action takes back what was done.
export function toast(text, undo) {
  const note = document.createElement("div");
  note.className = "toast";
  note.append(text);
  if (undo) {
    const back = document.createElement("button");
    back.type = "button";
    back.textContent = "Undo";
    back.addEventListener("click", () => { undo(); note.remove(); announce("Undone"); });
    note.append(back);
  }
  $(".toasts").append(note);
  const leave = () => (note.matches(":hover, :focus-within") ? setTimeout(leave, 2000) : note.remove());
  setTimeout(leave, 8000);
  return note;
}

// What a form has done stands at the top of the page it came back to; a toast tells it where one is looking.
export function tellDone() {
  const undo = $("[data-undo]");
  if (undo) toast(undo.previousElementSibling.textContent, () => undo.click());
}

// A single key may act only outside fields and dialogs, and only while shortcuts are on.
export const mayShortcut = (e) =>
  root.dataset.keys !== "off" && !e.defaultPrevented && !e.ctrlKey && !e.metaKey && !e.altKey && !e.isComposing &&
  !e.target.closest?.("input, textarea, select, [contenteditable], dialog[open], [popover]:popover-open");

// The reader's own theme, or that of their system when they name none.
function setTheme(name) {
  name ? (root.dataset.theme = name) : delete root.dataset.theme;
  for (const one of document.querySelectorAll("[data-theme-pick]")) one.setAttribute("aria-pressed", one.dataset.themePick === name);
}
function switchTheme() {
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  chooseTheme(dark ? "light" : "dark");
}
function chooseTheme(name) {
  setTheme(name);
  remember("theme", name);
}
setTheme(root.dataset.theme ?? "");
addEventListener("storage", (e) => { if (e.key === "theme") setTheme(e.newValue ?? ""); });

document.addEventListener("click", (e) => {
  const button = e.target.closest("button");
  if (!button) return;
  if (button.matches("[data-theme-toggle]")) switchTheme();
  if (button.dataset.themePick !== undefined) chooseTheme(button.dataset.themePick);
  if (button.dataset.opens) document.getElementById(button.dataset.opens).showModal();
  if (button.matches("[data-closes]")) button.closest("dialog").close();
});

const keys = $("#keys-on");
if (keys) {
  keys.checked = root.dataset.keys !== "off";
  keys.addEventListener("change", () => {
    root.dataset.keys = keys.checked ? "on" : "off";
    remember("keys", root.dataset.keys);
  });
}

// The search box of the page, or the search page where the box has no room.
function search(e) {
  const box = [...document.querySelectorAll("#q, #bar-q")].find((one) => one.offsetParent), link = $('.bar a[href^="/search"]');
  if (!box && !link) return;
  e.preventDefault();
  box ? box.select() : link.click();
}

let last = "";
document.addEventListener("keydown", (e) => {
  if (!mayShortcut(e)) return;
  if (e.key === "?") { e.preventDefault(); $("#keys")?.showModal(); }
  if (e.key === "/") search(e);
  if (e.key === "h" && last === "g") { e.preventDefault(); e.stopImmediatePropagation(); location.href = $(".brand").href; }
  last = e.key;
});

// Two people may use one computer: what the first one typed leaves the device with them, and their other tabs hear of it.
document.addEventListener("submit", (e) => {
  if (!e.target.matches("[data-signout]")) return;
  try {
    const { person } = $("main").dataset, own = `advisory:${person}:`;
    for (const name of Object.keys(localStorage)) if (name.startsWith(own)) localStorage.removeItem(name);
    localStorage.setItem("advisory:left", `${person} ${Date.now()}`);
    localStorage.removeItem("advisory:left");
    sessionStorage.clear();
  } catch { /* nothing was kept */ }
});

// The device keeps the product's look and one page for no connection; browsers without workers do without.
addEventListener("load", () => navigator.serviceWorker?.register("/sw.js").catch(() => {}));

const nav = $(".boardnav"), here = nav && $("[aria-current]", nav);
if (here) nav.scrollLeft = here.offsetLeft - nav.clientWidth / 2;

// The list of things to mend comes first after a form came back.
$("[data-complaints]")?.focus();

// Where CSS anchor positioning is missing, a menu is placed beside its opener; phones get it as a sheet from CSS alone.
if (!CSS.supports("position-area", "block-end")) {
  root.dataset.noanchor = "";
  document.addEventListener("toggle", (e) => {
    const menu = e.target;
    if (menu.matches?.(".menu") && e.newState === "open" && innerWidth >= 736) place(menu);
  }, true);
}
function place(menu) {
  const openers = [...document.querySelectorAll(`[popovertarget="${menu.id}"]`)];
  const opener = openers.find((one) => one.offsetParent).getBoundingClientRect();
  const width = menu.offsetWidth, height = menu.offsetHeight;
  let x = root.dir === "rtl" ? opener.left : opener.right - width;
  if (x < 8) x = opener.left;
  const above = opener.bottom + height + 8 > innerHeight && opener.top > height;
  menu.style.setProperty("--x", `${Math.max(8, Math.min(x, innerWidth - width - 8))}px`);
  menu.style.setProperty("--y", `${above ? opener.top - height - 4 : opener.bottom + 4}px`);
  menu.classList.add("placed");
}
