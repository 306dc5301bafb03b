// One field for an answer, a reply or a change: it keeps what is typed, sends it, and gets it back when it is refused.
import { call } from "./api.js";
import { band, bandFor } from "./bands.js";
import { Draft } from "./drafts.js";
import { $, newId, page, paragraph } from "./page.js";
import { copy } from "./pending.js";

const MOVED_ON = ["closed", "client_id_reused", "stale_version", "removed"];
let fields = 0;

export class Composer {
  constructor(form, { store, outbox, whisper }) {
    Object.assign(this, { form, store, outbox, whisper, box: $("textarea", form) });
    Object.assign(this, { kind: form.dataset.kind, edit: form.dataset.edit, replyTo: form.dataset.place });
    this.place = this.edit ? `edit:${this.edit}` : this.replyTo;
    this.draft = new Draft(store, this.place, (words) => this.say(words));
    this.clientId = $("[name=client_id]", form)?.value || newId();
    this.name();
    this.restore();
    form.noValidate = true;
    form.addEventListener("submit", (e) => this.submit(e));
    this.box.addEventListener("input", () => this.typed());
    form.addEventListener("keydown", (e) => { if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) this.form.requestSubmit(); });
    $("[data-copy]", form).addEventListener("click", () => copy(this.box.value));
  }

  // Several composers may be open at once; each field and its label have a name of their own.
  name() {
    const id = `words-${(fields += 1)}`, error = $("[data-error]", this.form);
    $("label", this.form).htmlFor = this.box.id = id;
    error.id = `${id}-error`;
    if (!error.hidden) this.box.setAttribute("aria-describedby", error.id);
  }

  // Words the server never got win over what it kept; where both have words, both are shown.
  restore() {
    const kept = this.draft.kept, drawn = this.box.value, refused = !$("[data-error]", this.form).hidden;
    if (!kept?.body?.trim() || refused) return;
    if (kept.saved && drawn.trim() && !this.edit) return;
    this.box.value = kept.body;
    this.clientId = kept.clientId || this.clientId;
    if (this.edit && kept.version) this.version = kept.version;
    if (!this.edit && drawn.trim() && drawn.trim() !== kept.body.trim()) this.theirs(drawn, "Also kept, from another device");
  }

  get version() { return Number($("[name=version]", this.form)?.value) || undefined; }
  set version(number) { const field = $("[name=version]", this.form); if (field) field.value = number; }
  // What the team does with a reply: probe, clarify or reply.
  get asks() { return $("[name=kind]:checked", this.form)?.value; }
  set asks(kind) { const choice = kind && $(`[name=kind][value=${kind}]`, this.form); if (choice) choice.checked = true; }
  get empty() { return !this.box.value.trim(); }

  typed() {
    if (this.kind === "gate") this.outbox.withdraw(this.clientId);
    this.draft.keep({ body: this.box.value, clientId: this.clientId, version: this.version });
    if (!this.empty) this.whisper?.();
  }

  submit(e) {
    e.preventDefault();
    if (this.box.readOnly) return;
    if (this.empty) { this.complain("Write something first."); this.box.focus(); return; }
    this.complain("");
    this.edit ? this.save() : this.post();
  }

  post() {
    const { clientId, replyTo, asks } = this, body = this.box.value;
    const item = { clientId, replyTo, asks, body, board: page.board, question: page.question, stamp: page.stamp, at: Date.now() };
    if (this.kind === "gate") this.wait("Sending");
    this.outbox.add(item);
    if (this.kind === "gate") return;
    this.clear();
    this.form.dispatchEvent(new CustomEvent("advisory:posted", { bubbles: true, detail: item }));
  }

  clear() {
    this.box.value = "";
    this.clientId = newId();
    this.draft.drop();
    this.theirs("");
    $("[data-copy]", this.form).hidden = true;
  }

  // On a closed gate the words stay in the field while they are on their way.
  wait(words) {
    this.box.readOnly = Boolean(words);
    this.say(words);
  }

  // A post that was refused comes back: its words, what was wrong, and a fresh id where the old one was used up.
  giveBack(item, verdict) {
    this.box.readOnly = false;
    this.box.value = item.body;
    this.clientId = verdict.code === "client_id_reused" ? newId() : item.clientId;
    this.store.keepDraft(page, this.place, { body: item.body, clientId: this.clientId, saved: false });
    this.refused(verdict);
  }

  refused(verdict) {
    this.say("");
    this.complain(verdict.fields?.body || verdict.message);
    $("[data-copy]", this.form).hidden = verdict.status === 422;
    bandFor(verdict);
    if (verdict.status === 409 && !MOVED_ON.includes(verdict.code)) band("stale");
    this.box.focus();
  }

  async save() {
    this.say("Saving");
    this.box.readOnly = true;
    const verdict = await call("PUT", `posts/${this.edit}`, { body: this.box.value, version: this.version, stamp: page.stamp });
    this.box.readOnly = false;
    if (verdict.kind === "done") {
      this.draft.drop();
      return this.form.dispatchEvent(new CustomEvent("advisory:saved", { bubbles: true, detail: verdict.data }));
    }
    if (verdict.code === "stale_version") this.stale(verdict.facts);
    return this.refused({ ...verdict, message: verdict.message.replace("Not sent", "Not saved") });
  }

  stale({ body, version }) {
    if (body !== undefined) this.theirs(body, "The text as it stands now");
    if (version) this.version = version;
    this.store.keepDraft(page, this.place, { body: this.box.value, version: this.version, saved: false });
  }

  theirs(text, title = "") {
    const other = $("[data-theirs]", this.form);
    other.hidden = !text;
    if (title) $("p", other).textContent = title;
    $("[data-words]", other).replaceChildren(...text.split(/\n{2,}/).map(paragraph));
  }

  // Saved states are quiet for screen readers after the first.
  say(words) {
    const label = $("[data-saved]", this.form);
    if (label.textContent === words) return;
    if (label.textContent) label.removeAttribute("role");
    label.textContent = words;
  }

  complain(words) {
    const error = $("[data-error]", this.form);
    error.textContent = words;
    error.hidden = !words;
    this.box.toggleAttribute("aria-invalid", Boolean(words));
    words ? this.box.setAttribute("aria-describedby", error.id) : this.box.removeAttribute("aria-describedby");
  }
}
