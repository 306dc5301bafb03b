// How far somebody has read: a post counts as read once it stood in sight; the mark never passes over one that did not.
import { call } from "./api.js";
import { $, $$, page, paragraph } from "./page.js";
import { isMine } from "./posts.js";

const DWELL = 800, PAUSE = 1500, SHOWN = { unread: ".post[data-unread]", probed: ".probe" };

export class Reading {
  constructor() {
    this.list = $("[data-threads]");
    this.last = Number(this.list?.dataset.lastRead) || 0;
    this.marked = this.last;
    this.timers = new Map();
    this.timer = null;
    this.only = "all";
    this.eye = new IntersectionObserver((entries) => entries.forEach((entry) => this.glance(entry)), { threshold: [0, 0.6, 1] });
  }

  start() {
    if (!this.list) return;
    const here = Number($("[data-filter] [data-unread-count]")?.textContent) || 0;
    this.tabs = $$(":is(.boardnav, .dock) [aria-current] .count");
    this.elsewhere = Math.max(0, (Number.parseInt(this.tabs[0]?.textContent, 10) || 0) - here);
    for (const post of $$(".post", this.list)) this.watch(post, { quiet: true });
    this.newline();
    this.count();
    this.later();
    $("[data-filter]")?.addEventListener("click", (e) => this.filter(e.target.closest("[data-show]")));
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.look(); });
    addEventListener("pagehide", () => { if (this.timer) this.tell(true); });
  }

  watch(post, { quiet = false } = {}) {
    const order = Number(post.dataset.order);
    const fresh = order > this.last && !isMine(post) && !post.matches(".withdrawn, .pending, [data-removed]");
    if (!fresh) return;
    post.dataset.unread = "";
    this.eye.observe(post);
    if (!quiet) this.count();
  }

  // The page stood in the background while posts came into view: they count from the moment it is looked at.
  look() {
    for (const post of $$(".post[data-unread]", this.list)) { this.eye.unobserve(post); this.eye.observe(post); }
  }

  glance({ target, isIntersecting, intersectionRatio, boundingClientRect, intersectionRect }) {
    const whole = intersectionRatio >= 0.6 || boundingClientRect.bottom <= innerHeight;
    const enough = whole || intersectionRect.height > innerHeight / 2;
    if (!isIntersecting || !enough || document.hidden) {
      clearTimeout(this.timers.get(target));
      return this.timers.delete(target);
    }
    if (!this.timers.has(target)) this.timers.set(target, setTimeout(() => this.read(target), DWELL));
    return true;
  }

  read(post) {
    this.timers.delete(post);
    if (document.hidden) return;
    this.eye.unobserve(post);
    delete post.dataset.unread;
    this.count();
    this.later();
  }

  get unread() { return $$(".post[data-unread]", this.list); }

  // The highest place below which nothing is unread.
  get mark() {
    const orders = (posts) => posts.map((post) => Number(post.dataset.order) || 0);
    const unread = orders(this.unread);
    return unread.length ? Math.min(...unread) - 1 : Math.max(0, ...orders($$(".post", this.list)));
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tell(), PAUSE);
  }

  async tell(leaving = false) {
    this.timer = null;
    const order = this.mark;
    if (order <= this.marked || (document.hidden && !leaving)) return;
    const before = this.marked;
    this.marked = order;
    const verdict = await call("PUT", `boards/${page.board}/questions/${page.question}/read`, { order }, { keepalive: leaving });
    if (verdict.kind !== "done") this.marked = before;
  }

  count() {
    const count = this.unread.length;
    for (const shown of $$("[data-unread-count]")) show(shown, count);
    for (const shown of this.tabs) show(shown, count + this.elsewhere);
  }

  // The line stands where the reader left off, above the post the server named.
  newline() {
    const first = document.getElementById(`post-${this.list.dataset.newline}`);
    if (!first) return;
    $("[data-newline-link]")?.remove();
    const line = Object.assign(paragraph("New since you were here"), { className: "newline", id: "newline" });
    (first.parentElement.matches(".thread") ? first.parentElement : first).before(line);
  }

  // Probed shows the threads in which the team asked something.
  // Unread shows the threads that had something unread when it was pressed; nothing vanishes while it is read.
  filter(button) {
    if (!button) return;
    this.only = button.dataset.show;
    for (const one of $$("[data-show]", button.parentElement)) one.setAttribute("aria-pressed", one === button);
    for (const thread of $$(":scope > .thread", this.list)) {
      thread.hidden = this.only !== "all" && !$(`${SHOWN[this.only]}, [data-composer]:focus-within, .pending`, thread);
    }
    const line = $(":scope > .newline", this.list);
    if (line) line.hidden = this.only !== "all";
  }
}

function show(place, count) {
  const text = place.firstChild ?? place.appendChild(document.createTextNode(""));
  text.textContent = count || "";
  if (place.matches(".count")) place.hidden = !count;
}
