// What is typed stays on the device, under the person who typed it, until it is posted or they sign out.
const ROOT = "advisory";

export class Store {
  constructor(person) {
    this.prefix = `${ROOT}:${person}:`;
    this.memory = new Map();
    this.shut = false;
    this.lasting = this.probe();
    this.left = `${ROOT}:left`;
    document.addEventListener("submit", (e) => { if (e.target.matches("[data-signout]")) this.forget(); }, true);
    addEventListener("storage", (e) => { if (e.key === this.left && e.newValue?.startsWith(`${person} `)) this.forget(); });
  }

  // Private windows may refuse storage: then the page's own memory has to do.
  probe() {
    try {
      localStorage.setItem(`${ROOT}:probe`, "1");
      localStorage.removeItem(`${ROOT}:probe`);
      return true;
    } catch {
      return false;
    }
  }

  get(name) {
    const key = this.prefix + name;
    let text = this.memory.get(key);
    try { text = localStorage.getItem(key) ?? text; } catch { /* memory has it */ }
    try { return text ? JSON.parse(text) : null; } catch { return null; }
  }

  set(name, value) {
    const key = this.prefix + name, text = JSON.stringify(value);
    this.memory.set(key, text);
    if (this.shut) return;
    try { localStorage.setItem(key, text); this.memory.delete(key); } catch { this.lasting = false; }
  }

  drop(name) {
    this.memory.delete(this.prefix + name);
    try { localStorage.removeItem(this.prefix + name); } catch { /* nothing was kept */ }
  }

  // The names under which something is kept that begin so.
  names(start = "") {
    const keys = new Set(this.memory.keys());
    try { for (const key of Object.keys(localStorage)) keys.add(key); } catch { /* memory alone */ }
    const whole = this.prefix + start;
    return [...keys].filter((key) => key.startsWith(whole)).map((key) => key.slice(this.prefix.length));
  }

  // At sign-out, in this tab or another, everything of this person goes; what they still type only the page itself holds.
  forget() {
    for (const name of this.names()) this.drop(name);
    this.shut = true;
    this.lasting = false;
  }

  // Drafts: {body, clientId, saved, version}; a place is "", the id of the post replied to, or "edit:" and a post's id.
  draftName(where, place) { return `draft:${where.board}:${where.question}:${place}`; }
  draft(where, place) { return this.get(this.draftName(where, place)); }
  keepDraft(where, place, draft) { this.set(this.draftName(where, place), draft); }
  dropDraft(where, place) { this.drop(this.draftName(where, place)); }
  places(where) {
    const start = this.draftName(where, "");
    return this.names(start).map((name) => name.slice(start.length));
  }

  // Unsent posts, each under its own client id, in the order in which they were written.
  unsent() {
    return this.names("unsent:").map((name) => this.get(name)).filter(Boolean).sort((a, b) => a.at - b.at);
  }
  keepUnsent(item) { this.set(`unsent:${item.clientId}`, item); }
  dropUnsent(clientId) { this.drop(`unsent:${clientId}`); }
}
