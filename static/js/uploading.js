// Files are sent piece by piece (tus 1.0): a cut line, a pause or a closed page costs the last piece alone.
import { $, $$, fromTemplate, page } from "./page.js";

const PIECE = 4 * 1024 * 1024, TUS = "1.0.0", FIRST_PAUSE = 1000, LONGEST_PAUSE = 30_000, LOOK = 2000;
const root = $("[data-uploads]"), address = root.dataset.uploads;
const token = () => $("meta[name=csrf-token]")?.content ?? "";
const large = (bytes, of) => (of < 1024 * 1024 ? Math.ceil(bytes / 1024) : (bytes / 1024 / 1024).toFixed(1));
const unit = (of) => (of < 1024 * 1024 ? "kB" : "MB");
const say = (words) => { $("[data-said]").textContent = words; };
const encoded = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

class SignedOut extends Error {}

// Whoever is signed out is led to sign in, which is an answer to a page and none to a piece.
async function ask(method, path, headers = {}, body = undefined) {
  const answer = await fetch(path, { method, body, redirect: "manual", credentials: "same-origin", headers: { "Tus-Resumable": TUS, "X-CSRFToken": token(), ...headers } });
  if (answer.type === "opaqueredirect") throw new SignedOut();
  return answer;
}

const complaint = async (answer) => (await answer.json().catch(() => null))?.error?.message ?? "This file could not be sent.";

// The same file, chosen again after the page was closed, goes on where it stood.
class Memory {
  constructor(file) { this.key = `upload:${page.person}:${address}:${file.name}:${file.size}:${file.lastModified}`; }
  get place() { try { return localStorage.getItem(this.key); } catch { return null; } }
  set place(value) { try { value ? localStorage.setItem(this.key, value) : localStorage.removeItem(this.key); } catch { /* it is sent from its beginning */ } }
}

class Sending {
  constructor(file) {
    Object.assign(this, { file, memory: new Memory(file), offset: 0, paused: false, gone: false, began: Date.now(), from: 0 });
    this.card = fromTemplate("sending");
    $(".ext", this.card).textContent = file.name.split(".").pop().slice(0, 4).toUpperCase();
    $("h2", this.card).textContent = file.name;
    $("progress", this.card).setAttribute("aria-label", file.name);
    $("[data-pause]", this.card).addEventListener("click", (e) => this.pause(e.target));
    $("[data-remove]", this.card).addEventListener("click", () => this.remove());
    $("[data-sending]").append(this.card);
  }

  async run() {
    for (let wait = FIRST_PAUSE; !this.gone; wait = Math.min(2 * wait, LONGEST_PAUSE)) {
      try {
        if (await this.send()) return;
        wait = FIRST_PAUSE;
      } catch (trouble) {
        if (trouble instanceof SignedOut) return this.leave();
        this.state("No connection. It goes on by itself");
        this.place = undefined;
        await new Promise((done) => setTimeout(done, wait));
      }
    }
  }

  // True once there is nothing more to do.
  async send() {
    if (this.place === undefined && !(await this.settle())) return true;
    while (this.offset < this.file.size) {
      if (this.gone) return true;
      if (this.paused) { await new Promise((done) => { this.wake = done; }); continue; }
      this.show();
      const piece = this.file.slice(this.offset, this.offset + PIECE);
      const answer = await ask("PATCH", this.place, { "Upload-Offset": String(this.offset), "Content-Type": "application/offset+octet-stream" }, piece);
      if (answer.status === 409) { this.place = undefined; return false; }
      if (answer.status >= 500 && answer.status !== 507) throw new Error("later");
      if (!answer.ok) { this.fail(await complaint(answer)); return true; }
      this.offset = Number(answer.headers.get("Upload-Offset"));
    }
    this.done();
    return true;
  }

