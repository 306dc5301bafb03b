// How many points are left is counted while they are given.
import { $, $$ } from "../page.js";

export function start(form) {
  const box = $("[data-points]", form), total = Number(box.dataset.points), meter = $("[data-meter]", form);
  const fields = $$("input", box);

  function count() {
    const given = fields.reduce((sum, field) => sum + (Number(field.value) || 0), 0), left = total - given;
    $("[data-left]", meter).textContent = left < 0 ? `${-left} points too many` : left ? `${left} of ${total} points left` : `All ${total} points given`;
    meter.classList.toggle("over", left < 0);
    $("progress", meter).value = Math.min(given, total);
  }

  for (const button of $$("[data-step]", box)) button.hidden = false;
  meter.hidden = false;
  box.addEventListener("input", count);
  box.addEventListener("click", (e) => {
    const button = e.target.closest("[data-step]");
    if (!button) return;
    const field = $("input", button.parentElement);
    field.value = Math.max(0, Math.min(total, (Number(field.value) || 0) + Number(button.dataset.step)));
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  count();
}
