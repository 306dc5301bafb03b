// The transcript of a session: lines that are written down or put right meanwhile come onto the page, and what somebody reads or has in hand stays.
import { Live } from "./live.js";
import { $, $$, page } from "./page.js";

const here = $("[data-transcript]"), number = Number(here.dataset.transcript), PAUSE = 1_000;
let waits = false;

// Many lines in a second are fetched together.
function soon() {
  if (waits) return;
  waits = true;
  setTimeout(() => { waits = false; freshen(); }, PAUSE);
}

async function freshen() {
  try {
    const answer = await fetch(location.href, { cache: "no-store", redirect: "error" });
    if (answer.ok) put($("[data-transcript]", new DOMParser().parseFromString(await answer.text(), "text/html")));
  } catch { /* the next line asks again */ }
}

function put(fresh) {
  const list = $("ol", here), lines = $$("ol > li", fresh);
  if (!list || !lines.length) return here.replaceChildren(...document.importNode(fresh, true).childNodes);
  const known = new Map([...list.children].map((one) => [$(".caption", one).id, one]));
  const now = lines.map((line) => kept(known.get($(".caption", line).id), document.importNode(line, true)));
  for (const one of [...list.children]) if (!now.includes(one)) one.remove();
  now.forEach((one, place) => { if (list.children[place] !== one) list.insertBefore(one, list.children[place] ?? null); });
}

// A line that reads as before stays the same element, so that focus stays in it.
const kept = (old, line) => (old && old.innerHTML === line.innerHTML ? old : line);

const live = new Live(page.main);
live.addEventListener("frame", (e) => {
  const { kind, facts = {} } = e.detail;
  if (!/^(caption|session)\./.test(kind) || facts.session !== number) return;
  e.preventDefault();
  soon();
});
live.addEventListener("state", (e) => {
  page.main.dataset.live = e.detail.state;
  if (e.detail.state === "stale") location.reload();
});
live.start();
