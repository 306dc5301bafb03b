// The lists of microphones, cameras and ways for sound to choose from.
import { $$ } from "../page.js";
import { chosenOf, listed } from "./devices.js";

const NAMED = { audio: ["Microphone", "No microphone found"], video: ["Camera", "No camera found"], sound: ["Sound", "As this device is set"] };

export async function fillDevices(root) {
  for (const select of $$("select[data-device]", root)) {
    const kind = select.dataset.device, [name, none] = NAMED[kind], devices = await listed(kind), chosen = chosenOf(devices, kind);
    const options = devices.map((device, at) => new Option(device.label || `${name} ${at + 1}`, device.deviceId, false, device === chosen));
    select.replaceChildren(...(options.length ? options : [new Option(none, "")]));
    select.disabled = !options.length;
  }
}
