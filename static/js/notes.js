// Notes of the back room beside a question: they come down the socket, and go with a post that was taken out of sight.
import { $$, page } from "./page.js";

const DESK = ["chair", "moderator"];

// A note draws itself where it stands; whoever may not read a held post reads no notes beside it either.
export function withdrawNotes({ kind, facts = {} }) {
  if (kind !== "post.withdrawn" || DESK.includes(page.role)) return;
  for (const note of $$(`[data-beside="${facts.id}"]`)) note.remove();
}

// A note that came in is one's own when one's seat wrote it.
export function markOwn() {
  for (const note of $$(".jot:not([data-mine])")) if (page.me.includes(note.dataset.author)) note.dataset.mine = "";
}
