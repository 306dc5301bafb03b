// Pages of a session that wait for something: they load anew when it opens, when one is let in, when it is over.
import { Live } from "./live.js";
import { $, page } from "./page.js";

const PULSE = 25_000, waiting = $("[data-session]")?.dataset ?? {}, number = Number(waiting.session);
const live = new Live(page.main);
live.addEventListener("frame", (e) => {
  const { kind, facts } = e.detail;
  if (/^(session|attendance)\./.test(kind) && facts.session === number) location.reload();
});
live.addEventListener("state", (e) => {
  page.main.dataset.live = e.detail.state;
  if (e.detail.state === "stale") location.reload();
});
live.start();

// A sign of life of whoever waits to be let in: the answer leads back here, unless they are in by now, or wait no more.
async function sign() {
  const headers = { "X-CSRFToken": $("meta[name=csrf-token]")?.content ?? "" };
  try {
    const answer = await fetch(waiting.presence, { method: "POST", headers, cache: "no-store", redirect: "manual" });
    if (answer.ok || answer.status === 404) location.reload();
  } catch { /* the next one tries again */ }
}
if (waiting.presence) setInterval(sign, PULSE);
