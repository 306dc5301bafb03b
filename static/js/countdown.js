// Clocks of safety cases, counted down by the server's time while the page is open; the words are the server's (boards/safety_clock.py).
import { behind } from "./clock.js";

const MINUTE = 60e3, off = behind(document.querySelector("[data-clocks]")?.dataset.clocks);

function span(length) {
  const minutes = Math.max(0, Math.floor(length / MINUTE)), hours = Math.floor(minutes / 60), rest = minutes % 60;
  if (hours >= 72) return `${Math.floor(hours / 24)} days`;
  return hours ? `${hours} h ${String(rest).padStart(2, "0")}` : `${rest} min`;
}

function count(clock) {
  const due = Date.parse(clock.dataset.due), now = Date.now() + off;
  if (Number.isNaN(due)) return;
  const text = now < due ? `${span(due - now)} left to report` : `${span(now - due)} past the time to report`;
  if (clock.textContent !== text) clock.textContent = text;
}

const all = () => document.querySelectorAll("[data-due]").forEach(count);
all();
setInterval(all, MINUTE / 4);
