import { puckjs } from "../../boards/index.ts";
import { Device, type DeviceOptions } from "../../host-tools/models/virtual-token/device.ts";

/** World time at which the tests' tokens get their power: 2024-01-01T00:00:00Z. */
export const START = Date.UTC(2024, 0, 1);

/** A token that runs a script from its first boot file; true clock unless told otherwise. */
export function device(script: string, options: Partial<DeviceOptions> = {}): Device {
  const token = new Device({ board: puckjs, seed: 1, startAt: START, ppm: 0, ...options });
  token.storage.write(".boot0", Buffer.from(`${script}\n`, "latin1"));
  return token;
}

/** Run a script for so long, ms; the token. */
export function run(script: string, ms = 1000, options: Partial<DeviceOptions> = {}): Device {
  const token = device(script, options);
  token.powerOn();
  token.runTo(START + ms);
  return token;
}

/** What a script printed. */
export function printed(script: string, ms = 1000, options: Partial<DeviceOptions> = {}): string[] {
  return run(script, ms, options).console;
}

/** What an expression prints, or the error it throws as "!" and its text. */
export function result(expression: string, options: Partial<DeviceOptions> = {}): string {
  const lines = printed(`try{print(${expression})}catch(e){print("!"+e)}`, 1000, options);
  return lines.join("\n");
}
