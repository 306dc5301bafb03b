// What comes down the socket takes its place on the page, and what is being read stays where it is.
import { $, $$ } from "./page.js";
import { adopt, append, counts, heard, isMine, leave, namePins, patch, patchThread, postOf, read, renew, takeBack, withdraw } from "./posts.js";
import { announce } from "./shell.js";

const BAR = 96;
const TOGETHER = 1500;
const inSight = ({ top, bottom }) => bottom > BAR && top < innerHeight;
const visible = ({ top, bottom }) => Math.min(bottom, innerHeight) - Math.max(top, BAR);
// Nobody reads a sliver: most of a post has to be in sight, or a third of the window be full of it.
const legible = (box) => box.height > 0 && visible(box) >= Math.min(box.height * 0.6, (innerHeight - BAR) / 3);

export class Arrivals {
  constructor({ reading }) {
    this.reading = reading;
    this.list = $("[data-threads]");
    this.below = new Set();
    this.swaps = new WeakMap();
    this.news = { answer: 0, reply: 0 };
    this.timer = null;
    this.eye = new IntersectionObserver((entries) => entries.forEach((one) => one.isIntersecting && this.met(one.target)));
    $("[data-arrivals] button")?.addEventListener("click", () => this.go());
    document.addEventListener("click", (e) => { if (e.target.closest("[data-swap]")) this.swap(e.target.closest(".post")); });
    this.offset = this.shown();
  }

  take({ kind, facts = {}, html, into }) {
    if (!this.list) return;
    heard(facts.id);
    if (kind === "post.withdrawn") this.keepPlace(() => withdraw(facts.id));
    else if (kind === "post.withheld") this.keepPlace(() => takeBack(facts.id));
    else if (kind === "post.left" || kind === "post.gone") this.keepPlace(() => leave(facts.id));
    else if (facts.agree !== undefined) this.recount(facts);
    else if (kind === "post.dropped") renew(facts.id);
    else if (html) this.draw(kind, read(html), into);
    this.head();
    namePins();
  }

  recount(facts) {
    const post = postOf(facts.id);
    if (!post) return;
    counts(post, facts);
    if (this.swaps.has(post)) counts(this.swaps.get(post), facts);
  }

  draw(kind, fresh, into) {
    const isThread = fresh.matches(".thread"), post = isThread ? $(":scope > .post", fresh) : fresh;
    const known = postOf(post.dataset.post);
    if (known && kind === "post.edited" && this.underEye(known, post)) return this.offer(known, post);
    if (known) return this.keepPlace(() => (isThread ? patchThread(known.closest(".thread"), fresh) : patch(known, fresh)));
    const home = $(/#[\w-]+$/.exec(into || "")?.[0] ?? "#none");
    return home && this.arrive(home, fresh, post, isThread ? "answer" : "reply");
  }

  arrive(home, fresh, post, sort) {
    let here = null;
    this.keepPlace(() => { here = adopt(home, fresh) ?? append(home, fresh); });
    const empty = $("[data-empty]");
    if (empty) empty.hidden = true;
    here.closest(".thread").hidden = false;
    if (isMine(post)) return;
    const news = here.matches(".thread") ? $$(".post", here) : [here];
    for (const one of news) this.reading.watch(one);
    this.news[sort] += 1;
    this.timer ??= setTimeout(() => this.announce(), TOGETHER);
    if (here.getBoundingClientRect().top > innerHeight - BAR / 2) this.raise(here);
  }

  // Changes the page and scrolls by as much as what is being read would have moved.
  keepPlace(change) {
    const read = this.focus(), before = read?.getBoundingClientRect().top, root = document.documentElement;
    root.style.overflowAnchor = "none";
    change();
    const moved = read?.isConnected ? read.getBoundingClientRect().top - before : 0;
    if (Math.abs(moved) > 0.5) scrollBy({ top: moved, behavior: "instant" });
    requestAnimationFrame(() => { root.style.overflowAnchor = ""; });
  }

  // What is being read: where the writing or the focus is, then what the pointer is on, then the first post that can be read.
  focus() {
    const near = document.activeElement?.closest("[data-composer], .post, .thread");
    const held = near && this.list.contains(near) && inSight(near.getBoundingClientRect());
    if (held && !near.matches(".thread")) return near;
    const all = $$(".post, [data-composer]", held ? near : this.list).filter((one) => inSight(one.getBoundingClientRect()));
    const readable = all.filter((one) => legible(one.getBoundingClientRect()));
    return readable.find((one) => one.matches(":hover")) ?? readable[0] ?? all[0];
  }

  underEye(post, fresh) {
    const same = $(":scope > .body", post)?.innerHTML === $(":scope > .body", fresh)?.innerHTML;
    return !same && !isMine(post) && !document.hidden && inSight(post.getBoundingClientRect());
  }

  // A post that changes while it is read keeps its words until its reader asks for the new ones.
  offer(post, fresh) {
    this.swaps.set(post, fresh);
    if ($("[data-swap]", post)) return;
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "button quiet small", textContent: "Edited. Show" });
    button.dataset.swap = "";
    $(":scope > header", post)?.append(button);
  }

  swap(post) {
    const fresh = this.swaps.get(post);
    if (!fresh) return;
    this.swaps.delete(post);
    this.keepPlace(() => patch(post, fresh));
    post.focus({ preventScroll: true });
  }

  raise(here) {
    this.below.add(here);
    this.eye.observe(here);
    this.pill();
  }

  met(here) {
    this.eye.unobserve(here);
    this.below.delete(here);
    this.pill();
  }

  pill() {
    const pill = $("[data-arrivals]"), waiting = [...this.below].filter((one) => one.isConnected);
    pill.hidden = !waiting.length;
    const answers = waiting.filter((one) => one.matches(".thread")).length;
    $("[data-words]", pill).textContent = `${told(answers, waiting.length - answers)} below`;
  }

  go() {
    const first = [...this.below].sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)[0];
    first?.focus({ preventScroll: true });
    first?.scrollIntoView({ block: "center" });
  }

  announce() {
    this.timer = null;
    announce(`${told(this.news.answer, this.news.reply)} in this question`);
    this.news = { answer: 0, reply: 0 };
  }

  // The server's counts know more than the page may show; the page adds what came and takes off what went.
  shown() {
    if (!this.list) return { answers: 0, replies: 0 };
    const told = this.list?.closest("[data-answers]")?.dataset, seen = this.counted();
    return { answers: (Number(told?.answers) || 0) - seen.answers, replies: (Number(told?.replies) || 0) - seen.replies };
  }

  counted() {
    const gone = ":not(.withdrawn, .pending, [data-removed])";
    return { answers: $$(`.thread > .post${gone}`, this.list).length, replies: $$(`.replies > .post${gone}`, this.list).length };
  }

  head() {
    const { answers, replies } = this.counted(), all = answers + this.offset.answers, more = replies + this.offset.replies;
    $("[data-heading]").textContent = `${all} answer${all === 1 ? "" : "s"}, ${more} repl${more === 1 ? "y" : "ies"}`;
  }
}

// "1 new answer", "2 new replies", "3 new posts".
function told(answers, replies) {
  if (answers && replies) return `${answers + replies} new posts`;
  return answers ? `${answers} new answer${answers === 1 ? "" : "s"}` : `${replies} new repl${replies === 1 ? "y" : "ies"}`;
}
