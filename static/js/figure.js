// Notes on a page's picture: their words and regions marked on it, and a box for a new one, by mouse, touch or arrow keys.
import { $, $$ } from "./page.js";
import { announce } from "./shell.js";

const STEP = 2, LEAST = 2, KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const sheet = $(".paper > div");
export const picture = $(".paper svg");

// Left, top, width and height in percent, or nothing for anything but a region.
export function region(fragment) {
  const found = /^xywh=percent:([\d.]+),([\d.]+),([\d.]+),([\d.]+)$/.exec(fragment ?? "");
  return found && found.slice(1).map(Number);
}

// Where words of the picture stand: a rectangle for each of the words that are touched.
export function places(nodes) {
  return [...new Set(nodes.map((node) => node.parentElement))].map((word) => {
    const [left, bottom, width, height] = ["x", "y", "textLength", "font-size"].map((name) => Number(word.getAttribute(name)) / 10);
    return [left, bottom - height, width, height];
  });
}

export function clear(note) {
  for (const drawn of $$(`[data-of="${note.dataset.note}"]`, sheet)) drawn.remove();
}

// Marks rectangles of a note, its number at the first.
export function outline(note, rectangles, number) {
  for (const [left, top, width, height] of rectangles) {
    const drawn = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    const given = { x: left * 10, y: top * 10, width: width * 10, height: height * 10 };
    for (const [name, value] of Object.entries(given)) drawn.setAttribute(name, value);
    drawn.classList.add(note.dataset.fragment ? "region" : "noted");
    drawn.dataset.of = note.dataset.note;
    picture.prepend(drawn);
  }
  stand(number, rectangles[0]);
  number.id = `mark-${note.dataset.note}`;
  sheet.append(number);
}

function stand(thing, [left, top, width, height]) {
  for (const [name, value] of Object.entries({ "--l": left, "--t": top, "--w": width, "--h": height })) thing.style.setProperty(name, value);
}

// A box on the page: drawn with a pointer, or moved by arrow keys and sized with Shift; Enter takes it, Escape drops it.
export class Box {
  constructor(taken) {
    this.taken = taken;
    this.at = [30, 30, 40, 20];
    this.ground = Object.assign(document.createElement("div"), { className: "drawing" });
    this.box = Object.assign(document.createElement("div"), { className: "region", tabIndex: 0 });
    this.box.setAttribute("role", "application");
    this.ground.append(this.box);
    sheet.append(this.ground);
    this.box.addEventListener("keydown", (e) => this.key(e));
    for (const type of ["pointerdown", "pointermove", "pointerup"]) this.ground.addEventListener(type, (e) => this[type](e));
    this.draw();
    this.box.scrollIntoView({ block: "nearest" });
    this.box.focus();
  }

  get fragment() { return `xywh=percent:${this.at.map((one) => Number(one.toFixed(1))).join(",")}`; }
  get said() { return `Part of the page, ${this.at.map(Math.round).map((one, place) => `${one} % ${["from the left", "from the top", "wide", "high"][place]}`).join(", ")}`; }

  draw() {
    stand(this.box, this.at);
    this.box.setAttribute("aria-label", `${this.said}. Arrow keys move it, with Shift they size it, Enter writes a note on it, Escape leaves.`);
  }

  key(e) {
    if (e.key === "Enter" || e.key === "Escape") {
      e.preventDefault();
      e.stopPropagation();
      if (e.key === "Escape") return this.leave();
      return this.taken(this);
    }
    if (!KEYS[e.key]) return;
    e.preventDefault();
    const [across, down] = KEYS[e.key].map((way) => way * STEP), [left, top, width, height] = this.at;
    this.at = e.shiftKey
      ? [left, top, between(LEAST, width + across, 100 - left), between(LEAST, height + down, 100 - top)]
      : [between(0, left + across, 100 - width), between(0, top + down, 100 - height), width, height];
    this.draw();
    announce(this.said);
  }

  pointerdown(e) {
    e.preventDefault();
    this.ground.setPointerCapture(e.pointerId);
    this.from = this.where(e);
  }

  pointermove(e) {
    if (!this.from) return;
    const to = this.where(e), [left, top] = [0, 1].map((way) => Math.min(this.from[way], to[way]));
    const sizes = [0, 1].map((way) => Math.abs(this.from[way] - to[way]));
    this.at = [left, top, ...sizes.map((size, way) => between(LEAST, size, 100 - [left, top][way]))];
    this.draw();
  }

  pointerup(e) {
    const moved = this.from && this.where(e).some((one, way) => Math.abs(one - this.from[way]) > LEAST);
    this.from = null;
    if (moved) this.taken(this); else this.box.focus();
  }

  where(e) {
    const { left, top, width, height } = this.ground.getBoundingClientRect();
    return [between(0, ((e.clientX - left) / width) * 100, 98), between(0, ((e.clientY - top) / height) * 100, 98)];
  }

  leave() {
    this.ground.remove();
    $("[data-region]")?.focus();
  }
}

const between = (least, value, most) => Math.max(least, Math.min(value, most));
