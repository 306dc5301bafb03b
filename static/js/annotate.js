// Notes beside a document: marks on their passages, notes level with them or in a sheet, and new ones by mouse or by key.
import { Box, clear, outline, picture, places, region } from "./figure.js";
import { Live } from "./live.js";
import { level, sheet } from "./notelevel.js";
import { $, $$, newId, page } from "./page.js";
import { announce, tellDone } from "./shell.js";

const AROUND = 32;
const aside = $("[data-notes]"), film = $("[data-film] :is(video, audio)"), prose = film ? null : picture ?? $(".sheet .prose"), leaf = $(".sheet [data-leaf]")?.dataset.leaf || "0";
const notes = () => $$("#notes > .note");
const markOf = (note) => document.getElementById(`mark-${note.dataset.note}`);
let opener = null, box = null;

// The words of the sheet without spaces, and where each of their letters stands.
function letters() {
  const found = [], walker = document.createTreeWalker(prose, NodeFilter.SHOW_TEXT, skipping);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    for (let at = 0; at < node.data.length; at += 1) if (node.data[at].trim()) found.push([node, at]);
  }
  return found;
}

const skipping = (node) => node.parentElement.closest(".docmeta, .note-number") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
const bare = (text) => text.replace(/\s+/g, "");

function unmark(note) {
  if (picture) return clear(note);
  for (const mark of $$(`mark[data-of="${note.dataset.note}"]`)) mark.replaceWith(...mark.childNodes);
  $(`sup[data-of="${note.dataset.note}"]`)?.remove();
  prose.normalize();
}

// Marks the passage of a note, once its number is known; a passage over several nodes gets several marks.
function mark(note, number) {
  unmark(note);
  const part = picture && region(note.dataset.fragment);
  if (part) return outline(note, [part], numbered(note, number));
  const here = letters(), text = here.map(([node, at]) => node.data[at]).join(""), asked = bare(note.dataset.quote);
  if (!asked) return;
  const after = text.indexOf(bare(note.dataset.prefix) + asked);
  const begin = after < 0 ? text.indexOf(asked) : after + bare(note.dataset.prefix).length;
  if (begin < 0) return;
  if (picture) return outline(note, places(here.slice(begin, begin + asked.length).map(([node]) => node)), numbered(note, number));
  const runs = new Map();
  for (const [node, at] of here.slice(begin, begin + asked.length)) runs.set(node, [runs.get(node)?.[0] ?? at, at + 1]);
  const made = [...runs].map(([node, [from, to]]) => wrapped(node, from, to, note));
  made[0].id = `mark-${note.dataset.note}`;
  behind(made.at(-1)).after(numbered(note, number));
}

// Two notes on the same passage have their numbers in order: the later stands behind the earlier one.
function behind(last) {
  while (last.parentElement.matches("mark") && !last.nextSibling) last = last.parentElement;
  return last.nextSibling?.matches?.("sup.note-number") ? behind(last.nextSibling) : last;
}

function wrapped(node, from, to, note) {
  const range = document.createRange(), made = document.createElement("mark");
  range.setStart(node, from);
  range.setEnd(node, to);
  made.dataset.of = note.dataset.note;
  range.surroundContents(made);
  return made;
}

function numbered(note, number) {
  const sup = document.createElement("sup"), link = document.createElement("a");
  sup.className = "note-number";
  sup.dataset.of = note.dataset.note;
  link.href = `#${note.id}`;
  link.textContent = number;
  link.setAttribute("aria-label", `Note ${number}`);
  sup.append(link);
  return sup;
}

// Notes stand as the document is read: one that came meanwhile goes before those whose marks are further down. Whether any moved.
function order() {
  const all = notes(), at = new Map(all.map((note) => [note, spot(note)]));
  let moved = false;
  for (let last = 1; last < all.length; last += 1) {
    let place = last;
    while (place && at.get(all[last]) && at.get(all[place - 1]) && before(at.get(all[last]), at.get(all[place - 1]))) place -= 1;
    if (place === last) continue;
    all[place].before(all[last]);
    all.splice(place, 0, ...all.splice(last, 1));
    moved = true;
  }
  return moved;
}

