// What is written in a room: posts take their place as they come, what most want to know stands first, and forms are sent in place.
import { call } from "./api.js";
import { $, $$, newId, page } from "./page.js";
import * as polls from "./polls.js";
import { append, counts, isMine, leave, mark, noteOwn, patch, patchThread, postOf, read, takeBack, withdraw } from "./posts.js";
import { announce } from "./shell.js";
import { equip } from "./tools.js";

const GONE = { "post.withdrawn": withdraw, "post.withheld": takeBack, "post.left": leave, "post.gone": leave };
const listOf = (number) => $(`[data-threads][data-question="${number}"]`);
const agreed = (thread) => Number($("[data-reaction$=':agree'] .num", thread)?.textContent) || 0;
const polled = (thread) => Boolean($(".poll[data-state=open]", thread));
const settled = (thread) => Boolean($(":scope > .post[data-settled]", thread));

// One line of a question's stream; says whether the room itself has to be looked at again.
export function take({ kind, facts = {}, html }) {
  if (polls.isPoll(kind)) polls.hear({ kind, facts });
  if (!kind.startsWith("post.")) return;
  if (GONE[kind]) GONE[kind](facts.id);
  else if (facts.agree !== undefined) { if (postOf(facts.id)) counts(postOf(facts.id), facts); }
  else if (html) draw(facts, read(html));
  polls.claim();
  settle();
}

function draw(facts, fresh) {
  const isThread = fresh.matches(".thread"), post = isThread ? $(":scope > .post", fresh) : fresh, known = postOf(post.dataset.post);
  if (known) isThread ? patchThread(known.closest(".thread"), fresh) : patch(known, fresh);
  else {
    const home = isThread ? listOf(facts.question) : document.getElementById(`replies-${facts.thread}`);
    if (!home) return;
    append(home, fresh);
    if (!isMine(post)) announce(home.dataset.talk === "asked" ? "A new question for the room" : "Something new was written");
    if (home.matches("[data-talk=chat]") && isMine(post)) fresh.scrollIntoView({ block: "nearest" });
  }
  equipAll();
}

// In the questions for the room what most agree with comes first, and what was answered last.
function settle() {
  for (const list of $$("[data-threads]")) {
    const nothing = $("[data-nothing]", list.parentElement);
    if (nothing) nothing.hidden = list.children.length > 0;
    if (list.dataset.talk !== "asked" || list.contains(document.activeElement)) continue;
    const now = [...list.children], wanted = [...now].sort((a, b) => polled(b) - polled(a) || settled(a) - settled(b) || agreed(b) - agreed(a));
    if (wanted.some((one, place) => one !== now[place])) list.append(...wanted);
  }
}

const equipAll = () => { for (const post of $$("[data-threads] > .thread > .post")) if (post.querySelector("[data-modopen]")) equip(post); };

async function say(form) {
  const box = $("textarea", form), reply = $("[name=reply_to]", form), key = $("[name=client_id]", form), body = box.value.trim();
  if (!body || box.readOnly) return;
  box.readOnly = true;
  const to = reply.disabled ? {} : { reply_to: reply.value };
  const answer = await call("POST", `boards/${page.board}/questions/${form.dataset.say}/posts`, { body, client_id: key.value || newId(), ...to });
  box.readOnly = false;
  complain(form, answer.kind === "done" ? "" : answer.fields?.body || answer.message);
  if (answer.kind !== "done") { if (answer.code === "client_id_reused") key.value = newId(); return; }
  key.value = newId();
  box.value = "";
  aim(form, null);
  if (answer.data.held) announce("A moderator reads it first");
}

function complain(form, words) {
  const error = $("[data-error]", form);
  error.textContent = words;
  error.hidden = !words;
}

// To whom the next words are said: to everybody, or to one post.
function aim(form, post) {
  const reply = $("[name=reply_to]", form), told = $("[data-replying]", form);
  reply.disabled = !post;
  reply.value = post?.dataset.post ?? "";
  told.hidden = !post;
  $("span", told).textContent = post ? `Reply to ${isMine(post) ? "yourself" : $("[data-only=other]", post).textContent}` : "";
  if (post) $("textarea", form).focus();
}

export function begin(root) {
  root.addEventListener("submit", (e) => {
    if (!e.target.matches("[data-say]")) return;
    e.preventDefault();
    say(e.target);
  });
  root.addEventListener("keydown", (e) => {
    if (e.key !== "Enter" || e.shiftKey || e.isComposing || !e.target.matches(".say textarea")) return;
    e.preventDefault();
    e.target.form.requestSubmit();
  });
  root.addEventListener("click", (e) => {
    const link = e.target.closest("[data-threads] a[href]"), cancel = e.target.closest("[data-say] [data-cancel]");
    if (cancel) return aim(cancel.closest("form"), null);
    const form = link?.dataset.act === "reply" && $("[data-say]", link.closest(".tabbed"));
    if (form) { e.preventDefault(); aim(form, link.closest(".post")); } else if (link && !link.hash.startsWith("#note")) link.target = "_blank";
  });
  polls.listen();
  renew();
}

const FIELD = "textarea, input:not([type=hidden], [type=radio], [type=checkbox])";
const changed = (one) => (one.matches("[data-pick]") ? one.checked !== one.defaultChecked : one.value !== one.defaultValue);

// Where somebody has written or chosen what is not sent.
export const unsent = (root) => $$(`${FIELD}, [data-pick]`, root).filter(changed);

// Whether somebody writes in a panel, or has something there that is not sent; what is rated is kept as it is given.
function isHeld(panel) {
  const at = document.activeElement;
  return (panel.contains(at) && at.matches(FIELD)) || unsent(panel).some((one) => !one.closest("[data-round]"));
}

// The conversation as it is drawn now, panel by panel: one that is the same stays as it is, and so does one in which somebody
// writes, until they have left it. Says which panels came.
export function place(home, drawn, again) {
  const come = [], panels = $$(":scope > .tabbed", drawn), wanted = new Set(panels.map(({ id }) => id));
  let last = $(":scope > form", home);
  for (const panel of panels) {
    const old = document.getElementById(panel.id), changes = old && old.dataset.key !== panel.dataset.key;
    if (changes && isHeld(old)) old.addEventListener("focusout", again, { once: true });
    else if (changes) old.replaceWith(panel);
    else if (!old) last.after(panel);
    last = home.contains(panel) ? panel : old;
    if (last === panel) come.push(panel);
  }
  for (const old of $$(":scope > .tabbed", home)) if (!wanted.has(old.id) && !isHeld(old)) old.remove();
  renew();
  return come;
}

// Whether a line was taken as it came by a panel that stayed.
export const isTaken = (come, { stream }) => $$("[data-threads]").some((list) => stream.endsWith(`.q${list.dataset.question}`) && !come.includes(list.closest(".tabbed")));

function renew() {
  noteOwn();
  for (const list of $$("[data-threads]")) mark(list);
  equipAll();
}
