// A rating by the digits of the keyboard: on a scale to ten, 1 and then 0 is ten; among other items only where the focus is.
import { $, $$ } from "../page.js";
import { mayShortcut } from "../shell.js";

const TOGETHER = 800;

export function start(form) {
  const alone = form.matches("form"), radios = $$(".scale input", form), most = Number(radios.at(-1).value);
  let last = "", at = 0;
  document.addEventListener("keydown", (e) => {
    const ours = form.contains(e.target) && e.target.matches(".scale input") && !e.ctrlKey && !e.metaKey && !e.altKey;
    if (!/^\d$/.test(e.key) || !(ours || (alone && mayShortcut(e)))) return;
    const ten = most === 10 && last === "1" && e.key === "0" && e.timeStamp - at < TOGETHER;
    [last, at] = [e.key, e.timeStamp];
    const radio = $(`.scale input[value="${ten ? 10 : Number(e.key)}"]`, form);
    if (!radio) return;
    e.preventDefault();
    radio.checked = true;
    radio.focus();
    radio.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
