/** Plays a day: tokens are handed out, live it, are synced, and their logs are held to the truth. */
import type { Board } from "../../boards/board.ts";
import { MINUTE_MS } from "../lib/time.ts";
import { type Runtime, realmMaker } from "../models/interpreter/runtime.ts";
import type { Device } from "../models/virtual-token/device.ts";
import { openServer, type Server } from "../server/server.ts";
import { buildFirmware } from "../tools/firmware-build/bundle.ts";
import type { AirObserver } from "./air-observer.ts";
import type { Day } from "./day.ts";
import { drive } from "./drive.ts";
import { type Currents, consumptionOf, currentsOf } from "./energy.ts";
import { handOut, syncAtStation, type WornToken } from "./handout.ts";
import { type OwnerOf, ownersBetween, readLogs } from "./log-reader.ts";
import { makePhones, type PhoneShares, phoneHolders } from "./phone-holders.ts";
import type { Phone } from "./phones.ts";
import { flaggedPairs, worldReport } from "./play-report.ts";
import { Radio } from "./radio.ts";
import type { RadioParameters } from "./radio-parameters.ts";
import type { WorldReport } from "./report-types.ts";
import type { Places } from "./scene.ts";
import { sceneOf } from "./scene-of.ts";

export type Phase = "hand out" | "live" | "sync" | "match";

interface PlayOptions {
  readonly day: Day;
  readonly board: Board;
  readonly seed: number;
  /** What runs the tokens' programs: V8 where not given. Throws when the interpreter is not at hand. */
  readonly runtime?: Runtime | undefined;
  /** Folder for the server's data; in memory without one. */
  readonly dir?: string | undefined;
  /** Shares of the people who have a phone with Bluezone in place of a token. */
  readonly phones?: PhoneShares | undefined;
  /** So many tokens, the last ones, still wait for a station when the day is over. */
  readonly unsynced?: number | undefined;
  /** Is told of everything on the air while the day is lived. */
  readonly observer?: AirObserver | undefined;
  /** Default RADIO_PARAMETERS. */
  readonly parameters?: RadioParameters | undefined;
  /** Share of a phase that is done, 0..1. */
  readonly onProgress?: (phase: Phase, share: number) => void;
}

export interface PlayedWorld {
  readonly report: WorldReport;
  readonly tokens: readonly WornToken[];
  readonly scene: Places;
  readonly server: Server;
  /** World ms from which on the tokens were worn. */
  readonly startedAt: number;
  /** World ms at which the last token was synced. */
  readonly endedAt: number;
  /** From here on the server takes its time from this clock, world ms. */
  followClock(now: () => number): void;
}

/** Tokens are switched on and synced this long before the first contact: time for a queue at the gate. */
const HAND_OUT_MS = 10 * MINUTE_MS;
/** Of any sender at 0 dBm, dBm. */
const NOMINAL_RSSI_AT_ONE_METRE = -59;
/** Tokens finish their last epoch before the station opens. */
const CLOSING_MS = 16 * MINUTE_MS;

/** The caller closes the server. */
export async function play(options: PlayOptions): Promise<PlayedWorld> {
  const { day, board, seed, runtime = "vm", unsynced = 0, onProgress = () => {} } = options;
  const makeRealm = realmMaker(runtime);
  const scene = sceneOf(day, seed);
  const build = await buildFirmware(board);
  const handOutAt = day.startAt - HAND_OUT_MS;
  let worldNow = handOutAt;
  let clock = () => worldNow;
  const server = await openServer({
    ...(options.dir === undefined ? {} : { dir: options.dir }),
    now: () => clock(),
  });
  const holders = phoneHolders(day.people.length, options.phones ?? { android: 0, iphone: 0 }, seed);
  const { tokens, readyAt } = await handOut(day.people, {
    server,
    build,
    seed,
    at: handOutAt,
    makeRealm,
    setClock: (t) => {
      worldNow = t;
    },
    without: new Set(holders.keys()),
    onProgress: (done) => onProgress("hand out", done / (day.people.length - holders.size)),
  });
  const endAt = day.endAt + CLOSING_MS;
  const phones = phonesAmong(tokens, holders, seed, readyAt, endAt);
  const lived = live({ scene, board, seed, tokens, phones, readyAt, endAt }, options);

  worldNow = endAt;
  const visitors = tokens.slice(0, tokens.length - unsynced);
  const endedAt = await syncAll(visitors, endAt, server, (share) => onProgress("sync", share));

  const logs = readLogs(tokens, readyAt, endAt, phones);
  const flagged = await flaggedPairs(server, tokens, day, (share) => onProgress("match", share));
  return {
    report: worldReport({
      day,
      seed,
      runtime,
      scene,
      holders,
      tokens,
      phones,
      endAt,
      ...lived,
      logs,
      flagged,
    }),
    tokens,
    scene,
    server,
    startedAt: handOutAt,
    endedAt,
    followClock(now) {
      clock = now;
    },
  };
}

