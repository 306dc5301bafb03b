// Camera and microphone: asked for kindly, remembered on this device, and done without when they are refused or gone.
const KEPT = "advisory:devices", ENTERING = "advisory:entering", LESSER = "advisory:sound-only";
const AUDIO = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const VIDEO = { width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 15, max: 24 } };
const LISTED = { audio: "audioinput", video: "videoinput", sound: "audiooutput" };
const THINGS = { audio: "microphone", video: "camera" }, LESS = { audio: "Without it you can listen.", video: "Without it you can take part by sound." };

// What was chosen on this device before, by kind: {id, label}. Whether anything was on is not remembered: one begins muted.
function remembered() {
  try { return JSON.parse(localStorage.getItem(KEPT) || "{}"); } catch { return {}; }
}

// What somebody goes in with, said once on the way from the page before: a reload begins with everything off.
export function goIn(places, soundOnly) {
  try { sessionStorage.setItem(ENTERING, places.join(" ")); } catch { /* everything is off */ }
  wantPictures(!soundOnly);
}

// Whether pictures are wanted on a weak line: that stays so in this tab, through a reload too.
export function wantPictures(wanted) {
  try { wanted ? sessionStorage.removeItem(LESSER) : sessionStorage.setItem(LESSER, "1"); } catch { /* asked for anew after a reload */ }
}

export function picturesWanted() {
  try { return !sessionStorage.getItem(LESSER); } catch { return true; }
}

export function entering() {
  try {
    const places = (sessionStorage.getItem(ENTERING) || "").split(" ").filter(Boolean);
    sessionStorage.removeItem(ENTERING);
    return places;
  } catch { return []; }
}

export function remember({ dataset, value, selectedOptions: [{ label }] }) {
  try { localStorage.setItem(KEPT, JSON.stringify({ ...remembered(), [dataset.device]: { id: value, label } })); } catch { /* chosen anew next time */ }
}

// Of these devices the one that was chosen: by its name where the browser gives ids anew to each page.
export function chosenOf(devices, kind) {
  const { id, label } = remembered()[kind] ?? {};
  return devices.find((one) => one.deviceId === id) ?? devices.find((one) => label && one.label === label);
}

// A track of one kind, from the device that was chosen or, where that is gone, from any other, which is said: {track, words}.
export async function open(kind, deviceId = remembered()[kind]?.id) {
  if (!navigator.mediaDevices?.getUserMedia) return { words: `This browser lends no ${THINGS[kind]} to this page. ${LESS[kind]}` };
  try {
    return { track: await one(kind, deviceId) };
  } catch (trouble) {
    if (deviceId && ["OverconstrainedError", "NotFoundError"].includes(trouble.name)) return instead(kind);
    return { words: inWords(kind, trouble.name) };
  }
}

// Names are known once any device was lent; then the one that was chosen may be there all the same.
async function instead(kind) {
  const any = await open(kind, "");
  if (!any.track) return any;
  const same = chosenOf(await listed(kind), kind);
  if (!same) return { ...any, words: `The ${THINGS[kind]} you chose before is not here, so another one is on.` };
  const track = await one(kind, same.deviceId).catch(() => null);
  if (!track) return any;
  any.track.stop();
  return { track };
}

async function one(kind, deviceId) {
  const wanted = kind === "audio" ? AUDIO : VIDEO, asked = deviceId ? { ...wanted, deviceId: { exact: deviceId } } : wanted;
  const stream = await navigator.mediaDevices.getUserMedia({ [kind]: asked });
  return stream.getTracks()[0];
}

// The devices of a kind by name; names are known only once one of them was lent.
export async function listed(kind) {
  const found = await navigator.mediaDevices?.enumerateDevices?.().catch(() => []) ?? [];
  return found.filter((device) => device.kind === LISTED[kind] && device.deviceId);
}

// What plays goes to the device that was chosen for sound, or to the usual one where that is gone or the browser cannot.
export async function through(player) {
  const chosen = chosenOf(await listed("sound"), "sound");
  await player.setSinkId?.(chosen?.deviceId ?? "").catch(() => {});
  return player;
}

export function inWords(kind, name) {
  const thing = THINGS[kind], without = LESS[kind];
  if (name === "NotAllowedError") return `The ${thing} is not allowed here. Allow it beside the address of this page, or leave it off. ${without}`;
  if (name === "NotFoundError") return `No ${thing} was found. Plug one in, or leave it off. ${without}`;
  if (name === "NotReadableError") return `The ${thing} is in use by another program. Close that, or leave it off. ${without}`;
  return `The ${thing} could not be started. ${without}`;
}

export const wentAway = (kind) => `The ${THINGS[kind]} went away, so it is off. Plug it in again, or choose another.`;

// What is in the way of each device stands together: that one works takes back nothing of what was said of another.
export function troubles(box) {
  const told = new Map();
  return (place, words) => {
    told.set(place, words);
    box.textContent = [...told.values()].filter(Boolean).join(" ");
    box.hidden = !box.textContent;
  };
}

// Devices that are plugged in or out while the page is open.
export const onPlugged = (does) => navigator.mediaDevices?.addEventListener?.("devicechange", does);
