// The page for no connection: says what waits on this device, and opens what was asked for as soon as that can be.
function waiting() {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith("advisory:"));
    return names.filter((name) => name.includes(":unsent:")).length;
  } catch {
    return 0;
  }
}

const count = waiting(), told = document.querySelector("[data-waiting]");
if (count) {
  told.textContent = `${count === 1 ? "1 post waits" : `${count} posts wait`} on this device to be sent.`;
  told.hidden = false;
}
addEventListener("online", () => location.reload());
setInterval(async () => {
  const answered = await fetch("/healthz", { cache: "no-store" }).then((answer) => answer.ok, () => false);
  if (answered) location.reload();
}, 10_000);