const LINE = 6;
const before = ([top, left], [other, beside]) => Math.abs(top - other) > LINE ? top < other : left < beside;

function spot(note) {
  const box = markOf(note)?.getBoundingClientRect();
  return box && [box.top + scrollY, box.left];
}

function draw() {
  if (prose) notes().forEach((note, place) => mark(note, place + 1));
  if (prose && order()) notes().forEach((note, place) => mark(note, place + 1));
  const all = notes();
  const count = $("[data-count]", aside);
  if (count) count.textContent = `${all.length} note${all.length === 1 ? "" : "s"} on this page`;
  level(aside, all, markOf);
}

// What somebody selected in the sheet, with what stands around it; nothing for anything else.
function selected() {
  const chosen = getSelection();
  if (!prose || chosen.isCollapsed || !chosen.rangeCount) return null;
  const range = chosen.getRangeAt(0);
  if (!prose.contains(range.commonAncestorContainer)) return null;
  const before = document.createRange(), behind = document.createRange();
  before.selectNodeContents(prose);
  before.setEnd(range.startContainer, range.startOffset);
  behind.selectNodeContents(prose);
  behind.setStart(range.endContainer, range.endOffset);
  const quote = words(range);
  return quote.trim() && { quote, prefix: words(before).slice(-AROUND), suffix: words(behind).slice(0, AROUND) };
}

function words(range) {
  const piece = range.cloneContents();
  for (const own of piece.querySelectorAll(".note-number, .docmeta")) own.remove();
  return piece.textContent;
}

// Opens the form for a passage or an answer, and remembers where to go back to.
function open(given, from, said) {
  $("[data-noting]", aside)?.remove();
  const form = document.getElementById("note-form")?.content.firstElementChild.cloneNode(true);
  if (!form) return;
  opener = from;
  for (const [name, value] of Object.entries({ leaf, client_id: newId(), ...given })) form.elements[name].value = value;
  $("[data-at]", form).textContent = said;
  if (given.reply_to) {
    form.setAttribute("aria-label", "Your answer");
    $("[data-private]", form).hidden = true;
    document.getElementById(`note-${given.reply_to}`).append(form);
  } else $("#notes").before(form);
  draw();
  form.elements.body.focus();
}

function close() {
  $("[data-noting]", aside)?.remove();
  box?.ground.remove();
  offer?.remove();
  draw();
  opener?.focus();
  opener = null;
}

// The button that rises where words are selected.
let offer = null;
function offering() {
  offer?.remove();
  const found = selected();
  if (!found || !document.getElementById("note-form")) return;
  offer = Object.assign(document.createElement("button"), { type: "button", className: "button small primary", textContent: "Write a note on these words" });
  offer.addEventListener("mousedown", (e) => e.preventDefault());
  offer.addEventListener("click", () => {
    const from = getSelection().anchorNode.parentElement.closest("[id]");
    offer.remove();
    open(found, from, found.quote);
  });
  $("#notes").before(offer);
}

