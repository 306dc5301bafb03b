// Who is here and who is writing, told by whispers that nobody keeps; names come from the whisper alone.
// The server says once that somebody is here and once that they are gone; writing fades by itself.
import { $, $$, page } from "./page.js";

const HERE_EVERY = 20_000, TYPING_EVERY = 3_000, TYPING_FOR = 6_000;
const STAFF = { chair: "the chair", moderator: "the moderator", sponsor: "the medical team" };

export class Presence {
  constructor(live) {
    this.live = live;
    this.people = new Map();
    this.writers = new Map();
    this.wrote = 0;
    this.silent = page.role === "observer";
  }

  start() {
    setInterval(() => this.here(), HERE_EVERY);
    setInterval(() => this.fade(), 1_000);
    document.addEventListener("visibilitychange", () => this.here());
  }

  whisper(word) {
    return !this.silent && this.live.send({ whisper: word, question: page.question });
  }

  // After a break whoever is still here is told anew.
  enter() {
    this.people.clear();
    this.writers.clear();
    this.draw();
    this.here();
  }

  here() { if (!document.hidden) this.whisper("here"); }

  typing() {
    if (Date.now() - this.wrote < TYPING_EVERY) return;
    this.wrote = Date.now();
    this.whisper("typing");
  }

  hear({ whisper, question, who }) {
    if (question !== page.question || !who || page.me.includes(who.id)) return;
    if (whisper === "gone") { this.people.delete(who.id); this.writers.delete(who.id); return this.draw(); }
    this.people.set(who.id, who);
    if (whisper === "typing") this.writers.set(who.id, { who, until: Date.now() + TYPING_FOR });
    return this.draw();
  }

  posted(author) { if (this.writers.delete(author)) this.draw(); }

  fade() {
    let changed = false;
    for (const [id, { until }] of this.writers) if (until < Date.now()) changed = this.writers.delete(id);
    if (changed) this.draw();
  }

  draw() {
    const people = [...this.people.values()], card = $("[data-here]");
    if (card) {
      card.hidden = !people.length;
      $("[data-faces]", card).replaceChildren(...people.slice(0, 8).map(face));
      const words = $("[data-words]", card), text = counted(people);
      if (words.textContent !== text) words.textContent = text;
    }
    this.drawWriters([...this.writers.values()].map(({ who }) => who.name));
  }

  drawWriters(names) {
    const few = names.length > 1 ? `${names.join(" and ")} are writing` : names.length ? `${names[0]} is writing` : "";
    const text = names.length > 2 ? `${names.length} people are writing` : few;
    for (const slot of $$("[data-typing]")) {
      slot.hidden = !text;
      if (slot.dataset.text === text) continue;
      slot.dataset.text = text;
      slot.replaceChildren(...[1, 2, 3].map(() => document.createElement("i")), text);
    }
  }
}

function face({ initials, role }) {
  const picture = document.createElement("span"), blind = /^A\d+$/.test(initials);
  const tone = blind ? "blind" : ["chair", "moderator"].includes(role) ? "mod here" : "a1 here";
  picture.className = `avatar ${tone}`;
  picture.setAttribute("aria-hidden", "true");
  picture.textContent = initials;
  return picture;
}

// "2 advisors and the moderator"
function counted(people) {
  const advisors = people.filter((who) => who.role === "advisor").length;
  const staff = Object.keys(STAFF).filter((role) => people.some((who) => who.role === role)).map((role) => STAFF[role]);
  const parts = [...(advisors ? [`${advisors} advisor${advisors === 1 ? "" : "s"}`] : []), ...staff];
  const words = parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}` : parts[0] ?? "";
  return words.charAt(0).toUpperCase() + words.slice(1);
}
