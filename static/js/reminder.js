// What each person will read of a reminder follows what is typed and who is ticked.
import { $, $$ } from "./page.js";

const MARK = "{their local time}", form = $("[data-reminder]"), words = $("textarea", form);

function follow() {
  for (const copy of $$("[data-copy]", form)) {
    const box = $(`[name=to][value="${copy.dataset.copy}"]`, form), text = $("[data-local]", copy);
    if (box) copy.hidden = !box.checked;
    if (text) text.textContent = words.value.replaceAll(MARK, text.dataset.local);
  }
}

form.addEventListener("input", follow);
form.addEventListener("change", follow);
follow();