function onKey(e) {
  if (e.key === "Escape" && $("[data-noting]", aside)) return close();
  if (e.key !== "c" || e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input, textarea, select, dialog")) return;
  if (film || (picture && !selected())) { e.preventDefault(); return film ? atMoment() : onPart(); }
  const chosen = selected(), on = document.activeElement?.closest(".prose [id^='p']");
  if (chosen) { e.preventDefault(); open(chosen, on, chosen.quote); }
  else if (on) { e.preventDefault(); open({ passage: on.id }, on, on.textContent.trim().slice(0, 160)); }
}

// A note at the moment that is played, or on a part of the picture.
function atMoment() {
  const at = Math.floor(film.currentTime * 10) / 10, clock = `${Math.floor(at / 60)}:${String(Math.floor(at % 60)).padStart(2, "0")}`;
  film.pause();
  open({ fragment: `t=${at}` }, $("[data-moment]"), `At ${clock}`);
}

function onPart() {
  box?.ground.remove();
  box = new Box((chosen) => open({ fragment: chosen.fragment }, $("[data-region]"), chosen.said));
}

function onClick(e) {
  const moment = film && e.target.closest(".note [data-at]");
  if (moment) { e.preventDefault(); film.currentTime = Number(moment.dataset.at); film.play().catch(() => {}); film.focus(); }
  if (e.target.closest("[data-moment]")) atMoment();
  if (e.target.closest("[data-region]")) onPart();
  const answer = e.target.closest("[data-answer]"), cancel = e.target.closest("[data-cancel]");
  if (answer) { e.preventDefault(); open({ reply_to: answer.dataset.answer }, answer, ""); }
  if (cancel) { e.preventDefault(); close(); }
}

function light(e) {
  const link = e.target.closest?.("mark[data-of], sup[data-of]"), note = link ? document.getElementById(`note-${link.dataset.of}`) : e.target.closest?.(".note");
  if (!note) return;
  const on = e.type === "pointerover" || e.type === "focusin";
  note.classList.toggle("on", on);
  for (const mark of $$(`mark[data-of="${note.dataset.note}"]`)) mark.classList.toggle("on", on);
  if (e.type === "focusin") level(aside, notes(), markOf, note);
}

// A note that others read no more; its writer's own stays, said to be held.
function gone(id) {
  const found = document.getElementById(`note-${id}`) ?? document.getElementById(`post-${id}`);
  return found?.matches("[data-held]") ? null : found;
}

// A note that came down the socket: one's own is marked, one of another page goes.
function arrived(gone) {
  if (gone?.matches(".note")) unmark(gone);
  gone?.remove();
  for (const post of $$(".notes .post:not([data-mine])")) if (page.me.includes(post.dataset.author)) post.dataset.mine = "";
  for (const note of notes()) if (!["0", leaf].includes(note.dataset.leaf)) note.remove();
  steer();
  draw();
}

// Whoever comes back to a note is at its mark again: the browser itself went to the note.
function returned() {
  const note = document.getElementById(location.hash.slice(1));
  if (note?.matches(".note")) (markOf(note)?.parentElement.closest("[id]") ?? note).focus({ preventScroll: true });
}

// Settling is its writer's and the team's.
function steer() {
  const team = ["chair", "moderator", "sponsor"].includes(page.role);
  for (const button of $$("[data-resolve]")) button.hidden = !team && !page.me.includes(button.dataset.resolve);
}

if (aside && $("#notes")) {
  for (const one of $$(".prose > [id^='p'], .prose li[id^='p']", $(".sheet"))) one.tabIndex = 0;
  for (const type of ["pointerover", "pointerout", "focusin", "focusout"]) document.addEventListener(type, light);
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  let resting = null;
  document.addEventListener("selectionchange", () => { clearTimeout(resting); resting = setTimeout(offering, 200); });
  sheet(notes, markOf);
  steer();
  draw();
  tellDone();
  new ResizeObserver(() => level(aside, notes(), markOf)).observe($(".sheet"));
  if (document.readyState === "complete") returned(); else addEventListener("load", () => setTimeout(returned));
  const live = new Live(page.main);
  live.addEventListener("frame", ({ detail: { kind, html, facts = {} } }) => {
    if (kind === "annotation.withdrawn") return setTimeout(() => arrived(gone(facts.id)));
    if (!kind.startsWith("annotation.") || !html) return;
    setTimeout(arrived);
    if (["annotation.shared", "annotation.released"].includes(kind)) announce("1 new note");
    if (kind === "annotation.waits") announce("Your note waits for a moderator");
  });
  live.start();
}
