// Pages of a session that wait for something: they load anew when it opens, when one is let in, when it is over.
import { Live } from "./live.js";
import { $, page } from "./page.js";

const number = Number($("[data-session]")?.dataset.session);
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
