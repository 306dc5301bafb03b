// What the team alone sees of a question: fetched beside the page, so that nothing of it stands in what is drawn for all.
import { fetchPage } from "./api.js";
import { $, $$ } from "./page.js";

const CONCERNS = /^(insight|clarification|flag|act|finding|case)\.|^post\.(held|returned|published|pinned|unpinned|locked|redacted|removed|left)$/;
const TOGETHER = 400;

export class Desk {
  constructor() {
    this.link = $("[data-desk-link]");
    this.timer = null;
    if (this.link) this.fetch();
  }

  hear(kind) {
    if (!this.link) return;
    if (kind.startsWith("post.")) this.mark();
    if (!CONCERNS.test(kind)) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.fetch(), TOGETHER);
  }

  // Words that are being typed into the panel stay: it is fetched anew once they are sent.
  async fetch() {
    const fresh = (await fetchPage(this.link.href))?.querySelector("[data-desk]"), old = $("[data-desk]");
    if (!fresh || (old && $$("input[name=answer]", old).some((one) => one.value || one === document.activeElement))) return;
    const panel = document.importNode(fresh, true);
    old ? old.replaceWith(panel) : this.link.after(panel);
    this.link.hidden = true;
    this.mark();
  }

  mark() {
    for (const old of $$("[data-overlay]")) old.remove();
    for (const one of $$("[data-insight]")) this.badge(one.dataset.insight, `Insight: ${one.dataset.note}`, "tone-mod");
    for (const one of $$("[data-flagged]")) this.badge(one.dataset.flagged, "Flagged", "tone-warn");
    for (const one of $$("[data-waiting]")) this.badge(one.dataset.waiting, "Waiting for an answer", "tone-warn");
  }

  badge(id, words, tone) {
    const end = $(`#post-${id} > header > .end`);
    if (!end) return;
    const badge = Object.assign(document.createElement("span"), { className: `badge ${tone}`, textContent: words, dir: "auto" });
    badge.dataset.overlay = tone === "tone-mod" ? "insight" : "";
    end.before(badge);
  }
}
