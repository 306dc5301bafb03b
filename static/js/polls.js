// Polls, alive: a vote is cast in place, counts follow the live lines, and what is one's own is fetched, once a second at most.
import { call, fetchPage } from "./api.js";
import { $, $$, newId, page } from "./page.js";
import { announce } from "./shell.js";

const PACE = 1000, PERCENT_FROM = 20;
const pollOf = (id) => document.getElementById(`poll-${id}`);
const asking = new Map(), sent = new Map();

export const isPoll = (kind) => kind.startsWith("poll.") || kind === "ballot.cast";

// A live line tells how the poll stands; counts that everybody may know are in it, others are fetched by who may know them.
export function hear({ kind, facts }) {
  const poll = pollOf(facts.id);
  if (!poll) return;
  const same = poll.dataset.state === facts.state && Number(poll.dataset.wording) === facts.version;
  if (!same || kind === "poll.shared" || Boolean(facts.counts) !== "counted" in poll.dataset) renew(facts.id);
  else recount(poll, facts);
  if (kind === "poll.opened" || kind === "poll.closed") announce(`A poll ${kind.slice(5)}`);
}

// What a live line drew is the same for everybody: this reader's own is fetched in its place.
export function claim() {
  for (const poll of $$(".poll:not([data-yours])")) renew(poll.dataset.poll);
}

function recount(poll, { counts, voted }) {
  const turnout = $("[data-turnout]", poll);
  if (turnout && voted !== undefined) turnout.textContent = `${voted} voted`;
  $$(".bars > li", poll).forEach((row, place) => {
    const told = $("[data-count]", row), n = counts?.[place];
    if (!told || n === undefined) return;
    told.textContent = `${n} of ${voted}${voted >= PERCENT_FROM ? `, ${Math.round((n / voted) * 100)}%` : ""}`;
    const [ground, bar] = $$("rect", row), whole = voted || 1;
    $("svg", row).setAttribute("viewBox", `0 0 ${whole} 1`);
    ground.setAttribute("width", whole);
    bar.setAttribute("width", n);
  });
}

// Everybody hears of an opening in the same moment: each asks at a moment of their own within the next second, and
// once more where something happened since they began to ask.
function renew(id) {
  const turn = asking.get(id);
  if (turn) turn.again = turn.begun;
  else later(id, { begun: false, again: false });
}

function later(id, turn) {
  asking.set(id, turn);
  setTimeout(async () => {
    turn.begun = true;
    await own(id);
    setTimeout(() => {
      asking.delete(id);
      if (turn.again) renew(id);
    }, PACE / 2);
  }, PACE * (0.2 + 0.8 * Math.random()));
}

async function own(id) {
  const fresh = (await fetchPage(`/boards/${page.board}/polls/${id}/panel/`))?.getElementById(`poll-${id}`), old = pollOf(id);
  if (fresh && old) put(old, document.importNode(fresh, true));
}

// The newer drawing takes its place; what is chosen and not yet sent, and the focus, stay.
function put(old, fresh) {
  const open = old.dataset.wording === fresh.dataset.wording && $("[data-vote]", old) && $("[data-vote]", fresh);
  const kept = open ? $$("[data-pick]", old).filter((one) => one.checked !== one.defaultChecked) : [];
  for (const pick of kept) $(`[data-pick][value="${pick.value}"]`, fresh).checked = pick.checked;
  const active = old.contains(document.activeElement) ? document.activeElement : null;
  old.replaceWith(fresh);
  if (!active) return;
  const same = active.matches("[data-pick]") ? `[data-pick][value="${active.value}"]` : active.matches("[data-vote]") ? "[data-vote]" : null;
  ((same && $(same, fresh)) ?? fresh).focus({ preventScroll: true });
}

async function vote(poll) {
  const id = poll.dataset.poll, picks = $$("[data-pick]:checked", poll).map((one) => Number(one.value)), key = `${id}:${picks}`;
  if (!picks.length) return say(poll, "Choose one of the options.");
  sent.set(key, sent.get(key) ?? newId());
  const button = $("[data-vote]", poll);
  button.setAttribute("aria-busy", "true");
  const answer = await call("PUT", `polls/${id}/ballot`, { picks, client_id: sent.get(key), version: Number(poll.dataset.wording) });
  button.removeAttribute("aria-busy");
  if (answer.kind === "done") announce("Your vote is counted");
  else say(pollOf(id) ?? poll, answer.fields.picks || answer.message);
  if (answer.kind === "done" || answer.status === 409) await shown(id, answer);
}

async function shown(id, answer) {
  await own(id);
  if (answer.kind !== "done" && pollOf(id)) say(pollOf(id), answer.message);
}

function say(poll, words) {
  const place = $("[data-said]", poll);
  place.textContent = words;
  place.hidden = false;
}

export function listen() {
  document.addEventListener("click", (e) => {
    const button = e.target.closest(".poll [data-vote]");
    if (!button) return;
    e.preventDefault();
    if (!button.hasAttribute("aria-busy")) vote(button.closest(".poll"));
  });
}
