// Rating, on its page or in a room: each change is kept at once, the digits rate the statement that holds focus, the form says how far one is.
import { call } from "./api.js";
import { $, $$, page } from "./page.js";

const WAIT = 700, waiting = new Map();
const asked = (node) => node.closest?.("[data-round] .statement");
const formOf = (statement) => statement.closest("[data-round]");
const said = (statement) => ({
  value: $("[type=checkbox]", statement).checked ? "outside" : Number($(".scale input:checked", statement)?.value) || null,
  comment: $("textarea", statement).value.trim(),
});

// Only the newest answer of a statement is on its way; a newer one waits for its turn.
async function keep(statement) {
  const given = said(statement), number = Number(statement.dataset.number), form = formOf(statement);
  if (given.value === null) return tell(statement, given.comment ? "Rate it, then the comment is kept" : "Not rated");
  statement.unsent = false;
  const [study, round] = form.dataset.round.split(" "), path = `boards/${page.board}/consensus/${study}/rounds/${round}/ratings`;
  const verdict = await call("PUT", path, { ratings: [{ statement: number, ...given }] });
  if (verdict.kind !== "done") {
    statement.unsent = true;
    return tell(statement, verdict.fields?.[`s${number}`] || verdict.fields?.[`c${number}`] || verdict.message);
  }
  const noticed = verdict.data?.items?.find((one) => one.statement === number)?.noticed ?? [];
  $("[data-hint]", statement).textContent = noticed.length ? `Noticed: ${noticed.join(", ")}. You can leave it as it is, or change it.` : "Shared without your name.";
  tell(statement, given.value === "outside" ? "Outside my field" : `Rated ${given.value}`, true);
  $("[data-progress]", form).textContent = `${rated(form)} of ${$$(".statement", form).length} rated. Saved at ${clock()}`;
}

function tell(statement, words, kept = false) {
  const badge = $("[data-state]", statement);
  badge.textContent = words;
  badge.className = kept ? "badge tone-you" : "badge tone-warn";
  statement.classList.toggle("rated", kept);
  const pip = $(`.pips a[href="#${statement.id}"]`);
  pip?.classList.toggle("on", kept);
  if (pip) $("[data-pip]", pip).textContent = kept ? ", rated" : ", not rated";
  progress(formOf(statement));
}

const rated = (form) => $$(".statement.rated", form).length;
const clock = () => new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });

function progress(form) {
  const bar = $("progress", form), next = $(".statement:not(.rated)", form), link = $("[data-next]", form);
  if (bar) bar.value = rated(form);
  if (link) link.hidden = !next;
  if (link && next) link.href = `#${next.id}`;
}

function later(statement, wait = 0) {
  clearTimeout(waiting.get(statement));
  waiting.set(statement, setTimeout(async () => {
    waiting.delete(statement);
    await statement.keeping;
    statement.keeping = keep(statement);
  }, wait));
}

document.addEventListener("change", ({ target }) => {
  const statement = asked(target);
  if (!statement) return;
  if (target.type === "radio") $("[type=checkbox]", statement).checked = false;
  if (target.type === "checkbox" && target.checked) for (const one of $$(".scale input", statement)) one.checked = false;
  later(statement);
});
// A rating that stands from the round before is given again by choosing it once more.
document.addEventListener("click", ({ target }) => target.type === "radio" && asked(target) && later(asked(target)));
document.addEventListener("input", ({ target }) => target.matches("textarea") && asked(target) && later(asked(target), WAIT));
addEventListener("online", () => $$("[data-round] .statement").filter((one) => one.unsent).forEach((one) => later(one)));

document.addEventListener("keydown", (event) => {
  const statement = asked(event.target);
  if (!statement || !/^[1-9]$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("textarea, input:not([type=radio])")) return;
  const radio = $(`.scale input[value="${event.key}"]`, statement);
  radio?.focus();
  radio?.click();
});
