// The lists of microphones and cameras to choose from.
import { $$ } from "../page.js";
import { listed, remembered } from "./devices.js";

export async function fillDevices(root) {
  const chosen = remembered();
  for (const select of $$("select[data-device]", root)) {
    const kind = select.dataset.device, devices = await listed(`${kind}input`);
    const options = devices.map((device, at) => new Option(device.label || `${kind === "audio" ? "Microphone" : "Camera"} ${at + 1}`, device.deviceId, false, device.deviceId === chosen[kind]));
    select.replaceChildren(...(options.length ? options : [new Option(kind === "audio" ? "No microphone found" : "No camera found", "")]));
    select.disabled = !options.length;
  }
}