  // Where it stands on the server: a known place goes on, any other begins anew.
  async settle() {
    const known = this.memory.place;
    if (known) {
      const answer = await ask("HEAD", known);
      if (answer.ok) {
        this.place = known;
        this.offset = this.from = Number(answer.headers.get("Upload-Offset"));
        return true;
      }
      if (answer.status >= 500) throw new Error("later");
    }
    const answer = await ask("POST", address, { "Upload-Length": String(this.file.size), "Upload-Metadata": `filename ${encoded(this.file.name)}` });
    if (answer.status >= 500 && answer.status !== 507) throw new Error("later");
    if (!answer.ok) { this.fail(await complaint(answer)); return false; }
    this.memory.place = this.place = new URL(answer.headers.get("Location"), location.href).pathname;
    this.offset = this.from = 0;
    return true;
  }

  show() {
    $("progress", this.card).value = this.offset / this.file.size;
    const speed = (this.offset - this.from) / (Date.now() - this.began + 1), left = Math.ceil((this.file.size - this.offset) / speed / 1000);
    const rest = this.offset > this.from ? `, about ${left > 90 ? `${Math.round(left / 60)} minutes` : `${left} seconds`} left` : "";
    this.state(`${this.arrived} of ${large(this.file.size, this.file.size)} ${unit(this.file.size)}${rest}`);
  }

  get arrived() { return large(this.offset, this.file.size); }

  state(words) { $("[data-state]", this.card).textContent = words; }

  pause(button) {
    this.paused = !this.paused;
    button.textContent = this.paused ? "Go on" : "Pause";
    if (this.paused) this.state(`Paused at ${this.arrived} ${unit(this.file.size)}`);
    else { this.began = Date.now(); this.from = this.offset; this.wake?.(); }
  }

  async remove() {
    this.gone = true;
    this.wake?.();
    if (this.place) await ask("DELETE", this.place).catch(() => {});
    this.memory.place = "";
    this.card.remove();
    say(`${this.file.name} was taken back.`);
  }

  leave() {
    $("[data-pause]", this.card).remove();
    this.state("You are signed out. Sign in and choose the file again: it goes on from here");
  }

  fail(words) {
    this.memory.place = "";
    this.card.classList.add("bad");
    $("progress", this.card).remove();
    $("[data-pause]", this.card).remove();
    $(".small-text", this.card).remove();
    this.state(`Stopped: ${words}`);
    say(`${this.file.name}: ${words}`);
  }

  done() {
    this.memory.place = "";
    this.card.remove();
    say(`${this.file.name} has arrived and is being checked.`);
    look();
  }
}

const take = (files) => [...files].forEach((file) => new Sending(file).run());

// What has arrived is looked through by the worker: the list is asked for again until nothing waits.
let looking = null;
async function look() {
  clearTimeout(looking);
  const answer = await fetch(`${address}?jobs`, { credentials: "same-origin" }).catch(() => null);
  if (answer?.ok) $("[data-jobs]").innerHTML = await answer.text();
  if (!$("[data-panel] form") && !$("[data-waits]")) await ask("GET", `${address}?panel`).then(async (panel) => { $("[data-panel]").innerHTML = await panel.text(); }, () => {});
  if (!answer?.ok || $("[data-waits]")) looking = setTimeout(look, LOOK);
}

$("input", root).addEventListener("change", (e) => { take(e.target.files); e.target.value = ""; });
const drop = $("[data-drop]");
drop.addEventListener("dragover", (e) => { e.preventDefault(); drop.classList.add("over"); });
drop.addEventListener("dragleave", () => drop.classList.remove("over"));
drop.addEventListener("drop", (e) => { e.preventDefault(); drop.classList.remove("over"); take(e.dataTransfer.files); });
$("[data-jobs]").addEventListener("click", async (e) => {
  const job = e.target.closest("[data-remove]")?.closest("[data-upload]");
  if (job && (await ask("DELETE", `${address}${job.dataset.upload}/`).catch(() => null))?.ok) job.remove();
});
if ($$("[data-waits]").length) look();