/** Phones know IDs from each other and from tokens, so the owners are looked up when all are there. */
function phonesAmong(
  tokens: readonly WornToken[],
  holders: ReadonlyMap<number, Phone["kind"]>,
  seed: number,
  readyAt: number,
  endAt: number,
): Phone[] {
  let ownerOf: OwnerOf = () => undefined;
  const phones = makePhones(holders, { seed, startAt: readyAt, ownerOf: () => ownerOf });
  if (phones.length > 0) ownerOf = ownersBetween([...tokens.map(holderOf), ...phones], readyAt, endAt);
  return phones;
}

/** Everybody on the air from `readyAt` to `endAt`. */
interface Cast {
  readonly scene: Places;
  readonly board: Board;
  readonly seed: number;
  readonly tokens: readonly WornToken[];
  readonly phones: readonly Phone[];
  readonly readyAt: number;
  readonly endAt: number;
}

/** The day is lived: what the radio counted, and what each token drew. */
function live(
  { scene, board, seed, tokens, phones, readyAt, endAt }: Cast,
  { observer, parameters, onProgress }: Pick<PlayOptions, "observer" | "parameters" | "onProgress">,
): { counts: Radio["counts"]; currents: Currents[] } {
  const all = [...members(tokens, board), ...phoneMembers(phones)];
  const radio = new Radio(scene, all, { seed, parameters, observer });
  for (const { device } of tokens) device.runTo(readyAt);
  const before = tokens.map(({ device }) => readMeter(device));
  drive(radio, all, readyAt, endAt, {
    onProgress: (t) => onProgress?.("live", (t - readyAt) / (endAt - readyAt)),
  });
  const currents = tokens.map(({ device }, index) =>
    currentsOf(before[index]!, readMeter(device), endAt - readyAt, {
      button: true,
      externalFlash: board.flash.external,
    }),
  );
  return { counts: radio.counts, currents };
}

/** Syncs one token after the other; world ms at which the last one was done. */
async function syncAll(
  visitors: readonly WornToken[],
  from: number,
  server: Server,
  onProgress: (share: number) => void,
): Promise<number> {
  let endedAt = from;
  for (const [index, { device }] of visitors.entries()) {
    const synced = await syncAtStation(device, from, server);
    endedAt = Math.max(endedAt, synced.endedAt);
    onProgress((index + 1) / visitors.length);
  }
  return endedAt;
}

function readMeter(device: Device) {
  device.settleMeter();
  return consumptionOf(device.meter);
}

function members(tokens: readonly WornToken[], { radio }: Board) {
  const rssiAtOneMetreDbm = radio.rssiAtOneMetreDbm - radio.txPowerDbm;
  return tokens.map(({ device, person }) => ({ token: device, person, rssiAtOneMetreDbm }));
}

/** Phones are as loud as their adverts say, without a token's antenna. */
const phoneMembers = (phones: readonly Phone[]) =>
  phones.map(({ token, person }) => ({ token, person, rssiAtOneMetreDbm: NOMINAL_RSSI_AT_ONE_METRE }));

const holderOf = ({ person, identity: { dayKey, day } }: WornToken) => ({ person, dayKey, day });
