// The conversation of a room as tabs, and on phones as a sheet under the stage; without script all of it stands below each other.
import { $, $$, page } from "../page.js";

const wide = matchMedia("(min-width: 46.01rem)"), STEPS = { ArrowRight: 1, ArrowLeft: -1 };

export function dress(root) {
  const list = $("[data-tabs]", root), boxes = () => $$("[data-tab]", root);
  const sheet = $("[data-sheet]", root), grab = $("[data-grab]", root);
  if (!list) return { redraw() {}, count() {}, pick() {} };

  function pick(key, focus = false) {
    for (const tab of $$("[role=tab]", list)) {
      const on = tab.getAttribute("aria-controls") === key;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      if (on && focus) tab.focus();
    }
    for (const box of boxes()) box.classList.toggle("away", box.id !== key && !("phone" in box.dataset && wide.matches));
  }

  function tabOf(box) {
    const tab = Object.assign(document.createElement("button"), { type: "button", id: `t-${box.id}`, textContent: box.dataset.tab });
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", box.id);
    tab.classList.toggle("mod", "mod" in box.dataset);
    tab.classList.toggle("phone-only", "phone" in box.dataset);
    const count = Object.assign(document.createElement("span"), { className: "count hot", hidden: true });
    tab.append(" ", count);
    return tab;
  }

  // The agenda stands last but for the back room, which advisors never have.
  const placed = (box) => ("mod" in box.dataset ? 2 : "phone" in box.dataset ? 1 : 0);

  // What one looked at stays in sight; where it went, what `came` does instead.
  function redraw(came) {
    const chosen = $("[aria-selected=true]", list)?.getAttribute("aria-controls");
    list.replaceChildren(...boxes().sort((a, b) => placed(a) - placed(b)).map(tabOf));
    for (const box of boxes()) {
      box.setAttribute("role", "tabpanel");
      box.setAttribute("aria-labelledby", `t-${box.id}`);
    }
    list.hidden = false;
    const ids = boxes().map(({ id }) => id), first = $("[role=tab]", list).getAttribute("aria-controls");
    pick([chosen, came].find((id) => ids.includes(id)) ?? first);
    count();
  }

  // How many hands are up and people wait stands on the tab too.
  function count() {
    for (const box of boxes().filter((one) => one.dataset.counts)) {
      const all = $$(".count.hot", box).reduce((sum, one) => sum + Number(one.textContent), 0), told = $(`#t-${box.id} .count`, list);
      if (told.textContent !== String(all)) told.textContent = String(all);
      told.hidden = !all;
    }
  }

  list.addEventListener("click", (e) => { const tab = e.target.closest("[role=tab]"); if (tab) pick(tab.getAttribute("aria-controls")); });
  list.addEventListener("keydown", (e) => {
    const shown = $$("[role=tab]", list).filter((tab) => tab.offsetParent), step = STEPS[e.key];
    if (step) pick(shown[(shown.indexOf(e.target) + step + shown.length) % shown.length].getAttribute("aria-controls"), true);
  });
  wide.addEventListener("change", () => pick(wide.matches ? $("[role=tab]", list).getAttribute("aria-controls") : $("[aria-selected=true]", list).getAttribute("aria-controls")));

  function open(on) {
    page.main.classList.toggle("talking", on);
    grab.setAttribute("aria-expanded", String(on));
    $("span", grab).textContent = on ? "Show the stage" : "Show more of the conversation";
  }
  grab.hidden = false;
  grab.addEventListener("click", () => open(!page.main.classList.contains("talking")));
  sheet.addEventListener("focusin", (e) => { if (e.target.matches("textarea, input:not([type=radio], [type=checkbox])")) open(true); });
  redraw();
  return { redraw, count, pick };
}
