// Captions of a live session: whoever wants them turns them on for themselves, and the device remembers it.
import { $, element, page } from "./page.js";
import { Store } from "./store.js";

const MOST = 40, NAME = "captions", store = new Store(page.person);
let box = null, button = null;

export function begin(room) {
  box = $("#captions", room);
  button = $("[data-captions]", room);
  if (!box) return;
  button.addEventListener("click", () => {
    store.set(NAME, box.hidden);
    show();
  });
  show();
}

// There is something to turn on while what is said is written down, and as long as some of it stands here.
export function show() {
  if (!box) return;
  const on = Boolean(store.get(NAME)), some = Boolean($("[data-captioning]") || $(".caption:not([hidden])", box));
  button.hidden = !some;
  button.setAttribute("aria-pressed", String(on));
  box.hidden = !(on && some);
  if (!box.hidden) box.scrollTop = box.scrollHeight;
}

// A line, or one that was put right; whoever reads further up stays there.
export function take(html) {
  if (!box || !html) return;
  const fresh = element(html), old = document.getElementById(fresh.id), below = box.scrollHeight - box.scrollTop - box.clientHeight;
  if (old) old.replaceWith(fresh); else box.append(fresh);
  while (box.children.length > MOST) $(".caption", box).remove();
  const at = box.scrollTop;
  show();
  if (below > 24) box.scrollTop = at;
}
