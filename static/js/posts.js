// A post on the page: whose it is, which reactions are pressed, and how a newer drawing takes its place without disturbing.
import { fetchPage } from "./api.js";
import { $, $$, element, fromTemplate, page } from "./page.js";
import { equip } from "./tools.js";

const pressed = new Set(), lines = new Map(), KEPT = ["data-unread", "data-editing", "data-client"];

// What the server drew as this reader's own is noted once; live frames are drawn for everybody and marked here.
export function noteOwn() {
  for (const thread of $$(".thread[data-mine]")) thread.setAttribute("aria-label", "Your answer");
  for (const button of $$('[data-reaction][aria-pressed="true"]')) pressed.add(button.dataset.reaction);
}

export function press(button, on) {
  on ? pressed.add(button.dataset.reaction) : pressed.delete(button.dataset.reaction);
  show(button, on);
}

function show(button, on) {
  button.setAttribute("aria-pressed", on);
  button.value = on ? "0" : "1";
}

export function mark(root) {
  const all = [root, ...$$("[data-author], [data-reaction]", root)];
  for (const one of all) {
    if (one.dataset.author && page.me.includes(one.dataset.author)) one.setAttribute("data-mine", "");
    if (one.matches(".thread[data-mine]")) one.setAttribute("aria-label", "Your answer");
    if (one.dataset.reaction) show(one, pressed.has(one.dataset.reaction));
  }
  for (const place of $$("[data-mine] > footer > [data-own]", root)) own(place);
  quieten(root);
  return root;
}

// What only its author does with a post stands once on the page.
function own(place) {
  const tools = document.createElement("template");
  tools.innerHTML = document.getElementById("own").innerHTML.replaceAll("00000000-0000-0000-0000-000000000000", place.dataset.own);
  place.replaceWith(tools.content);
}

// Where nothing may be added, reactions are told but not offered.
export function quieten(root) {
  if (!$("[data-threads][data-quiet]")) return;
  for (const button of $$(".reaction", root)) button.setAttribute("aria-disabled", "true");
}

export const postOf = (id) => document.getElementById(`post-${id}`);
export const isMine = (post) => post.hasAttribute("data-mine");
const words = (post) => ($(":scope > .body", post)?.textContent ?? "").replace(/\s+/g, " ").trim();

export function counts(post, facts) {
  for (const kind of ["agree", "insightful"]) {
    const shown = $(`[data-reaction$=":${kind}"] .num`, post);
    if (shown && facts[kind] !== undefined) shown.textContent = facts[kind] || "";
  }
}

// Changes a post into its newer drawing, part by part: an open composer, the focus and the element itself stay. What was
// noticed in it stays too, unless a whole page brought the drawing: a live line is the same for everybody.
export function patch(old, fresh, whole = false) {
  const told = $(":scope > .noticed:not([hidden])", old), place = $(":scope > .noticed", fresh);
  if (told && place && !whole) place.replaceWith(told.cloneNode(true));
  const own = $(":scope > .poll[data-yours]", old), drawn = $(":scope > .poll:not([data-yours])", fresh);
  if (own && drawn) drawn.replaceWith(own.cloneNode(true));
  if ($(":scope > .modtools", old)) equip(fresh);
  const within = old.contains(document.activeElement) && document.activeElement !== old;
  const focused = within ? controlOf(document.activeElement) : "";
  for (const name of old.getAttributeNames()) {
    if (!KEPT.includes(name) && !fresh.hasAttribute(name)) old.removeAttribute(name);
  }
  for (const name of fresh.getAttributeNames()) old.setAttribute(name, fresh.getAttribute(name));
  const keep = [...old.children].filter((child) => child.matches("[data-composer]"));
  const parts = [...fresh.children];
  if (keep.length) parts.splice(parts.findIndex((part) => part.matches(".body")) + 1, 0, ...keep);
  for (const child of [...old.children]) if (!keep.includes(child)) child.remove();
  parts.reduce((before, part) => {
    if (part.parentElement !== old) before ? before.after(part) : old.prepend(part);
    return part;
  }, null);
  if (focused) $(focused, old)?.focus({ preventScroll: true });
  relabel(old);
  return old;
}

