// Which rows still have no mark is said while the others get theirs.
import { $, $$ } from "../page.js";

export function start(form) {
  const told = $("[data-missing]", form), rows = $$("tbody tr", form);
  form.addEventListener("input", () => {
    const missing = rows.filter((row) => !$(":checked", row)).map((row) => $("th", row).textContent);
    told.textContent = missing.length && missing.length < rows.length ? `${missing.length} row${missing.length === 1 ? "" : "s"} without a mark: ${missing.join(", ")}` : "";
  });
}
