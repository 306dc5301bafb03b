// Posts on their way: kept on the device first, sent one after the other, and sent again with the same id until answered.
import { call } from "./api.js";

const FIRST = 2_000, CAP = 15_000;

// Events: sending {item}, sent {item, post}, failed {item, verdict}: tried again later, refused {item, verdict}: kept, not tried.
export class Outbox extends EventTarget {
  constructor(store) {
    super();
    this.store = store;
    this.busy = false;
    this.tries = 0;
    this.timer = null;
    this.wait = 0;
    this.out = false;
    addEventListener("online", () => this.flush());
  }

  // item: {clientId, board, question, replyTo, asks, body, stamp, at}
  add(item) {
    this.store.keepUnsent(item);
    this.tell("sending", { item });
    this.flush();
  }

  // Takes a post back before it was sent, or after it was refused: its words are elsewhere now.
  withdraw(clientId) { this.store.dropUnsent(clientId); }

  get waiting() { return this.store.unsent().filter((item) => !item.refused); }
  get refused() { return this.store.unsent().filter((item) => item.refused); }

  async flush() {
    clearTimeout(this.timer);
    if (this.busy) return;
    this.busy = true;
    try {
      for (let item = this.waiting[0]; item; item = this.next(item)) if (!(await this.attempt(item))) break;
    } finally {
      this.busy = false;
    }
    if (this.waiting.length && !this.out) this.later();
  }

  next(done) {
    return this.waiting.find((item) => item.clientId !== done.clientId && item.at >= done.at);
  }

  later() {
    const pause = Math.min(CAP, FIRST * 2 ** this.tries) * (0.7 + Math.random() * 0.3);
    this.tries = Math.min(this.tries + 1, 6);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), Math.max(pause, this.wait * 1000));
  }

  // Whether the next one may be tried: after a lost connection it would be lost too.
  async attempt(item) {
    this.tell("sending", { item });
    const verdict = await call("POST", ...sent(item));
    if (verdict.kind === "done" && verdict.data?.id) return this.settle("sent", item, { post: verdict.data });
    if (verdict.kind === "refused" && verdict.status !== 429) {
      const words = verdict.fields.body || verdict.message;
      this.store.keepUnsent({ ...item, refused: words });
      return this.settle("refused", { ...item, refused: words }, { verdict });
    }
    this.out = verdict.kind === "signedout" || verdict.kind === "otherseat";
    for (const one of this.waiting) this.tell("failed", { item: one, verdict });
    this.wait = verdict.wait ?? 0;
    return false;
  }

  settle(name, item, detail) {
    if (name === "sent") this.store.dropUnsent(item.clientId);
    this.tries = this.wait = 0;
    this.out = false;
    this.tell(name, { item, ...detail });
    return true;
  }

  tell(name, detail) { this.dispatchEvent(new CustomEvent(name, { detail })); }
}

// Where an item goes, and what is said there: a clarification is asked of the post itself.
function sent({ board, question, replyTo, asks, clientId, body, stamp }) {
  const said = { body, client_id: clientId, stamp };
  if (asks === "clarify") return [`posts/${replyTo}/clarification`, said];
  if (replyTo) Object.assign(said, { reply_to: replyTo }, asks && { probe: asks === "probe" });
  return [`boards/${board}/questions/${question}/posts`, said];
}
