// All composers of the page: the one it was drawn with, one under each thread that is replied to, one in a post being changed.
import { fetchPage } from "./api.js";
import { bandFor, reloadAt } from "./bands.js";
import { Composer } from "./composer.js";
import { loading } from "./loading.js";
import { $, $$, fromTemplate, newId, page } from "./page.js";
import { isMine, postOf } from "./posts.js";
import { toast } from "./shell.js";

export class Writing {
  constructor({ store, outbox, pending, whisper, late }) {
    Object.assign(this, { store, outbox, pending, late });
    this.tools = { store, outbox, whisper };
    this.composers = [];
    outbox.addEventListener("sending", (e) => this.sending(e.detail.item));
    outbox.addEventListener("sent", (e) => this.sent(e.detail.item, e.detail.post));
    outbox.addEventListener("failed", (e) => this.failed(e.detail.item, e.detail.verdict));
    outbox.addEventListener("refused", (e) => this.refused(e.detail.item, e.detail.verdict));
  }

  start() {
    for (const form of $$("[data-composer]")) this.add(this.settled(form));
    for (const item of this.outbox.waiting.filter((one) => this.pending.here(one))) this.resume(item);
    for (const item of this.outbox.refused.filter((one) => this.pending.here(one))) { this.vacate(item); this.pending.leave(item); }
    const drawn = $$("template[data-draft]").map((one) => one.dataset.draft);
    for (const place of new Set([...this.store.places(page), ...drawn])) this.reopen(place);
    const own = $$(".thread[data-mine]").filter((thread) => $(":scope > .replies > .post", thread));
    for (const thread of own) this.reply($(":scope > .post", thread), { focus: false });
    document.addEventListener("click", (e) => this.clicked(e));
    document.addEventListener("advisory:posted", (e) => this.pending.focus(e.detail));
    document.addEventListener("advisory:saved", (e) => this.saved(e.target, e.detail));
  }

  // A page opened by a Reply or Edit link without script has its composer apart: it goes where it belongs.
  settled(form) {
    const thread = form.dataset.kind === "reply" && postOf(form.dataset.place)?.closest(".thread");
    const edited = form.dataset.kind === "edit" && postOf(form.dataset.edit);
    const apart = form.closest("[data-writing]");
    if (!thread && !edited) return form;
    edited ? this.into(edited, form) : $(":scope > .replies", thread).append(form);
    apart?.remove();
    form.classList.add("inset", "small");
    requestAnimationFrame(() => $("textarea", form).focus());
    return form;
  }

  add(form) {
    const composer = new Composer(form, this.tools);
    this.composers.push(composer);
    return composer;
  }

  at(place) {
    this.composers = this.composers.filter((one) => one.form.isConnected);
    return this.composers.find((one) => one.place === place);
  }

  // Posts that were not sent before the page was left stand where they were; a closed gate has them in its field.
  resume(item) {
    const gate = this.composers.find((one) => one.kind === "gate" && !item.replyTo);
    if (!gate) { this.vacate(item); return this.pending.draw(item); }
    gate.box.value = item.body;
    gate.clientId = item.clientId;
    return gate.wait("Sending");
  }

  // Words that stand as an unsent post are no draft as well, though the server still holds them as one.
  vacate({ replyTo, body }) {
    const place = replyTo || "", composer = this.at(place), same = (text) => text.trim() === body.trim();
    for (const kept of $$("template[data-draft]")) if (kept.dataset.draft === place && same(kept.content.textContent)) kept.remove();
    if (composer && same(composer.box.value)) composer.clear();
  }

  reopen(place) {
    const kept = this.store.draft(page, place)?.body ?? drawnDraft(place);
    if (!kept?.trim() || this.at(place)) return;
    const post = postOf(place.replace("edit:", "")), shut = $("[data-threads][data-quiet]");
    if (shut && !place.startsWith("edit:")) this.shelve(place, kept);
    else if (post && !place.startsWith("edit:")) this.reply(post, { focus: false });
    else if (post && !shut && isMine(post)) this.change(post);
  }

  // Words for which there is no field any more, as when the question closed, are shown so that they can be copied.
  shelve(place, body) {
    const { board, question, stamp } = page, words = "Not posted. You can copy it";
    const item = { board, question, stamp, body, replyTo: place, clientId: newId(), at: Date.now(), refused: words };
    this.store.dropDraft(page, place);
    if (this.outbox.refused.some((one) => one.replyTo === place && one.body === body)) return;
    this.store.keepUnsent(item);
    this.pending.leave(item);
  }

