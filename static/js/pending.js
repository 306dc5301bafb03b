// A post between the keyboard and the board: it appears at once, and says what becomes of it.
import { call } from "./api.js";
import { bandFor } from "./bands.js";
import { $, fromTemplate, newId, page, paragraph } from "./page.js";
import { append, postOf } from "./posts.js";
import { toast } from "./shell.js";

export class Pending {
  constructor(outbox, where) {
    this.outbox = outbox;
    this.where = where;
    this.drawn = new Map();
    outbox.addEventListener("sending", (e) => this.sending(e.detail.item));
    outbox.addEventListener("sent", (e) => this.sent(e.detail.item, e.detail.post));
    outbox.addEventListener("failed", (e) => this.failed(e.detail.item, e.detail.verdict));
  }

  here(item) { return item.board === this.where.board && item.question === this.where.question; }

  // Draws a post that is on its way; on a closed gate there is no place for it but the composer.
  draw(item) {
    if (!this.here(item) || !$("[data-threads]") || this.drawn.has(item.clientId)) return this.drawn.get(item.clientId);
    const post = fromTemplate("pending"), paragraphs = item.body.trim().split(/\n{2,}/);
    post.dataset.client = item.clientId;
    $(".body", post).append(...paragraphs.map(paragraph));
    $("[data-again]", post).addEventListener("click", () => this.outbox.flush());
    $("[data-copy]", post).addEventListener("click", () => copy(item.body));
    this.place(item, post);
    this.drawn.set(item.clientId, post);
    return post;
  }

  place(item, post) {
    const thread = item.replyTo && postOf(item.replyTo)?.closest(".thread");
    if (thread) return append($(":scope > .replies", thread), post);
    const article = document.createElement("article");
    article.className = "thread";
    article.tabIndex = -1;
    article.setAttribute("aria-label", "Your post, being sent");
    article.dataset.mine = "";
    article.innerHTML = '<div class="replies"></div>';
    article.prepend(post);
    const empty = $("[data-empty]");
    if (empty) empty.hidden = true;
    return $("[data-threads]").append(article);
  }

  sending(item) {
    const post = this.draw(item);
    if (post?.matches(".pending")) state(post, "");
  }

  failed(item, verdict) {
    bandFor(verdict);
    const post = this.draw(item);
    if (post?.matches(".pending")) state(post, verdict.message, verdict.kind === "signedout");
  }

  // The answer names the post; the frame that follows, or came before, brings the rest of its drawing.
  sent(item, answer) {
    const post = this.drawn.get(item.clientId);
    this.drawn.delete(item.clientId);
    if (!post) return;
    if (answer.screening?.length) setTimeout(() => document.dispatchEvent(new CustomEvent("advisory:noticed", { detail: answer.id })));
    const known = postOf(answer.id);
    if (known && known !== post) return this.giveWay(post, known);
    post.classList.remove("pending");
    post.id = `post-${answer.id}`;
    Object.assign(post.dataset, { post: answer.id, author: answer.author.id });
    const time = Object.assign(document.createElement("time"), { dateTime: answer.at, textContent: "just now" });
    const label = $("[data-state]", post);
    if (label) label.replaceChildren(time);
    $("footer [data-again]", post)?.closest("footer").setAttribute("hidden", "");
  }

  giveWay(post, known) {
    const focused = post.contains(document.activeElement), thread = post.closest(".thread");
    (post.parentElement === thread ? thread : post).remove();
    if (focused) known.focus({ preventScroll: true });
  }

  // Takes a refused post off the page and gives its words back to whoever asks.
  take(item) {
    const post = this.drawn.get(item.clientId);
    this.drawn.delete(item.clientId);
    const thread = post?.closest(".thread");
    if (post) (post.parentElement === thread ? thread : post).remove();
  }

  // A refused post stays where it stands, over reloads too, until its writer tries again or discards it.
  leave(item) {
    const post = this.draw(item);
    if (!post) return;
    state(post, item.refused);
    const again = $("[data-again]", post), discard = $("[data-discard]", post);
    again.replaceWith(again.cloneNode(true));
    discard.hidden = false;
    $("[data-again]", post).addEventListener("click", () => this.anew(item));
    discard.addEventListener("click", () => this.discard(item));
  }

  anew({ refused, ...item }) {
    this.outbox.withdraw(item.clientId);
    this.take(item);
    this.outbox.add({ ...item, clientId: newId(), stamp: page.stamp, at: Date.now() });
  }

  discard(item) {
    this.outbox.withdraw(item.clientId);
    this.take(item);
    const place = item.replyTo ? { reply_to: item.replyTo } : {};
    call("PUT", `boards/${item.board}/questions/${item.question}/draft`, { body: "", ...place });
    toast("Discarded", () => { this.outbox.store.keepUnsent(item); this.leave(item); });
  }

  focus(item) { this.drawn.get(item.clientId)?.focus(); }
}

function state(post, words, signIn = false) {
  $("[data-state]", post).hidden = Boolean(words);
  const failure = $("[data-failed]", post), told = $("[data-words]", failure);
  failure.hidden = !words;
  if (told.textContent !== words) told.textContent = words;
  $("footer", post).hidden = !words;
  $("[data-signin]", post).hidden = !signIn;
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied");
  } catch {
    const box = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(box);
    box.select();
    toast(document.execCommand("copy") ? "Copied" : "Select the text and copy it");
    box.remove();
  }
}
