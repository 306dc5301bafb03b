// The form of a question's type, and what everybody answered: entries are kept on the device, figures come in live.
import { fetchPage } from "../api.js";
import { $, $$, page } from "../page.js";
import { Store } from "../store.js";
import { KINDS } from "./kinds.js";

const OURS = ["csrfmiddlewaretoken", "stamp", "client_id", "design"];
const store = new Store(page.person), name = `answer:${page.board}:${page.question}`;
const form = $("[data-response]");
let renewing = null;

const entries = () => [...new FormData(form)].filter(([field]) => !OURS.includes(field));
const place = () => `${form.dataset.version}.${form.elements.design.value}`;

// Entries that were sent, or that belong to other options, are not put back.
function restore() {
  const kept = store.get(name);
  if (kept && kept.place !== place()) store.drop(name);
  if (!kept || kept.place !== place() || !$("#response-error").hidden) return;
  for (const field of form.elements) if (field.matches("[type=radio], [type=checkbox]")) field.checked = false;
  for (const [field, value] of kept.entries) {
    const found = form.elements[field];
    if (found instanceof RadioNodeList || found?.matches?.("[type=radio], [type=checkbox]")) {
      for (const one of $$(`[name="${CSS.escape(field)}"]`, form)) if (one.value === value) one.checked = true;
    } else if (found) found.value = value;
  }
}

function keep() {
  store.set(name, { place: place(), entries: entries() });
  $("[data-saved]", form).textContent = store.lasting ? "Kept on this device" : "";
}

// One's own part of the figures: the server draws them the same for everybody.
function markOwn(panel) {
  for (const key of ($("[data-own-keys]")?.dataset.ownKeys ?? "").split(" ").filter(Boolean)) {
    for (const one of $$(`[data-own="${CSS.escape(key)}"]`, panel)) if (!one.closest("[data-earlier]")) one.dataset.mine = "";
  }
}

function show(fresh) {
  const old = $("#results");
  if (!fresh || !old) return;
  const open = $$("details", old).map((one) => one.open);
  old.replaceWith(fresh);
  $$("details", fresh).forEach((one, at) => { one.open = open[at] ?? false; });
}

// A line with "" draws nothing, for a newer one does; one without `html` is about words, which only a fetch tells.
function heard({ html }) {
  const old = $("#results");
  if (!old || html === "" || (html === undefined && !("worded" in old.dataset))) return;
  clearTimeout(renewing);
  if (!html) {
    renewing = setTimeout(async () => { const fresh = (await fetchPage())?.querySelector("#results"); show(fresh && document.importNode(fresh, true)); }, 1000);
    return;
  }
  const holder = document.createElement("template");
  holder.innerHTML = html.trim();
  const fresh = holder.content.firstElementChild;
  if (fresh.dataset.results !== String(page.question)) return;
  markOwn(fresh);
  show(fresh);
}

if (form) {
  restore();
  KINDS[form.dataset.response]?.(form);
  for (const kind of ["input", "change"]) form.addEventListener(kind, keep);
  form.addEventListener("keydown", (e) => { if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) form.requestSubmit(); });
}
document.addEventListener("advisory:answered", (e) => heard(e.detail));
