// The discussion page, alive: what is written goes out and is kept, what others write comes in.
import * as acts from "./acts.js";
import { fetchPage, whoIsHere } from "./api.js";
import { Arrivals } from "./arrivals.js";
import { band, reloadSoftly, showState } from "./bands.js";
import { Desk } from "./desk.js";
import * as keys from "./keys.js";
import { Live } from "./live.js";
import { markOwn, withdrawNotes } from "./notes.js";
import { Outbox } from "./outbox.js";
import { $, page } from "./page.js";
import { Pending } from "./pending.js";
import * as polls from "./polls.js";
import { noteOwn, postOf, quieten, renew } from "./posts.js";
import { Presence } from "./presence.js";
import { Reading } from "./reading.js";
import { toast } from "./shell.js";
import { Store } from "./store.js";
import * as tools from "./tools.js";
import { Writing } from "./writing.js";

const store = new Store(page.person);
const outbox = new Outbox(store);
const live = new Live(page.main);
const presence = new Presence(live);
const pending = new Pending(outbox, page);
const reading = new Reading();
const arrivals = new Arrivals({ reading });
const desk = new Desk();
const writing = new Writing({ store, outbox, pending, whisper: () => presence.typing(), late: acts.expect });

// What happens to the question itself: a gate that opened and a question that opened are shown at once, the rest is offered.
const QUESTION = {
  "question.unlocked": () => { if ($(".gate") && !outbox.busy) reloadSoftly(store); },
  "question.opened": () => reloadSoftly(store),
  "question.shared": () => band("stale"),
  "question.closed": () => band("stale"),
  "question.redesigned": () => band("stale"),
  "question.extended": () => moreTime(),
};

// What changes the figures of a question with a form: an answer, or words of one that come, change or go.
const ANSWERED = /^(?:response|stance)\.|^post\.(?!reacted|remarked)/;
let renewing = null;

// The line above the question counts answers and tells the due time: it is fetched when either moved.
function renewLine() {
  clearTimeout(renewing);
  renewing = setTimeout(async () => {
    const fresh = (await fetchPage())?.querySelector(".prompt .eyebrow");
    if (fresh) $(".prompt .eyebrow").replaceWith(document.importNode(fresh, true));
  }, 1000);
}

function moreTime() {
  renewLine();
  toast("This question has more time");
}

// What screening noticed is drawn for its author and the desk alone: the post is fetched, now or once it is here.
const noticed = new Set();

function notice(id) {
  if (postOf(id)) renew(id);
  else noticed.add(id);
}

document.addEventListener("advisory:noticed", (e) => notice(e.detail));

const staff = ["chair", "moderator", "sponsor"].includes(page.role);

live.addEventListener("frame", (e) => {
  const { kind, facts = {} } = e.detail;
  if (kind.startsWith("note.")) return void setTimeout(markOwn);
  e.preventDefault();
  withdrawNotes(e.detail);
  if (kind.startsWith("finding.")) notice(facts.id);
  if (kind.startsWith("post.") && (facts.question ?? page.question) === page.question) arrivals.take(e.detail);
  if (polls.isPoll(kind)) polls.hear(e.detail);
  polls.claim();
  if (postOf(facts.id) && noticed.delete(facts.id)) renew(facts.id);
  if (ANSWERED.test(kind)) document.dispatchEvent(new CustomEvent("advisory:answered", { detail: { html: !kind.startsWith("post.") ? e.detail.html ?? "" : undefined } }));
  if (kind === "response.given" && staff) renewLine();
  if (kind === "post.created") presence.posted(facts.author?.id);
  if (kind === "post.created" && !facts.reply_to && (staff || page.me.includes(facts.author?.id))) renewLine();
  if (kind.startsWith("question.") && facts.number === page.question) QUESTION[kind]?.();
  if (["board.closed", "member.paused", "member.resumed"].includes(kind)) band("stale");
  desk.hear(kind);
});
live.addEventListener("whisper", (e) => presence.hear(e.detail));
live.addEventListener("state", ({ detail: { state } }) => {
  showState(state);
  page.main.dataset.live = state;
  if (state === "live" || state === "polling") outbox.flush();
  if (state === "live") presence.enter();
  if (state === "stale") reloadSoftly(store);
  if (state === "signedout") whose();
});

// This session ended; the browser may have a new one, of the same person or of somebody else.
async function whose() {
  const { me, other } = await whoIsHere();
  if (me) reloadSoftly(store);
  else if (other) band("otherseat");
}
document.addEventListener("visibilitychange", () => { if (!document.hidden && live.ended === "signedout") whose(); });
document.addEventListener("click", (e) => { if (e.target.closest("[data-retry]")) { live.atOnce(); outbox.flush(); } });

noteOwn();
if ($("[data-threads]")) quieten($("[data-threads]"));
acts.listen();
keys.listen();
tools.listen();
polls.listen();
writing.start();
reading.start();
presence.start();
live.start();
outbox.flush();

// A page that was opened at a post puts the focus there, as after the answer that opened the gate.
const named = /^#post-[\w-]+$/.test(location.hash) && $(location.hash);
if (named) {
  history.scrollRestoration = "auto";
  named.focus({ preventScroll: true });
  named.scrollIntoView({ block: "center" });
}
