// Marks on a figure: tap or drag to place one, arrows move it, Delete takes it away; the plain form's fields are what is sent.
import { $, $$ } from "../page.js";
import { announce } from "../shell.js";

const SVG = "http://www.w3.org/2000/svg", STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const held = (value, most = 100) => Math.round(Math.max(0, Math.min(most, value)) * 10) / 10;
const WORDS = ["percent from the left", "percent from the top"];

class Mark {
  constructor(row) {
    this.row = row;
    this.number = row.dataset.mark;
  }

  field(name) { return $(`[name$="${name}-${this.number}"]`, this.row); }
  value(name) { return Number(this.field(name)?.value.replace(",", ".")) || 0; }
  get placed() { return this.field("x").value !== "" && this.field("y").value !== ""; }
  get told() { return `Mark ${this.number}, ${this.value("x")} ${WORDS[0]}, ${this.value("y")} ${WORDS[1]}`; }

  put(x, y, w = null, h = null) {
    this.field("x").value = held(x, 100 - (w ?? this.value("w")));
    this.field("y").value = held(y, 100 - (h ?? this.value("h")));
    if (w !== null && this.field("w")) [this.field("w").value, this.field("h").value] = [held(w), held(h)];
  }

  clear() { for (const name of ["x", "y", "w", "h", "note"]) if (this.field(name)) this.field(name).value = ""; }
}

export function start(form) {
  const box = $("[data-marking]", form), regions = "regions" in box.dataset, overlay = $(".overlay", form);
  if (!overlay) return;
  const marks = $$("[data-mark]", form).map((row) => new Mark(row)), size = overlay.viewBox.baseVal;
  const free = () => marks.find((one) => !one.placed), add = $("[data-add-mark]", form);
  const at = (e) => { const { left, top, width, height } = overlay.getBoundingClientRect(); return [(e.clientX - left) / width * 100, (e.clientY - top) / height * 100]; };
  const changed = () => { draw(); form.dispatchEvent(new Event("input", { bubbles: true })); };

  function pin(mark) {
    const group = document.createElementNS(SVG, "g"), x = (mark.value("x") + mark.value("w") / 2) * size.width / 100, y = (mark.value("y") + mark.value("h") / 2) * size.height / 100;
    const part = (name, given) => { const made = document.createElementNS(SVG, name); for (const [key, value] of Object.entries(given)) made.setAttribute(key, value); group.append(made); return made; };
    const unit = size.width / 420;
    if (mark.value("w")) part("rect", { x: mark.value("x") * size.width / 100, y: mark.value("y") * size.height / 100, width: mark.value("w") * size.width / 100, height: mark.value("h") * size.height / 100 });
    part("circle", { cx: x, cy: y, r: 13 * unit });
    part("text", { x, y: y + 5 * unit }).textContent = mark.number;
    for (const [key, value] of Object.entries({ class: "pin", tabindex: 0, role: "button", "data-pin": mark.number, "aria-label": `${mark.told}. Arrow keys move it, Delete removes it` })) group.setAttribute(key, value);
    return group;
  }

  function draw() {
    const focused = document.activeElement?.dataset?.pin;
    overlay.replaceChildren(...marks.filter((one) => one.placed).map(pin));
    for (const one of marks) one.row.hidden = !one.placed;
    if (add) add.hidden = !free();
    if (focused) $(`[data-pin="${focused}"]`, overlay)?.focus();
  }

  function place(x, y, w = null, h = null) {
    const mark = free();
    if (!mark) return void announce(`All ${marks.length} marks are placed`);
    mark.put(x, y, w, h);
    changed();
    announce(mark.told);
    $(`[data-pin="${mark.number}"]`, overlay).focus({ preventScroll: true });
  }

  function remove(mark) {
    mark.clear();
    changed();
    announce(`Mark ${mark.number} removed`);
    (add?.hidden === false ? add : $(".pin", overlay))?.focus();
  }

  // A tap places a point; where regions are offered, a drag over empty ground a region; a drag on a mark moves it.
  overlay.addEventListener("pointerdown", (e) => {
    if (e.button !== 0) return;
    const hit = marks.find((one) => one.number === e.target.closest("[data-pin]")?.dataset.pin), [x, y] = at(e);
    const from = hit && [hit.value("x") - x, hit.value("y") - y];
    let dragged = null;
    if (hit || regions) overlay.setPointerCapture(e.pointerId);
    const follow = (to) => {
      dragged = at(to);
      if (hit) { hit.put(dragged[0] + from[0], dragged[1] + from[1]); changed(); }
    };
    overlay.addEventListener("pointermove", follow);
    const end = (to) => {
      overlay.removeEventListener("pointermove", follow);
      if (to.type === "pointercancel") return;
      if (hit) return void $(`[data-pin="${hit.number}"]`, overlay)?.focus({ preventScroll: true });
      const [w, h] = dragged ? [Math.abs(dragged[0] - x), Math.abs(dragged[1] - y)] : [0, 0];
      regions && w > 2 && h > 2 ? place(Math.max(0, Math.min(x, dragged[0])), Math.max(0, Math.min(y, dragged[1])), w, h) : place(x, y);
    };
    for (const kind of ["pointerup", "pointercancel"]) overlay.addEventListener(kind, end, { once: true });
  });
  overlay.addEventListener("keydown", (e) => {
    const mark = marks.find((one) => one.number === e.target.dataset.pin), step = STEPS[e.key];
    if (!mark || !(step || ["Delete", "Backspace"].includes(e.key))) return;
    e.preventDefault();
    if (!step) return void remove(mark);
    const far = e.shiftKey ? 5 : 1;
    mark.put(mark.value("x") + step[0] * far, mark.value("y") + step[1] * far);
    changed();
  });
  add?.addEventListener("click", () => place(50, 50));
  box.addEventListener("input", draw);
  if (!regions) for (const part of $$("[data-place]", form)) part.hidden = true;
  for (const part of $$("legend [hidden]", form)) part.hidden = false;
  $("legend [data-plain]", form).hidden = true;
  $("[data-marker]", form).dataset.live = "";
  draw();
}
