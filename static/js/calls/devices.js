// Camera and microphone: asked for kindly, remembered on this device, and done without when they are refused or gone.
const KEPT = "advisory:devices", ENTERING = "advisory:entering";
const AUDIO = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const VIDEO = { width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 15, max: 24 } };
const THINGS = { audio: "microphone", video: "camera" };

// What was chosen on this device before: device ids by kind. Whether anything was on is not remembered: one begins muted.
export function remembered() {
  try { return JSON.parse(localStorage.getItem(KEPT) || "{}"); } catch { return {}; }
}

// What somebody goes in with, said once on the way from the page before: a reload begins with everything off.
export function goIn(places) {
  try { sessionStorage.setItem(ENTERING, places.join(" ")); } catch { /* everything is off */ }
}

export function entering() {
  try {
    const places = (sessionStorage.getItem(ENTERING) || "").split(" ").filter(Boolean);
    sessionStorage.removeItem(ENTERING);
    return places;
  } catch { return []; }
}

export function remember(choice) {
  try { localStorage.setItem(KEPT, JSON.stringify({ ...remembered(), ...choice })); } catch { /* chosen anew next time */ }
}

// A track of one kind, from the device that was chosen or, where that is gone, from any other: {track} or {words}.
export async function open(kind, deviceId = remembered()[kind]) {
  if (!navigator.mediaDevices?.getUserMedia) return { words: `This browser lends no ${THINGS[kind]} to this page. You can go in and listen.` };
  const wanted = kind === "audio" ? AUDIO : VIDEO;
  try {
    return { track: await one(kind, deviceId ? { ...wanted, deviceId: { exact: deviceId } } : wanted) };
  } catch (trouble) {
    if (deviceId && ["OverconstrainedError", "NotFoundError"].includes(trouble.name)) return open(kind, "");
    return { words: inWords(kind, trouble.name) };
  }
}

async function one(kind, wanted) {
  const stream = await navigator.mediaDevices.getUserMedia({ [kind]: wanted });
  return stream.getTracks()[0];
}

// The devices of a kind by name; names are known only once one of them was lent.
export async function listed(kind) {
  const found = await navigator.mediaDevices?.enumerateDevices?.().catch(() => []) ?? [];
  return found.filter((device) => device.kind === kind && device.deviceId);
}

export function inWords(kind, name) {
  const thing = THINGS[kind], without = kind === "audio" ? "You can go in and listen." : "You can go in with sound only.";
  if (name === "NotAllowedError") return `The ${thing} is not allowed here. Allow it beside the address of this page, or leave it off. ${without}`;
  if (name === "NotFoundError") return `No ${thing} was found. Plug one in, or leave it off. ${without}`;
  if (name === "NotReadableError") return `The ${thing} is in use by another program. Close that, or leave it off. ${without}`;
  return `The ${thing} could not be started. ${without}`;
}
