/** The built program on the interpreter and on the virtual token, driven alike: same clock, radio restarts that take no time. */
import { puckjs } from "../../../boards/index.ts";
import { fromHex } from "../../../protocol/bytes.ts";
import { converse, holdButton } from "../../models/virtual-token/central.ts";
import { INSTRUCTIONS_PER_MS } from "../../models/virtual-token/costs.ts";
import { Device } from "../../models/virtual-token/device.ts";
import { syncToken } from "../../station/sync-client.ts";
import type { FirmwareBuild } from "../../tools/firmware-build/bundle.ts";
import { RADIO_ADDRESS, RADIO_SEED, type RadioEvent } from "../conformance/radio-channel.ts";
import { SplitMix } from "../conformance/split-mix.ts";
import { BENCH_START, BenchToken, benchAuthority, CONNECTION_MS, flashImage, heard } from "./bench-token.ts";
import type { AdvertSpan, Doings, FlashWork, ScanSpan } from "./interpreter-day-figures.ts";

/** A token that a day is played on. All times are ms since its power came on. */
export interface DayToken {
  readonly now: number;
  readonly isListening: boolean;
  runTo(ms: number): Promise<void>;
  /** An advert that is received now. */
  hear(hex: string): Promise<void>;
  /** The wearer holds the button, a station syncs the token. Rejects when that fails. */
  sync(): Promise<void>;
  /** How long its processor was awake while something was done, ms; undefined where it is not counted. */
  awakeDuring(work: () => Promise<void>): Promise<number | undefined>;
  doings(): Doings;
  end(): Promise<void>;
}

/** Strength of all adverts heard, dBm. */
const RSSI = -62;
const UNIT_MS = 0.625;
/** The virtual token's program takes next to no time, as on an interpreter under a clock of ours, and is charged all the same. */
const SPEED = 1e6;

/** Spans and flash work, as a build with a radio tells them. */
export function doingsOf(events: readonly RadioEvent[]): Doings {
  const adverts: AdvertSpan[] = [];
  const scans: ScanSpan[] = [];
  const flash: FlashWork[] = [];
  let address = RADIO_ADDRESS;
  const end = (spans: { to: number }[], at: number): void => {
    const last = spans.at(-1);
    if (last?.to === Infinity) last.to = at;
  };
  for (const { at, kind, words } of events) {
    const [first = "", second = "", third = ""] = words;
    if (kind === "address") address = first;
    else if (kind === "adv") {
      end(adverts, at);
      if (first === "on")
        adverts.push({
          from: at,
          to: Infinity,
          address,
          intervalMs: Number(second) * UNIT_MS,
          connectable: third === "0",
        });
    } else if (kind === "scan") {
      end(scans, at);
      if (first === "on")
        scans.push({
          from: at,
          to: Infinity,
          windowMs: Number(second) * UNIT_MS,
          intervalMs: Number(third) * UNIT_MS,
        });
    } else if (kind === "flash") {
      const erases = first === "erase" ? 1 : 0;
      flash.push({ at, erases, words: erases ? 0 : Number(third) });
    }
  }
  return { adverts, scans, flash };
}

/** `counting` counts the interpreter's instructions, under valgrind. */
export async function interpreterDay(
  path: string,
  build: FirmwareBuild,
  counting: boolean,
): Promise<DayToken> {
  const token = await BenchToken.boot(path, puckjs, flashImage(puckjs, build), counting);
  const { interpreter } = token;
  return {
    get now() {
      return token.now;
    },
    get isListening() {
      return token.scanning;
    },
    runTo: (ms) => interpreter.runTo(ms),
    hear: (hex) => interpreter.runTo(token.now, [heard(hex, RSSI)]),
    sync: async () => {
      await token.sync();
    },
    awakeDuring: async (work) => {
      if (counting) return (await interpreter.count(work)) / INSTRUCTIONS_PER_MS;
      await work();
      return undefined;
    },
    doings: () => doingsOf(interpreter.events),
    end: () => interpreter.end(),
  };
}

/** Its chip's generator gives the interpreter's numbers, so that both draw the same jitter. */
export function modelDay(build: FirmwareBuild): DayToken {
  const device = new Device({
    board: puckjs,
    seed: RADIO_SEED,
    chipRandom: new SplitMix(RADIO_SEED),
    startAt: BENCH_START,
    ppm: 0,
    restartLossMs: 0,
    processorSpeed: SPEED,
    address: RADIO_ADDRESS,
    flash: flashImage(puckjs, build),
  });
  const flash: FlashWork[] = [];
  const now = (): number => device.worldNow - BENCH_START;
  device.flash.before = ({ kind }) => {
    const erases = kind === "erase" ? 1 : 0;
    flash.push({ at: now(), erases, words: 1 - erases });
  };
  const tickets = { counter: 0 };
  device.powerOn();
  return {
    get now() {
      return now();
    },
    get isListening() {
      return device.air.listenings.at(-1)?.to === Infinity;
    },
    runTo: async (ms) => device.runTo(ms + BENCH_START),
    hear: async (hex) => {
      const { worldNow: at } = device;
      const address = "c0:01:02:03:04:05 random";
      device.air.hear([{ at, rssi: RSSI, channel: 37, data: fromHex(hex)!, address }]);
      device.runTo(at);
    },
    sync: async () => {
      // The interpreter's station has its connection, and its subscriptions, two connection events earlier.
      const start = holdButton(device, device.worldNow) + 2 * CONNECTION_MS;
      device.runTo(start);
      const options = { mtu: puckjs.mtu, intervalMs: CONNECTION_MS };
      const authority = benchAuthority(now, tickets);
      await converse(device, start, options, (transport) => syncToken(transport, authority));
    },
    awakeDuring: async (work) => {
      const { cpuMs, flashMs } = device.meter;
      await work();
      return (device.meter.cpuMs - cpuMs - (device.meter.flashMs - flashMs)) * SPEED;
    },
    doings: () => ({
      adverts: device.air.transmissions.map((one) => ({
        ...one,
        from: one.from - BENCH_START,
        to: one.to - BENCH_START,
      })),
      scans: device.air.listenings.map((one) => ({
        ...one,
        from: one.from - BENCH_START,
        to: one.to - BENCH_START,
      })),
      flash,
    }),
    end: async () => device.powerOff(),
  };
}
