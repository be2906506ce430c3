import { puckjs } from "../../../boards/index.ts";
import type { Transmission } from "../../models/virtual-token/air-port.ts";
import { Device } from "../../models/virtual-token/device.ts";
import { PowerCut } from "../../models/virtual-token/flash.ts";
import { RADIO_ADDRESS } from "./radio-channel.ts";
import { type AirState, CONNECTION_MS, Protocol, type Stimulus } from "./scenario.ts";
import { AFTER_CUT, comparable, flashHash, flashLines, type Script } from "./script.ts";

/** Scripts without a scenario run at most so long, ms. */
const PATIENCE_MS = 5000;
const START = Date.UTC(2024, 0, 1);

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const splitLines = (lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : comparable(lines.join("\n"));

/** What a script prints on the virtual token, and what its radio does where it has a scenario. */
export function runOnModel(script: Script): string[] {
  return script.scenario.length > 0 ? playOnModel(script) : printOnModel(script);
}

function printOnModel(script: Script): string[] {
  const { lines, flash } = runOnce(script.source);
  const protocol = [...lines, ...(script.needs === "any" ? [] : flashLines(flash))];
  for (const cut of script.cuts) {
    const left = runOnce(script.source, { cut });
    const after = runOnce(AFTER_CUT, { flash: left.flash });
    protocol.push(`@ cut ${cut}: ${flashHash(left.flash)}`, ...after.lines, ...flashLines(after.flash));
  }
  return protocol;
}

/** `cut`: the flash operation after which the power goes. */
function runOnce(
  source: string,
  { flash, cut = Infinity }: { flash?: Uint8Array; cut?: number } = {},
): { lines: string[]; flash: Uint8Array } {
  const options = { board: puckjs, seed: 1, startAt: START, ppm: 0, address: RADIO_ADDRESS };
  const token = new Device(flash ? { ...options, flash } : options);
  token.powerOn();
  token.console.length = 0;
  let operations = 0;
  token.flash.before = () => {
    if (++operations > cut) throw new PowerCut("cut");
  };
  token.execute(source);
  token.runTo(START + PATIENCE_MS);
  return { lines: splitLines(token.console), flash: token.flash.bytes };
}

function playOnModel({ source, scenario }: Script): string[] {
  const token = new Device({
    board: puckjs,
    seed: 1,
    startAt: START,
    ppm: 0,
    address: RADIO_ADDRESS,
    restartLossMs: 0,
    processorSpeed: Infinity,
  });
  const protocol = new Protocol();
  const notified: string[] = [];
  let disconnected = false;
  let seen: readonly Transmission[] = [];
  token.gatt.onNotification = (_service, characteristic, value) => {
    notified.push(`${characteristic} ${hex(value)}`);
  };
  token.gatt.onDisconnect = () => {
    disconnected = true;
  };

  const note = (at: number): void => {
    const now = token.air.transmissions.filter((one) => one.to === Infinity);
    const started = now.some((one) => !seen.includes(one));
    seen = now;
    const printed = splitLines(token.console.splice(0));
    const happened = { printed, notified: notified.splice(0), disconnected };
    protocol.instant(at - START, happened, airOf(token, now[0]), started);
    disconnected = false;
  };

  token.powerOn();
  token.execute(source);
  token.runTo(START);
  note(START);
  for (const stimulus of scenario) {
    const due = START + stimulus.at;
    while (token.nextAt() <= due) {
      const at = Math.max(token.nextAt(), token.worldNow);
      token.runTo(at);
      note(at);
    }
    token.runTo(due);
    apply(token, stimulus, due);
    token.runTo(due);
    note(due);
  }
  return protocol.lines;
}

function airOf(token: Device, advert: Transmission | undefined): AirState {
  const scan = token.air.listenings.find((one) => one.to === Infinity);
  return {
    advert: advert && {
      data: hex(advert.data),
      response: hex(token.scanResponse),
      intervalMs: advert.intervalMs,
      connectable: advert.connectable,
      address: advert.address,
      powerDbm: advert.txPowerDbm,
    },
    scan: scan && { windowMs: scan.windowMs, intervalMs: scan.intervalMs },
  };
}

function apply(token: Device, stimulus: Stimulus, at: number): void {
  switch (stimulus.kind) {
    case "press":
      token.press();
      break;
    case "release":
      token.release();
      break;
    case "connect":
      // Nothing happens where a station finds nobody to connect to.
      if (!token.air.transmissions.some((one) => one.to === Infinity && one.connectable)) break;
      token.gatt.connect({ mtu: stimulus.mtu, intervalMs: CONNECTION_MS });
      break;
    case "disconnect":
      if (token.gatt.connected) token.gatt.disconnect();
      break;
    case "write":
      if (token.gatt.connected)
        token.gatt.write(stimulus.service, stimulus.characteristic, Buffer.from(stimulus.hex, "hex"));
      break;
    case "hear": {
      // What the receiver is off for nobody hears.
      if (!token.air.listenings.some((one) => one.to === Infinity)) break;
      const { address, rssi, times } = stimulus;
      const data = Uint8Array.from(Buffer.from(stimulus.hex, "hex"));
      token.air.hear(
        Array.from({ length: times }, () => ({ at, rssi, channel: 37, data, address: `${address} random` })),
      );
      break;
    }
    case "end":
  }
}
