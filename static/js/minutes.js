// The minutes of a session: drawn anew when they change, unless somebody writes on the page, who is told of it.
import { Live } from "./live.js";
import { $, $$, page } from "./page.js";

const here = $("[data-minutes]");
const number = Number(here?.dataset.minutes);
const written = () => $$("input, textarea", here).some((one) => one.type !== "hidden" && one.value !== one.defaultValue);

async function freshen() {
  const busy = written() || here.contains(document.activeElement) || $("details[open]", here);
  if (busy) return void ($("[data-moved]", here).hidden = false);
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) return location.reload();
  const drawn = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("minutes-now");
  if (drawn) $("#minutes-now").replaceWith(drawn);
}

const live = new Live(page.main);
live.addEventListener("frame", (e) => {
  const { kind, facts } = e.detail;
  if (/^(minutes|suggestion)\./.test(kind) && kind !== "minutes.taken" && facts.session === number) freshen();
});
live.addEventListener("state", (e) => {
  page.main.dataset.live = e.detail.state;
  if (e.detail.state === "stale") location.reload();
});
live.start();