// An answer's thread is named after its author for as long as they can be seen.
function relabel(post) {
  const thread = post.parentElement, name = $(":scope > header .who [data-only=other]", post)?.textContent;
  if (!thread?.matches(".thread") || isMine(post)) return;
  if (name) thread.dataset.author = post.dataset.author;
  else delete thread.dataset.author;
  thread.setAttribute("aria-label", name ? `Answer by ${name}` : "Answer out of sight");
}

function controlOf(control) {
  const { reaction, act } = control.closest("[data-reaction], [data-act]")?.dataset ?? {};
  if (reaction) return `[data-reaction="${reaction}"]`;
  return act ? `[data-act="${act}"]` : "";
}

// An answer drawn with its thread takes the place of the thread's head; replies that are missing are added.
export function patchThread(old, fresh) {
  for (const name of ["id", "aria-label", "data-author", "data-mine"]) {
    fresh.hasAttribute(name) ? old.setAttribute(name, fresh.getAttribute(name)) : old.removeAttribute(name);
  }
  patch($(":scope > .post", old), $(":scope > .post", fresh));
  const home = $(":scope > .replies", old);
  home.id = $(":scope > .replies", fresh).id;
  for (const reply of $$(":scope > .replies > .post", fresh)) {
    const known = postOf(reply.dataset.post);
    known ? patch(known, reply) : append(home, reply);
  }
  return old;
}

// New posts come after what was published before them, and before what is still being sent or written.
export function append(home, fresh) {
  const place = orderOf(fresh), later = place && [...home.children].find((one) => orderOf(one) > place);
  const tail = later || [...home.children].find((one) => one.matches("[data-composer], .post.pending, .thread:has(> .post.pending)"));
  tail ? tail.before(fresh) : home.append(fresh);
  return fresh;
}

// A post of mine that comes down the socket before its own answer came: the pending one with the same words becomes it.
export function adopt(home, fresh) {
  const mine = fresh.matches(".post") ? fresh : $(":scope > .post", fresh);
  if (!isMine(mine)) return null;
  const waiting = $$(".post.pending", home).find((one) => words(one) === words(mine));
  if (!waiting) return null;
  waiting.classList.remove("pending");
  return fresh.matches(".thread") ? patchThread(waiting.closest(".thread"), fresh) : patch(waiting, fresh);
}

export function withdraw(id) {
  const post = postOf(id);
  if (!post || post.hasAttribute("data-held") || isMine(post)) return;
  const empty = fromTemplate("withdrawn");
  Object.assign(empty.dataset, { post: id, order: post.dataset.order ?? "" });
  empty.id = post.id;
  patch(post, empty);
  post.removeAttribute("data-unread");
}

// A question of the team's that was taken back from the one who was asked: nothing says that it was there.
export function takeBack(id) {
  const post = postOf(id);
  if (post && !isMine(post)) post.remove();
}

// The pinned posts, named above the answers in the order in which they stand.
export function namePins() {
  const line = $("[data-pins]"), posts = $$("[data-threads] .post[data-pinned]:not([data-removed])");
  if (!line) return;
  for (const old of $$("a", line)) old.remove();
  for (const post of posts) {
    const name = isMine(post) ? "You" : $(":scope > header .who [data-only=other]", post)?.textContent ?? "";
    line.append(Object.assign(document.createElement("a"), { href: `#${post.id}`, textContent: name }));
  }
  line.hidden = !posts.length;
}

const orderOf = (one) => Number((one.matches(".thread") ? $(":scope > .post", one) : one)?.dataset.order) || 0;

// A post that stands on another question now goes from here, unless somebody is writing under it: their words stay.
export function leave(id) {
  const post = postOf(id), gone = post?.parentElement.matches(".thread") ? post.parentElement : post;
  if (!gone || [...$$("[data-composer] textarea", gone)].some((field) => field.value.trim())) return;
  gone.remove();
}

// Frames tell what became of a post: how many have told of it so far.
export const heard = (id) => lines.set(id, heardOf(id) + 1);
export const heardOf = (id) => lines.get(id) ?? 0;

// The post as the page shows it now, fetched when no frame brought it; a frame that came meanwhile knows more than the answer.
export async function renew(id) {
  const before = heardOf(id), fresh = (await fetchPage())?.getElementById(`post-${id}`), old = postOf(id);
  if (heardOf(id) !== before) return renew(id);
  if (fresh && old) patch(old, mark(document.importNode(fresh, true)), true);
}

export const read = (html) => mark(element(html));
