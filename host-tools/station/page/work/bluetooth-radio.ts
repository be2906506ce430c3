/** Tokens over the browser's own Web Bluetooth. */
import { chooseToken, connectToken, whyNoBluetooth } from "../../web-bluetooth.ts";
import type { Radio } from "./types.ts";

export const bluetoothRadio: Radio = {
  why: () => whyNoBluetooth(navigator.bluetooth, window.isSecureContext),
  async choose(name) {
    const problem = await whyNoBluetooth(navigator.bluetooth, window.isSecureContext);
    if (problem) throw problem;
    const device = await chooseToken(navigator.bluetooth, name);
    return { name: device.name ?? "", connect: () => connectToken(device) };
  },
};
