// A rating by the digits of the keyboard: on a scale to ten, 1 and then 0 is ten.
import { $, $$ } from "../page.js";
import { mayShortcut } from "../shell.js";

const TOGETHER = 800;

export function start(form) {
  const radios = $$("[name=rating]", form), most = Number(radios.at(-1).value);
  let last = "", at = 0;
  document.addEventListener("keydown", (e) => {
    const ours = e.target.matches?.("[name=rating]") && !e.ctrlKey && !e.metaKey && !e.altKey;
    if (!/^\d$/.test(e.key) || !(ours || mayShortcut(e))) return;
    const ten = most === 10 && last === "1" && e.key === "0" && e.timeStamp - at < TOGETHER;
    [last, at] = [e.key, e.timeStamp];
    const radio = $(`[name=rating][value="${ten ? 10 : Number(e.key)}"]`, form);
    if (!radio) return;
    e.preventDefault();
    radio.checked = true;
    radio.focus();
    radio.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
