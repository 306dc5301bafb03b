// The lists of microphones and cameras to choose from.
import { $$ } from "../page.js";
import { chosenOf, listed } from "./devices.js";

export async function fillDevices(root) {
  for (const select of $$("select[data-device]", root)) {
    const kind = select.dataset.device, devices = await listed(kind), chosen = chosenOf(devices, kind);
    const options = devices.map((device, at) => new Option(device.label || `${kind === "audio" ? "Microphone" : "Camera"} ${at + 1}`, device.deviceId, false, device === chosen));
    select.replaceChildren(...(options.length ? options : [new Option(kind === "audio" ? "No microphone found" : "No camera found", "")]));
    select.disabled = !options.length;
  }
}
