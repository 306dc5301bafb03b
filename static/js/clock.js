// How long it is until something begins: counted by the server's time, whatever this device believes the time to be.
const MINUTE = 60, HOUR = 3600, DAY = 86400;

// The words are the server's (boards/templatetags/clocks.py).
function said(seconds) {
  const whole = Math.max(0, Math.floor(seconds)), two = (n) => String(n).padStart(2, "0");
  if (whole >= 2 * DAY) return `in ${Math.floor(whole / DAY)} days`;
  if (whole >= HOUR) return `in ${Math.floor(whole / HOUR)} h ${two(Math.floor((whole % HOUR) / MINUTE))} min`;
  return whole ? `${Math.floor(whole / MINUTE)}:${two(whole % MINUTE)}` : "now";
}

// By how much this device's clock is behind the server's, in milliseconds.
export const behind = (stamp) => (Date.parse(stamp) || Date.now()) - Date.now();

for (const clock of document.querySelectorAll(".clock[data-until]")) {
  const due = Date.parse(clock.dataset.until), off = behind(clock.dataset.now);
  const count = () => {
    const text = said((due - Date.now() - off) / 1000);
    if (clock.textContent !== text) clock.textContent = text;
  };
  count();
  setInterval(count, 1000);
}
