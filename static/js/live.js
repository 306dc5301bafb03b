// The live socket of a page: follows streams, counts their lines, resumes after every break, and falls back to plain HTTP.
const CAP = 15_000, SETTLED = 5_000, PAUSED = 60_000, SOCKET_AGAIN = 60_000, WAIT = 25;
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
    this.opened = this.polling = false;
    this.ended = "";
    this.socket = this.timer = this.hiddenAt = null;
  }

  start() {
    if (!this.heads.size) return this;
    addEventListener("online", () => this.atOnce());
    addEventListener("offline", () => this.lost());
    addEventListener("pagehide", () => this.rest());
    addEventListener("pageshow", (e) => { if (e.persisted) this.atOnce(); });
    document.addEventListener("visibilitychange", () => this.seen());
    this.connect();
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
    if (!this.polling) this.tell("connecting");
    let socket;
    try { socket = new this.Socket(this.address("ws")); } catch { return this.closed(0, false); }
    this.socket = socket;
    let opened = false, settled;
    socket.onopen = () => {
      opened = this.opened = true;
      this.unopened = 0;
      this.polling = false;
      settled = setTimeout(() => { this.failures = 0; }, SETTLED);
      this.tell("live");
    };
    socket.onmessage = (e) => { if (this.socket === socket) this.lines(e.data); };
    socket.onclose = (e) => {
      clearTimeout(settled);
      if (this.socket === socket) { this.socket = null; this.closed(e.code, opened); }
    };
  }

  closed(code, opened) {
    if (this.ended) return;
    if (ENDINGS[code]) return this.end(ENDINGS[code]);
    if (!opened) this.unopened += 1;
    this.asked.clear();
    if (!this.polling && this.unopened >= (this.opened ? 5 : 2)) this.poll();
    if (!this.polling) this.tell("waiting");
    this.again(code === 1012 || code === 4000 ? 200 : 0);
  }

  // Comes back after a growing, uneven pause, so that a whole board does not return in the same moment.
  again(least) {
    const pause = this.polling ? SOCKET_AGAIN : Math.min(CAP, 400 * 2 ** this.failures);
    this.failures = Math.min(this.failures + 1, 8);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.connect(), least + pause * (0.5 + Math.random() / 2));
  }

  atOnce() {
    if (this.ended) return;
    this.failures = 0;
    this.drop();
    this.connect();
  }

  lost() {
    if (this.ended) return;
    this.drop();
    this.tell("waiting");
    this.again(0);
  }

  rest() {
    clearTimeout(this.timer);
    this.drop();
  }

  drop() {
    const socket = this.socket;
    this.socket = null;
    socket?.close(1000);
  }

  // A phone that slept may hold a dead socket: after a minute out of sight the page asks anew.
  seen() {
    if (document.hidden) { this.hiddenAt = Date.now(); return; }
    const slept = this.hiddenAt && Date.now() - this.hiddenAt > PAUSED;
    if (slept || (this.socket?.readyState !== 1 && !this.polling)) this.atOnce();
    this.hiddenAt = null;
  }

  end(state) {
    this.ended = state;
    this.polling = false;
    clearTimeout(this.timer);
    this.drop();
    this.tell(state);
  }

  // Where WebSockets are blocked the same lines come over plain HTTP, and the socket is tried again every minute.
  // After a server that was gone answers again, the socket comes first.
  async poll() {
    this.polling = true;
    let wait = 0, lost = 0;
    while (this.polling && !this.ended && this.heads.size) {
      const gained = await this.pollOnce(wait);
      if (!this.polling || this.ended) return;
      if (gained === null) {
        this.tell("waiting");
        lost += 1;
        await new Promise((done) => setTimeout(done, Math.min(CAP, 500 * 2 ** lost) * (0.5 + Math.random() / 2)));
      } else {
        this.tell("polling");
        if (lost) this.connect();
        wait = WAIT;
        lost = 0;
      }
    }
  }

  async pollOnce(wait) {
    try {
      const response = await fetch(this.address("http", { wait }), {
        credentials: "same-origin", cache: "no-store", signal: AbortSignal.timeout((WAIT + 10) * 1000),
      });
      if (response.status === 401) return this.end("signedout") ?? 0;
      if (response.status === 403) return this.end("gone") ?? 0;
      if (!response.ok) return null;
      return this.lines(await response.text());
    } catch {
      return null;
    }
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

function parted(entry) {
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
