// The back room, alive: notes appear as they are written.
import { band, showState } from "./bands.js";
import { Live } from "./live.js";
import { markOwn, withdrawNotes } from "./notes.js";
import { $, page } from "./page.js";
import { announce } from "./shell.js";

const live = new Live(page.main);

live.addEventListener("frame", (e) => {
  const { kind, html } = e.detail;
  withdrawNotes(e.detail);
  if (!kind.startsWith("note.")) e.preventDefault();
  if (!kind.startsWith("note.") || !html) return;
  $("[data-nothing]").hidden = true;
  setTimeout(markOwn);
  if (kind === "note.written") announce("1 new note");
});
live.addEventListener("state", ({ detail: { state } }) => {
  showState(state);
  page.main.dataset.live = state;
  if (state === "stale") band("stale");
});
live.start();