  clicked(e) {
    const control = e.target.closest("[data-act=reply], [data-act=probe], [data-act=edit], [data-cancel]");
    if (!control || e.ctrlKey || e.metaKey || e.shiftKey) return;
    if (control.matches("[data-cancel]")) return this.cancel(e, control.closest("[data-composer]"));
    const post = control.closest(".post");
    if (control.dataset.act === "edit") { e.preventDefault(); this.change(post, control.href); }
    else if (document.getElementById("replying")) { e.preventDefault(); this.reply(post, { asks: control.dataset.act }); }
  }

  reply(post, { focus = true, asks } = {}) {
    const thread = post.closest(".thread"), head = $(":scope > .post", thread);
    const place = head.dataset.post, open = place && (this.at(place) ?? this.openReply(thread, place));
    if (!open) return;
    open.form.hidden = false;
    open.asks = asks;
    if (focus) open.box.focus();
  }

  openReply(thread, place) {
    const form = fromTemplate("replying");
    if (!form) return null;
    form.dataset.place = place;
    $("[name=client_id]", form).value = newId();
    $("textarea", form).value = drawnDraft(place);
    const head = $(":scope > .post", thread), name = $(".who [data-only=other]", head)?.textContent;
    for (const one of $$("[data-for]", form)) if (!head.matches(one.dataset.for)) one.remove();
    if (name) $("label", form).append(` to ${name}`);
    $(":scope > .replies", thread).append(form);
    return this.add(form);
  }

  async change(post, address = $("[data-act=edit]", post)?.href) {
    const open = this.at(`edit:${post.dataset.post}`);
    if (open) return open.box.focus();
    const drawn = address && (await loading($(":scope > .body", post), fetchPage(address)));
    const form = drawn?.querySelector("form#composer[data-kind=edit]");
    if (!form) return toast("The text could not be fetched. Try again in a moment");
    const box = this.add(this.into(post, document.importNode(form, true))).box;
    box.focus();
    return box.setSelectionRange(box.value.length, box.value.length);
  }

  into(post, form) {
    $(":scope > .body", post).after(form);
    post.dataset.editing = "";
    return form;
  }

  // Closing keeps a reply as a draft; a change that is put aside can be taken up again for as long as the toast stays.
  cancel(e, form) {
    e.preventDefault();
    const post = form.closest("[data-editing]"), composer = this.composers.find((one) => one.form === form);
    if (!post) {
      form.hidden = true;
      return $("[data-act=reply]", form.closest(".thread") ?? form)?.focus();
    }
    this.close(post, form);
    if (!composer.draft.kept) return undefined;
    const gone = setTimeout(() => composer.draft.drop(), 10_000);
    return toast("Your change was put aside", () => { clearTimeout(gone); this.change(post); });
  }

  close(post, form) {
    form.remove();
    delete post.dataset.editing;
    $("[data-act=edit]", post)?.focus();
  }

  saved(form, answer) {
    const post = form.closest(".post");
    if (!post) return location.assign(page.address);
    this.close(post, form);
    post.focus();
    if (answer.screening?.length) document.dispatchEvent(new CustomEvent("advisory:noticed", { detail: answer.id }));
    return this.late(answer.id);
  }

  gateOf(item) { return this.pending.here(item) ? this.composers.find((one) => one.kind === "gate") : undefined; }

  sending(item) { this.gateOf(item)?.wait("Sending"); }

  sent(item, answer) {
    const gate = this.gateOf(item);
    if (!gate) return;
    gate.draft.drop();
    reloadAt(answer.id);
  }

  failed(item, verdict) {
    const gate = this.gateOf(item);
    if (!gate) return;
    gate.wait("");
    gate.complain(`${verdict.message}. Your answer is kept and sent when it can be`);
    $("[data-copy]", gate.form).hidden = false;
    bandFor(verdict);
  }

  // Refused words go back to their field; when it holds other words by now, the post stays where it is with its reason.
  refused(item, verdict) {
    if (!this.pending.here(item)) return toast(`A post to question ${item.question} was not accepted. Its text is kept there`);
    const thread = item.replyTo && postOf(item.replyTo), place = thread ? thread.closest(".thread") : null;
    if (place && !this.at(item.replyTo)) this.reply(thread, { focus: false });
    const composer = this.at(item.replyTo || "");
    if (composer && (composer.empty || composer.kind === "gate")) {
      this.pending.take(item);
      this.outbox.withdraw(item.clientId);
      composer.form.hidden = false;
      return composer.giveBack(item, verdict);
    }
    return this.pending.leave(item);
  }
}

// What the server kept for a place, as the page was drawn with it.
function drawnDraft(place) {
  return $$("template[data-draft]").find((one) => one.dataset.draft === place)?.content.textContent ?? "";
}
