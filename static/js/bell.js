// The bell's count moves without a reload: soon after a live line, when the page is looked at again, and every minute.
const bell = document.querySelector("[data-bell]"), badge = bell?.querySelector(".count"), number = bell?.querySelector("[data-number]");
const MINUTE = 60_000, SOON = 3_000, LATER = 12_000, LEAST = 5_000;
let asked = Date.now(), waiting = 0, again = 0;

async function ask() {
  waiting = 0;
  asked = Date.now();
  try {
    const answer = await fetch(bell.dataset.bell, { credentials: "same-origin", cache: "no-store", redirect: "error" });
    if (answer.ok) show((await answer.json()).unread);
  } catch { /* the next minute tells */ }
}

function show(unread) {
  const text = unread > 99 ? "99+" : String(unread);
  badge.hidden = !unread;
  if (number.textContent !== text) number.textContent = text;
}

// Lines of the log become notifications within seconds, on a busy machine a little later; lines in a burst ask once.
function soon() {
  waiting ||= setTimeout(ask, Math.max(SOON, asked + LEAST - Date.now()));
  again ||= setTimeout(() => { again = 0; ask(); }, LATER);
}

if (bell) {
  document.addEventListener("live:line", soon);
  document.addEventListener("visibilitychange", () => { if (!document.hidden && Date.now() - asked > LEAST) soon(); });
  addEventListener("pageshow", (e) => { if (e.persisted) soon(); });
  setInterval(() => { if (!document.hidden) ask(); }, MINUTE);
}
