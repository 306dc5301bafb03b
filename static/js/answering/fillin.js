// A table to fill in: one more row of one's own at a time.
import { $, $$ } from "../page.js";

export function start(form) {
  const button = $("[data-add]", form), most = Number($("[data-fillin]", form).dataset.fillin);
  if (!button) return;
  const rows = () => $$("[data-added]", form), full = () => { button.hidden = rows().length >= most; };
  button.addEventListener("click", () => {
    const last = rows().at(-1), row = last.cloneNode(true), number = rows().length + 1;
    for (const field of $$("input", row)) {
      field.name = field.name.replace(/added-\d+/, `added-${number}`);
      field.value = "";
    }
    last.after(row);
    $("input", row).focus();
    full();
  });
  full();
}
