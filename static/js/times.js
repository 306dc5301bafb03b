// Times as the reader lives them: relative under a day, then the date; the exact moment is in the title.
// A date without a time stays a date: on a blinded question more would tell too much.
const given = document.documentElement.dataset.zone;
const zone = usable(given) ? given : Intl.DateTimeFormat().resolvedOptions().timeZone;
const city = zone.split("/").pop().replaceAll("_", " ");
const MINUTE = 60e3, HOUR = 60 * MINUTE, DAY = 24 * HOUR;

function usable(name) {
  try { return Boolean(name && Intl.DateTimeFormat("en-GB", { timeZone: name })); } catch { return false; }
}
const written = (options, timeZone = zone) => new Intl.DateTimeFormat("en-GB", { timeZone, ...options });
const day = written({ day: "numeric", month: "long" }), dayOfYear = written({ day: "numeric", month: "long", year: "numeric" });
const exact = written({ weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" });
const year = written({ year: "numeric" });

export function spoken(moment, now = Date.now()) {
  const away = moment - now, size = Math.abs(away);
  if (size < MINUTE) return away > 0 ? "in a minute" : "just now";
  if (size < DAY) {
    const span = size < HOUR ? `${Math.floor(size / MINUTE)} min` : `${Math.floor(size / HOUR)} h`;
    return away > 0 ? `in ${span}` : `${span} ago`;
  }
  return (year.format(moment) === year.format(now) ? day : dayOfYear).format(moment);
}

function localiseOne(time) {
  const stamp = time.getAttribute("datetime");
  if (!stamp?.includes("T")) return;
  const moment = Date.parse(stamp);
  if (Number.isNaN(moment)) return;
  time.title = `${exact.format(moment)} in ${city}`;
  const text = spoken(moment);
  if (!time.hasAttribute("data-kept") && time.textContent !== text) time.textContent = text;
}

export function localise(within = document) {
  for (const time of within.querySelectorAll("time[datetime]")) localiseOne(time);
  for (const clock of within.querySelectorAll("time[data-clock]")) {
    if (usable(clock.dataset.clock)) clock.textContent = written({ hour: "2-digit", minute: "2-digit" }, clock.dataset.clock).format(Date.now());
  }
}

localise();
setInterval(localise, MINUTE);
new MutationObserver((changes) => {
  for (const change of changes) for (const node of change.addedNodes) {
    if (node.nodeType === Node.ELEMENT_NODE) node.matches("time[datetime]") ? localiseOne(node) : localise(node);
  }
}).observe(document.body, { childList: true, subtree: true });
