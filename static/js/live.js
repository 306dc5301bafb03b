// The live socket of a page: follows streams, counts their lines, resumes after every break, and falls back to plain HTTP.
import { Polling } from "./polling.js";

const CAP = 15_000, SETTLED = 5_000, PAUSED = 60_000, SOCKET_AGAIN = 60_000;
const PATIENCE = 3_000, ANSWER_WITHIN = 10_000, QUIET = 30_000;
const REFUSED = "advisory:refused", REMEMBERED = 10 * 60_000;
const ENDINGS = { 4401: "signedout", 4403: "gone" };

export class Live extends EventTarget {
  constructor(main, Socket = globalThis.WebSocket) {
    super();
    this.Socket = Socket;
    this.heads = new Map((main.dataset.follow || "").split(/\s+/).filter(Boolean).map(parted));
    this.stamp = main.dataset.stamp || "";
    this.asked = new Map();
    this.told = new Set();
    this.state = "idle";
    this.failures = this.unopened = 0;
    this.opened = this.proven = false;
    this.ended = "";
    this.socket = this.timer = this.sure = this.hiddenAt = null;
    this.polls = new Polling(this);
  }

  start() {
    if (!this.heads.size) return this;
    addEventListener("online", () => this.atOnce());
    addEventListener("offline", () => this.lost());
    addEventListener("pagehide", () => this.rest());
    addEventListener("pageshow", (e) => { if (e.persisted) this.atOnce(); });
    document.addEventListener("visibilitychange", () => this.seen());
    this.connect();
    if (refusedLately()) this.polls.begin();
    return this;
  }

  // Sends a whisper or a request up the socket; what cannot go now is not kept.
  send(message) {
    if (this.socket?.readyState !== 1) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  follow(stream, after) {
    this.heads.set(stream, after);
    this.send({ follow: stream, after });
  }

  address(scheme, extra = {}) {
    const asked = new URLSearchParams([...this.heads].map(([stream, seq]) => ["follow", `${stream}:${seq}`]));
    if (this.stamp) asked.set("stamp", this.stamp);
    for (const [name, value] of Object.entries(extra)) asked.set(name, value);
    const secure = location.protocol === "https:" ? "s" : "";
    return `${scheme}${secure}://${location.host}/live/?${asked}`;
  }

  tell(state, detail = {}) {
    if (this.state === state) return;
    this.state = state;
    this.dispatchEvent(new CustomEvent("state", { detail: { state, ...detail } }));
  }

  connect() {
    clearTimeout(this.timer);
    if (this.ended || this.socket || !this.heads.size) return;
    if (!this.polls.going) this.tell("connecting");
    let socket;
    try { socket = new this.Socket(this.address("ws")); } catch { return this.closed(0); }
    this.socket = socket;
    this.proven = false;
    clearTimeout(this.sure);
    this.sure = setTimeout(() => this.impatient(socket), PATIENCE);
    socket.onopen = () => this.question(socket);
    socket.onmessage = (e) => {
      if (this.socket !== socket) return;
      this.answered(socket);
      this.lines(e.data);
    };
    socket.onclose = (e) => {
      if (this.socket !== socket) return;
      this.socket = null;
      this.closed(e.code);
    };
  }

  // A proxy may let a handshake hang, or take a socket and carry nothing: only an answer shows that the line is whole.
  question(socket) {
    if (this.socket !== socket || socket.readyState !== 1) return;
    socket.send('{"echo": 1}');
    if (!this.proven) return;
    clearTimeout(this.sure);
    this.sure = setTimeout(() => this.silent(socket), ANSWER_WITHIN);
  }

  answered(socket) {
    clearTimeout(this.sure);
    this.sure = setTimeout(() => this.question(socket), QUIET);
    if (this.proven) return;
    this.proven = this.opened = true;
    this.unopened = 0;
    remember(REFUSED, "");
    this.polls.end();
    setTimeout(() => { if (this.socket === socket) this.failures = 0; }, SETTLED);
    this.tell("live");
  }

  // The lines come another way while the socket is given some more time.
  impatient(socket) {
    if (!this.polls.going) this.tell("waiting");
    this.polls.begin();
    this.sure = setTimeout(() => this.silent(socket), ANSWER_WITHIN - PATIENCE);
  }

  silent(socket) {
    if (this.socket !== socket) return;
    this.drop();
    this.closed(0);
  }

  closed(code) {
    clearTimeout(this.sure);
    if (this.ended) return;
    if (ENDINGS[code]) return this.end(ENDINGS[code]);
    if (!this.proven) this.unopened += 1;
    this.asked.clear();
    if (!this.polls.going && this.unopened >= (this.opened ? 5 : 2)) this.polls.begin();
    if (!this.polls.going) this.tell("waiting");
    this.again(code === 1012 || code === 4000 ? 200 : 0);
  }

  // Comes back after a growing, uneven pause, so that a whole board does not return in the same moment.
  again(least) {
    const pause = this.polls.going ? SOCKET_AGAIN : Math.min(CAP, 400 * 2 ** this.failures);
    this.failures = Math.min(this.failures + 1, 8);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.connect(), least + pause * (0.5 + Math.random() / 2));
  }

