/** Plays a scenario once and writes down every flash operation of it. */

import { encodeAdvert, MINUTE_MODULUS } from "../../../protocol/advert.ts";
import { toHex } from "../../../protocol/bytes.ts";
import { crc32 } from "../../../protocol/crc32.ts";
import { dayOfEpoch, epochAt } from "../../../protocol/epoch.ts";
import { decodeIdentity, type Identity } from "../../../protocol/identity.ts";
import { PREFIX_BYTES } from "../../../protocol/record.ts";
import { sha256 } from "../../lib/sha256.ts";
import { HOUR_MS, MINUTE_MS } from "../../lib/time.ts";
import type { Device } from "../../models/virtual-token/device.ts";
import type { FlashOperation } from "../../models/virtual-token/flash.ts";
import { openServer, type Server } from "../../server/server.ts";
import { buildFirmware, type FirmwareBuild } from "../../tools/firmware-build/bundle.ts";
import { installedDevice, syncAtStation } from "../../world/handout.ts";
import { type Scenario, START, type Step } from "./scenarios.ts";

export type RecordedOperation = FlashOperation & { readonly at: number; readonly step: number };

/** A peer's advert that the token was given to hear, in its epoch. */
export interface Heard {
  readonly at: number;
  readonly epoch: number;
  readonly prefix: string;
}

export interface Recording {
  readonly scenario: Scenario;
  readonly build: FirmwareBuild;
  readonly identity: Identity;
  /** Flash before the first start, and after the last operation. */
  readonly initial: Uint8Array;
  readonly final: Uint8Array;
  readonly operations: readonly RecordedOperation[];
  readonly heard: readonly Heard[];
  /** Most writes that a word got between two erases, and most erases of a page. */
  readonly writesOfWord: number;
  readonly erasesOfPage: number;
  readonly endedAt: number;
}

export const SERIAL = 2_100_000_001;
const BOOT_MS = 3_000;

/** Plays the scenario against a real server; the same seed gives the same recording. */
export async function record(scenario: Scenario, seed = 1): Promise<Recording> {
  const build = await buildFirmware(scenario.board);
  let now = START;
  const server = await openServer({ now: () => now });
  try {
    const image = await enrolled(server, scenario, seed);
    const decoded = decodeIdentity(crc32, image);
    if (!decoded.ok) throw new Error(`identity: ${decoded.error.reason}`);
    const device = installedDevice(build, image, seed, START);
    const initial = device.flash.bytes.slice();
    const operations: RecordedOperation[] = [];
    const heard: Heard[] = [];
    let step = -1;
    let writesOfWord = 0;
    const countWrites = () => {
      for (const writes of device.flash.writesOfWord) writesOfWord = Math.max(writesOfWord, writes);
    };
    // The installation's own writes do not count.
    device.flash.writesOfWord.fill(0);
    device.flash.erasesOfPage.fill(0);
    device.flash.before = (operation) => {
      if (operation.kind === "erase") countWrites();
      const bytes = operation.kind === "write" ? { bytes: operation.bytes.slice() } : {};
      operations.push({ ...operation, ...bytes, at: device.worldNow, step } as RecordedOperation);
    };
    device.powerOn();
    now = START + BOOT_MS;
    device.runTo(now);
    for (step = 0; step < scenario.steps.length; step++)
      now = await play(scenario.steps[step]!, device, server, now, heard);
    if (device.console.length > 0) throw new Error(`the token printed: ${device.console.join(" / ")}`);
    countWrites();
    return {
      scenario,
      build,
      identity: decoded.value,
      initial,
      operations,
      heard,
      writesOfWord,
      final: device.flash.bytes.slice(),
      erasesOfPage: Math.max(...device.flash.erasesOfPage),
      endedAt: now,
    };
  } finally {
    await server.close();
  }
}

/** A server that knows the scenario's token, and another one. */
export async function serverWithToken(scenario: Scenario, seed = 1): Promise<Server> {
  const server = await openServer({ now: () => START });
  await enrolled(server, scenario, seed);
  await enrolled(server, scenario, seed + 1, SERIAL + 1);
  return server;
}

async function enrolled(
  server: Server,
  { board }: Scenario,
  seed: number,
  serial = SERIAL,
): Promise<Uint8Array> {
  const [token] = await server.enrol([
    {
      serial,
      board: board.number,
      powerAtOneMetre: board.radio.rssiAtOneMetreDbm,
      day: dayOfEpoch(epochAt(START / 1000)) - 1,
      seed: sha256(new TextEncoder().encode(`torture ${seed}`)),
    },
  ]);
  return token!.identity;
}

async function play(
  step: Step,
  device: Device,
  server: Server,
  now: number,
  heard: Heard[],
): Promise<number> {
  if (step.does === "wear") {
    const until = now + step.hours * HOUR_MS;
    wear(device, until, step.peers, heard);
    return until;
  }
  if (step.does === "sync") {
    const { result, endedAt } = await syncAtStation(device, now, server);
    if (result.refused.length > 0) throw new Error(`pages refused: ${JSON.stringify(result.refused)}`);
    return endedAt;
  }
  device.powerOff();
  const on = now + step.minutes * MINUTE_MS;
  device.runTo(on);
  device.powerOn();
  device.runTo(on + BOOT_MS);
  return on + BOOT_MS;
}

/** Runs the token to a time; in each epoch, the first time it listens, so many peers are there. */
export function wear(device: Device, until: number, peers: number, heard: Heard[]): void {
  let last = -1;
  for (let t = device.nextAt(); t <= until; t = device.nextAt()) {
    device.runTo(t);
    const { listenings, transmissions } = device.air;
    const listening = listenings.at(-1);
    const epoch = epochAt(t / 1000);
    if (epoch !== last && listening?.to === Infinity) {
      last = epoch;
      const adverts = Array.from({ length: peers }, (_, peer) => {
        const id = sha256(new TextEncoder().encode(`peer ${peer} ${epoch}`)).slice(0, 12);
        const at = Math.max(t, listening.from) + 5 + 3 * peer;
        heard.push({ at, epoch, prefix: toHex(id.subarray(0, PREFIX_BYTES)) });
        const minute = Math.floor(t / MINUTE_MS);
        const tail = {
          ...({ version: 1, role: "token", clockTrusted: true, powerAtOneMetre: -58 } as const),
          inBurst: false,
          late: false,
          minute: minute % MINUTE_MODULUS,
        };
        const data = encodeAdvert(id, tail);
        // Near: a log that is nearly full keeps nobody else.
        return {
          at,
          rssi: -54 - (peer % 8),
          channel: 37 as const,
          data,
          address: "c0:11:22:33:44:55 random",
        };
      });
      device.air.hear(adverts);
    }
    if (listenings.length > 100) listenings.splice(0, 90);
    if (transmissions.length > 100) transmissions.splice(0, 90);
  }
  device.runTo(until);
}
