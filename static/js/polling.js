// The same lines over plain HTTP, for networks that refuse WebSockets: one question after the other, each waiting for news.
const CAP = 15_000, WAIT = 25, GRACE = 10, WAITERS = 3, NEXT_LOOK = 5_000, HIDDEN_LOOK = 30_000;

export class Polling {
  constructor(live) {
    this.live = live;
    this.going = false;
    this.request = this.rested = null;
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.wake(); });
  }

  begin() {
    if (this.going) return this.wake();
    this.going = true;
    return this.run();
  }

  end() {
    this.going = false;
    this.request?.abort();
    this.wake();
  }

  wake() { this.rested?.(); }

  // After a server that was gone answers again, the socket comes first.
  async run() {
    const mine = (this.turn = Symbol("turn"));
    let lost = 0, first = true;
    while (this.going && this.turn === mine) {
      const { gained, waited } = first || lost ? { gained: await this.ask(0) } : await waiting((seconds) => this.ask(seconds));
      if (!this.going || this.turn !== mine) return;
      if (gained === null) {
        this.live.tell("waiting");
        lost += 1;
        await this.rest(Math.min(CAP, 500 * 2 ** lost) * (0.5 + Math.random() / 2));
        continue;
      }
      this.live.polled(lost > 0);
      if (!first && !waited && !gained) await this.rest(document.hidden ? HIDDEN_LOOK : NEXT_LOOK);
      first = false;
      lost = 0;
    }
  }

  rest(pause) {
    return new Promise((done) => {
      this.rested = done;
      setTimeout(done, pause);
    });
  }

  // How many lines came, or null when the product did not answer.
  async ask(seconds) {
    const request = (this.request = new AbortController());
    const limit = setTimeout(() => request.abort(), (seconds + GRACE) * 1000);
    try {
      const address = this.live.address("http", { wait: seconds });
      return await this.understood(await fetch(address, { credentials: "same-origin", cache: "no-store", signal: request.signal }));
    } catch {
      return null;
    } finally {
      clearTimeout(limit);
    }
  }

  // A proxy may answer in the product's place, with a page of its own and any status; then nothing was said.
  async understood(answer) {
    if (answer.redirected || !answer.headers.get("Content-Type")?.startsWith("application/x-ndjson")) return null;
    if (answer.status === 401 || answer.status === 403) {
      this.live.end(answer.status === 401 ? "signedout" : "gone");
      return 0;
    }
    return answer.ok ? this.live.lines(await answer.text()) : null;
  }
}

// A browser opens six connections to one host: three tabs in sight may hold one each until something happens, so that
// pages and posts of all tabs get through; the others look by and by.
async function waiting(ask) {
  if (document.hidden) return { gained: await ask(0), waited: false };
  if (!navigator.locks) return { gained: await ask(WAIT), waited: true };
  for (let place = 1; place <= WAITERS; place += 1) {
    const hold = async (lock) => lock && { gained: await ask(WAIT), waited: true };
    const held = await navigator.locks.request(`advisory:wait:${place}`, { ifAvailable: true }, hold);
    if (held) return held;
  }
  return { gained: await ask(0), waited: false };
}
