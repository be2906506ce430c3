/** Tokens over the browser's own Web Bluetooth. */
import { chooseToken, connectToken, whyNoBluetooth } from "../../../station/web-bluetooth.ts";
import type { Radio } from "./types.ts";

export const bluetoothRadio: Radio = {
  why: () => whyNoBluetooth(navigator.bluetooth, window.isSecureContext),
  async choose(name) {
    await needBluetooth();
    const device = await chooseToken(navigator.bluetooth, name);
    return {
      name: device.name ?? "",
      async connect() {
        await needBluetooth();
        return connectToken(device);
      },
    };
  },
};

async function needBluetooth(): Promise<void> {
  const problem = await whyNoBluetooth(navigator.bluetooth, window.isSecureContext);
  if (problem) throw problem;
}
