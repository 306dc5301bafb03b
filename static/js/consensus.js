// Rating: each change is kept at once, the digits rate the statement that holds focus, the page says how far one is.
import { call } from "./api.js";
import { $, $$, page } from "./page.js";

const form = $("[data-round]");
const WAIT = 700;

if (form) {
  const [study, round] = form.dataset.round.split(" "), waiting = new Map();
  const said = (statement) => ({
    value: $("[type=checkbox]", statement).checked ? "outside" : Number($(".scale input:checked", statement)?.value) || null,
    comment: $("textarea", statement).value.trim(),
  });

  // Only the newest answer of a statement is on its way; a newer one waits for its turn.
  async function keep(statement) {
    const given = said(statement), number = Number(statement.dataset.number);
    if (given.value === null) return tell(statement, given.comment ? "Rate it, then the comment is kept" : "Not rated");
    statement.unsent = false;
    const path = `boards/${page.board}/consensus/${study}/rounds/${round}/ratings`;
    const verdict = await call("PUT", path, { ratings: [{ statement: number, ...given }] });
    if (verdict.kind !== "done") {
      statement.unsent = true;
      return tell(statement, verdict.fields?.[`s${number}`] || verdict.fields?.[`c${number}`] || verdict.message);
    }
    const noticed = verdict.data?.items?.find((one) => one.statement === number)?.noticed ?? [];
    $("[data-hint]", statement).textContent = noticed.length ? `Noticed: ${noticed.join(", ")}. You can leave it as it is, or change it.` : "Shared without your name.";
    tell(statement, given.value === "outside" ? "Outside my field" : `Rated ${given.value}`, true);
    $("[data-progress]").textContent = `${rated()} of ${$$(".statement", form).length} rated. Saved at ${clock()}`;
  }

  function tell(statement, words, kept = false) {
    const badge = $("[data-state]", statement);
    badge.textContent = words;
    badge.className = kept ? "badge tone-you" : "badge tone-warn";
    statement.classList.toggle("rated", kept);
    const pip = $(`.pips a[href="#${statement.id}"]`);
    pip?.classList.toggle("on", kept);
    if (pip) $("[data-pip]", pip).textContent = kept ? ", rated" : ", not rated";
    progress();
  }

  const rated = () => $$(".statement.rated", form).length;
  const clock = () => new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });

  function progress() {
    $("progress", form).value = rated();
    const next = $(".statement:not(.rated)", form), link = $("[data-next]", form);
    if (link) link.hidden = !next;
    if (link && next) link.href = `#${next.id}`;
  }

  function later(statement, wait = 0) {
    clearTimeout(waiting.get(statement));
    waiting.set(statement, setTimeout(async () => {
      await statement.keeping;
      statement.keeping = keep(statement);
    }, wait));
  }

  form.addEventListener("change", ({ target }) => {
    const statement = target.closest(".statement");
    if (target.type === "radio") $("[type=checkbox]", statement).checked = false;
    if (target.type === "checkbox" && target.checked) for (const one of $$(".scale input", statement)) one.checked = false;
    later(statement);
  });
  // A rating that stands from the round before is given again by choosing it once more.
  form.addEventListener("click", ({ target }) => target.type === "radio" && later(target.closest(".statement")));
  form.addEventListener("input", ({ target }) => target.matches("textarea") && later(target.closest(".statement"), WAIT));
  addEventListener("online", () => $$(".statement", form).filter((one) => one.unsent).forEach((one) => later(one)));
}

document.addEventListener("keydown", (event) => {
  const statement = event.target.closest?.(".statement");
  if (!statement || !/^[1-9]$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("textarea, input:not([type=radio])")) return;
  const radio = $(`.scale input[value="${event.key}"]`, statement);
  radio?.focus();
  radio?.click();
});