  // Plain HTTP brought an answer; after a server that was gone has come back, the socket is tried at once.
  polled(again) {
    if (!this.proven || !this.socket) this.tell("polling");
    if (!this.opened) remember(REFUSED, Date.now());
    if (again) this.connect();
  }

  atOnce() {
    if (this.ended) return;
    this.failures = 0;
    this.drop();
    this.connect();
    if (this.polls.going || refusedLately()) this.polls.begin();
  }

  lost() {
    if (this.ended) return;
    this.drop();
    this.tell("waiting");
    this.again(0);
  }

  rest() {
    clearTimeout(this.timer);
    this.polls.end();
    this.drop();
  }

  drop() {
    const socket = this.socket;
    this.socket = null;
    clearTimeout(this.sure);
    socket?.close(1000);
  }

  // A phone that slept may hold a dead socket: after a minute out of sight the page asks anew.
  seen() {
    if (document.hidden) { this.hiddenAt = Date.now(); return; }
    const slept = this.hiddenAt && Date.now() - this.hiddenAt > PAUSED;
    if (slept || (this.socket?.readyState !== 1 && !this.polls.going)) this.atOnce();
    this.hiddenAt = null;
  }

  end(state) {
    this.ended = state;
    clearTimeout(this.timer);
    this.polls.end();
    this.drop();
    this.tell(state);
  }

  lines(text) {
    const lines = text.split("\n").filter((line) => line.trim());
    for (const line of lines) {
      let told;
      try { told = JSON.parse(line); } catch { continue; }
      this.take(told);
    }
    return lines.length;
  }

  take(line) {
    if (line.whisper) return this.emit("whisper", line);
    if (line.reload) return this.end("stale");
    if (line.refused) return this.refused(line.stream);
    if (line.seq === undefined) { if (line.head !== undefined) this.heads.set(line.stream, line.head); return undefined; }
    return this.inOrder(line);
  }

  // A stream that is refused from the start is left; one that was followed and is refused now means a changed view.
  refused(stream) {
    this.heads.delete(stream);
    if (this.told.has(stream)) this.end("stale");
    else if (!this.heads.size) this.end("gone");
  }

  inOrder(line) {
    const last = this.heads.get(line.stream);
    if (last === undefined || line.seq <= last) return;
    if (line.seq > last + 1) return this.missing(line.stream, last);
    this.heads.set(line.stream, line.seq);
    document.dispatchEvent(new Event("live:line"));
    this.told.add(line.stream);
    this.asked.delete(line.stream);
    if (this.emit("frame", line) && line.html) apply(line);
  }

  missing(stream, last) {
    const asked = this.asked.get(stream);
    if (asked?.last === last && Date.now() - asked.at < 5000) return;
    this.asked.set(stream, { last, at: Date.now() });
    this.send({ follow: stream, after: last });
  }

  // A listener that prevents the default has drawn the frame itself.
  emit(name, detail) {
    return this.dispatchEvent(new CustomEvent(name, { detail, cancelable: true }));
  }
}

// For a while the pages of this tab remember that sockets are refused here, and do not wait for one to begin with.
function refusedLately() {
  try { return Date.now() - Number(sessionStorage.getItem(REFUSED) || 0) < REMEMBERED; } catch { return false; }
}

function remember(name, value) {
  try { value ? sessionStorage.setItem(name, value) : sessionStorage.removeItem(name); } catch { /* asked anew each time */ }
}

// A stream and its end, as pages write them: "stream:7".
export function parted(entry) {
  const at = entry.lastIndexOf(":");
  return [entry.slice(0, at), Number(entry.slice(at + 1))];
}

// Puts a frame's element where it says, in place of the one with the same id if there is one.
function apply({ html, into }) {
  const holder = document.createElement("template");
  holder.innerHTML = html.trim();
  const fresh = holder.content.firstElementChild, old = fresh?.id && document.getElementById(fresh.id);
  if (old) return old.replaceWith(fresh);
  const [, place, selector] = /^(\w+):(.+)$/.exec(into || "") ?? [];
  return selector && document.querySelector(selector)?.insertAdjacentElement(place, fresh);
}
