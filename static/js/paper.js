// A page's picture grows and shrinks where it stands; without this the same links load the page anew.
import { $, $$ } from "./page.js";

const paper = $(".paper"), STEPS = [100, 150, 200, 300];

function grow(zoom) {
  const middle = (paper.scrollLeft + paper.clientWidth / 2) / paper.scrollWidth;
  paper.dataset.zoom = zoom;
  paper.scrollLeft = middle * paper.scrollWidth - paper.clientWidth / 2;
  const address = new URL(location.href);
  address.searchParams.set("zoom", zoom);
  history.replaceState(null, "", address);
}

// The buttons say what the next press does, and stay where they are at either end.
function tell(zoom) {
  $("[data-zooming] span").textContent = `${zoom} %`;
  for (const [place, button] of $$("[data-zooming] button").entries()) button.disabled = zoom === STEPS.at(place ? -1 : 0);
  for (const way of $$("[aria-label=Pages] a, .thumbs a, .foundhere a")) {
    const address = new URL(way.href);
    address.searchParams.set("zoom", zoom);
    way.href = address;
  }
}

function step(by) {
  const zoom = STEPS[STEPS.indexOf(Number(paper.dataset.zoom)) + by];
  if (!zoom) return;
  grow(zoom);
  tell(zoom);
}

function button(sign, name, by) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: sign });
  made.setAttribute("aria-label", name);
  made.addEventListener("click", () => step(by));
  return made;
}

for (const one of $$("[data-print]")) one.addEventListener("click", () => print());

if (paper) {
  const zooming = $("[data-zooming]"), said = $("span", zooming);
  said.setAttribute("role", "status");
  zooming.replaceChildren(button("−", "Smaller", -1), said, button("+", "Larger", 1));
  tell(Number(paper.dataset.zoom));
}
