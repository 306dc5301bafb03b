// Where notes stand: level with their passages on wide screens, one at a time in a sheet on phones.
import { $ } from "./page.js";

const wide = matchMedia("(min-width: 66rem)"), phone = matchMedia("(max-width: 46rem)"), GAP = 12;

// Pushes notes down only where two would overlap; the one that is read stands exactly level.
export function level(aside, notes, markOf, active = null) {
  const home = $("#notes", aside);
  home.classList.toggle("level", wide.matches && notes.some(markOf));
  if (!home.classList.contains("level")) return home.style.removeProperty("min-block-size");
  const top = home.getBoundingClientRect().top, heights = notes.map((note) => note.offsetHeight);
  const want = notes.map((note) => (markOf(note)?.getBoundingClientRect().top ?? top) - top - GAP), y = [];
  notes.forEach((note, i) => { y[i] = Math.max(want[i], i ? y[i - 1] + heights[i - 1] + GAP : 0); });
  const here = notes.indexOf(active);
  if (here > 0) {
    y[here] = Math.max(want[here], 0);
    for (let i = here - 1; i >= 0; i -= 1) y[i] = Math.min(y[i], y[i + 1] - heights[i] - GAP);
    for (let i = 1; i < y.length; i += 1) y[i] = Math.max(y[i], y[i - 1] + heights[i - 1] + GAP);
  }
  notes.forEach((note, i) => note.style.setProperty("--y", `${y[i]}px`));
  home.style.setProperty("min-block-size", `${y.at(-1) + heights.at(-1) + GAP}px`);
}

// On phones a mark opens its note as a sheet; previous and next walk through the page, and focus goes back to the mark.
export function sheet(notes, markOf) {
  const dialog = $("#note-sheet"), hole = document.createComment("note");
  let shown = null, from = null;
  const back = () => { if (shown) hole.replaceWith(shown); shown = null; };
  const show = (note) => {
    back();
    const all = notes();
    dialog.querySelector("h2").textContent = `Note ${all.indexOf(note) + 1} of ${all.length}`;
    note.before(hole);
    $("[data-note-slot]", dialog).append(note);
    shown = note;
  };
  document.addEventListener("click", (e) => {
    const link = e.target.closest("sup[data-of] a, mark[data-of]"), step = e.target.closest("[data-note-step]");
    if (link && phone.matches) {
      e.preventDefault();
      from = e.target.closest("a") ?? $(`sup[data-of="${link.dataset.of}"] a`);
      show(document.getElementById(`note-${link.closest("[data-of]").dataset.of}`));
      dialog.showModal();
    }
    if (step) walk(Number(step.dataset.noteStep));
  });
  const walk = (by) => {
    const was = shown;
    back();
    const all = notes(), next = all[(all.indexOf(was) + by + all.length) % all.length];
    show(next);
    markOf(next)?.scrollIntoView({ block: "center" });
  };
  dialog.addEventListener("close", () => { back(); from?.focus(); });
}
