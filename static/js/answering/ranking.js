// Ranking by drag, buttons or arrows; the fields of the plain form stay what is sent. What stands below the line is skipped.
import { $, $$ } from "../page.js";
import { announce } from "../shell.js";

export function start(form) {
  const list = $(".ranker", form), cut = $("[data-cut]", form)?.content.firstElementChild.cloneNode(true);
  const items = () => [...list.children].filter((one) => one !== cut);
  const select = (item) => $("select", item);
  const number = (item) => Number(select(item).value) || Infinity;
  let numbered = items().some((one) => select(one).value);

  list.append(...items().sort((a, b) => number(a) - number(b)));
  if (cut) {
    const first = items().find((one) => !select(one).value);
    first ? first.before(cut) : list.append(cut);
  }
  for (const part of $$("[hidden]", list)) part.hidden = false;
  for (const part of $$("legend [hidden]", form)) part.hidden = false;
  $("legend [data-plain]", form).hidden = true;
  list.dataset.ready = "";

  function renumber(told) {
    let place = 0, skipped = false;
    for (const one of list.children) {
      if (one === cut) { skipped = true; continue; }
      select(one).value = skipped || !numbered ? "" : String((place += 1));
      $(".pos", one).textContent = select(one).value || "–";
    }
    if (!told) return;
    list.dispatchEvent(new Event("input", { bubbles: true }));
    announce(`${$("label", told).textContent}: ${select(told).value ? `place ${select(told).value}` : "skipped"}`);
  }

  // What comes up from below the line takes the last place above it.
  function move(item, up) {
    const below = cut && cut.compareDocumentPosition(item) & Node.DOCUMENT_POSITION_FOLLOWING;
    const to = up && below ? cut : up ? item.previousElementSibling : item.nextElementSibling;
    if (!to) return;
    up ? to.before(item) : to.after(item);
    numbered = true;
    renumber(item);
  }

  function drag(e, item) {
    const handle = e.target;
    handle.setPointerCapture(e.pointerId);
    item.classList.add("drag");
    const follow = ({ clientY }) => {
      const over = [...list.children].find((one) => { const { top, bottom } = one.getBoundingClientRect(); return one !== item && clientY > top && clientY < bottom; });
      if (!over) return;
      const { top, height } = over.getBoundingClientRect();
      clientY < top + height / 2 ? over.before(item) : over.after(item);
    };
    const drop = () => {
      item.classList.remove("drag");
      handle.removeEventListener("pointermove", follow);
      numbered = true;
      renumber(item);
    };
    handle.addEventListener("pointermove", follow);
    handle.addEventListener("lostpointercapture", drop, { once: true });
  }

  list.addEventListener("click", (e) => {
    const button = e.target.closest("[data-up], [data-down]");
    if (!button) return;
    move(button.closest("li"), button.matches("[data-up]"));
    button.focus();
  });
  list.addEventListener("keydown", (e) => {
    const handle = e.target.closest(".handle");
    if (!handle || !["ArrowUp", "ArrowDown"].includes(e.key)) return;
    e.preventDefault();
    move(handle.closest("li"), e.key === "ArrowUp");
    handle.focus();
  });
  list.addEventListener("pointerdown", (e) => { const handle = e.target.closest(".handle"); if (handle && e.button === 0) { e.preventDefault(); handle.focus(); drag({ target: handle, pointerId: e.pointerId }, handle.closest("li")); } });
  renumber();
}
