// What is being typed is kept: on the device at once, on the server after a pause.
import { call } from "./api.js";
import { page } from "./page.js";

const IDLE = 700;
const hour = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit", minute: "2-digit", timeZone: document.documentElement.dataset.zone || undefined,
});

export class Draft {
  // place: "" for an answer, the id of the post replied to, or "edit:" and the id of the post that is changed.
  constructor(store, place, say) {
    this.store = store;
    this.place = place;
    this.say = say;
    this.timer = null;
    this.request = null;
    this.device = place.startsWith("edit:");
    addEventListener("pagehide", () => { if (this.timer) this.toServer(true); });
  }

  get kept() { return this.store.draft(page, this.place); }

  keep(draft) {
    this.now = draft;
    this.store.keepDraft(page, this.place, { ...draft, saved: false });
    clearTimeout(this.timer);
    this.timer = this.device ? null : setTimeout(() => this.toServer(), IDLE);
    this.say(this.device ? "Kept on this device" : "");
  }

  async toServer(leaving = false) {
    clearTimeout(this.timer);
    this.timer = null;
    this.request?.abort();
    this.request = new AbortController();
    const draft = this.now, body = { body: draft.body };
    if (this.place) body.reply_to = this.place;
    const options = { keepalive: leaving, signal: this.request.signal };
    const verdict = await call("PUT", `boards/${page.board}/questions/${page.question}/draft`, body, options);
    if (draft !== this.now) return;
    if (verdict.kind !== "done") return this.say(this.store.lasting ? "Kept on this device" : "Not saved yet");
    this.store.keepDraft(page, this.place, { ...draft, saved: true });
    this.say(draft.body.trim() ? `Draft saved at ${hour.format(Date.now())}` : "");
  }

  // The words are on their way or given up: nothing of them stays here.
  drop() {
    clearTimeout(this.timer);
    this.timer = null;
    this.request?.abort();
    this.now = null;
    this.store.dropDraft(page, this.place);
    this.say("");
  }
}
