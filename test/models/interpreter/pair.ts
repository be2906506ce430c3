import { createHash } from "node:crypto";
import { outside } from "../../../host-tools/lib/system-packages.ts";
import { InterpreterRealm } from "../../../host-tools/models/interpreter/interpreter-realm.ts";
import type { Device, DeviceOptions } from "../../../host-tools/models/virtual-token/device.ts";
import { device } from "../../support/script.ts";

/** Path of the interpreter; skips the tests of a suite that needs one where there is none. */
export function interpreterOrSkip(context: Mocha.Context): string {
  const program = outside("espruino");
  if (!program) context.skip();
  return program;
}

/** Everything about a token that must not depend on what runs its program. */
function stateOf(token: Device) {
  token.settleMeter();
  return {
    console: token.console.map((line) => line.split("\n")[0]),
    flash: createHash("sha256").update(token.flash.bytes).digest("hex"),
    meter: token.meter,
    transmissions: token.air.transmissions,
    listenings: token.air.listenings,
    leds: token.leds,
    clock: token.rtcMs,
  };
}

/**
 * The same script and scenario in V8 and in the interpreter. What the scenario gives, and the token's state, of each.
 * Without a scenario the token runs for a second.
 */
export function inBoth<T>(
  program: string,
  script: string,
  scenario: (token: Device) => T = (token) => token.runTo(token.worldNow + 1000) as T,
  options: Partial<DeviceOptions> = {},
) {
  const tokens = [
    device(script, options),
    device(script, { ...options, makeRealm: () => new InterpreterRealm(program) }),
  ];
  const [vm, espruino] = tokens.map((token) => {
    try {
      token.powerOn();
      const result = scenario(token);
      return { result, ...stateOf(token) };
    } finally {
      token.powerOff();
    }
  });
  return { vm: vm!, espruino: espruino! };
}
