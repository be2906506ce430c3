/** Plays a day: tokens are handed out, live it, are synced, and their logs are held to the truth. */
import type { Board } from "../../boards/board.ts";
import { dayOfEpoch, epochAt } from "../../protocol/epoch.ts";
import { MINUTE_MS } from "../lib/time.ts";
import { type Runtime, realmMaker } from "../models/interpreter/runtime.ts";
import type { Device } from "../models/virtual-token/device.ts";
import { openServer, type Server } from "../server/server.ts";
import { buildFirmware } from "../tools/firmware-build/bundle.ts";
import type { AirObserver } from "./air-observer.ts";
import type { Day } from "./day.ts";
import { drive } from "./drive.ts";
import { consumptionOf, currentsOf, energyReport } from "./energy.ts";
import { handOut, syncAtStation, type WornToken } from "./handout.ts";
import { logHash, type OwnerOf, ownersBetween, readLogs } from "./log-reader.ts";
import { makePhones, type PhoneShares, phoneHolders, phoneReport } from "./phone-holders.ts";
import type { Phone } from "./phones.ts";
import { Radio } from "./radio.ts";
import { heardReport, logReport, ruleReport } from "./report.ts";
import type { WorldReport } from "./report-types.ts";
import { Scene } from "./scene.ts";
import { truthSummary } from "./truth.ts";

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
  /** Share of a phase that is done, 0..1. */
  readonly onProgress?: (phase: Phase, share: number) => void;
}

export interface PlayedWorld {
  readonly report: WorldReport;
  readonly tokens: readonly WornToken[];
  readonly scene: Scene;
  readonly server: Server;
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
export async function play({
  day,
  board,
  seed,
  runtime = "vm",
  dir,
  phones: shares = { android: 0, iphone: 0 },
  unsynced = 0,
  observer,
  onProgress = () => {},
}: PlayOptions): Promise<PlayedWorld> {
  const makeRealm = realmMaker(runtime);
  const scene = new Scene(day, seed);
  const build = await buildFirmware(board);
  const handOutAt = day.startAt - HAND_OUT_MS;
  let worldNow = handOutAt;
  let clock = () => worldNow;
  const server = await openServer({ ...(dir === undefined ? {} : { dir }), now: () => clock() });
  const holders = phoneHolders(day.people.length, shares, seed);
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
  let ownerOf: OwnerOf = () => undefined;
  const phones = makePhones(holders, { seed, startAt: readyAt, ownerOf: () => ownerOf });
  if (phones.length > 0) ownerOf = ownersBetween([...tokens.map(holderOf), ...phones], readyAt, endAt);

  const all = [...members(tokens, board), ...phoneMembers(phones)];
  const radio = new Radio(scene, all, { seed, observer });
  for (const { device } of tokens) device.runTo(readyAt);
  const before = tokens.map(({ device }) => readMeter(device));
  drive(radio, all, readyAt, endAt, {
    onProgress: (t) => onProgress("live", (t - readyAt) / (endAt - readyAt)),
  });
  const currents = tokens.map(({ device }, index) =>
    currentsOf(before[index]!, readMeter(device), endAt - readyAt, {
      button: true,
      externalFlash: board.flash.external,
    }),
  );

  worldNow = endAt;
  let endedAt = endAt;
  const visitors = tokens.slice(0, tokens.length - unsynced);
  for (const [index, { device }] of visitors.entries()) {
    const synced = await syncAtStation(device, endAt, server);
    endedAt = Math.max(endedAt, synced.endedAt);
    onProgress("sync", (index + 1) / visitors.length);
  }

  const logs = readLogs(tokens, readyAt, endAt, phones);
  const ofTokens = logs.records.filter(({ peer }) => !holders.has(peer));
  const pairs = scene.pairs.filter(({ a, b }) => !holders.has(a) && !holders.has(b));
  const flagged = await flaggedPairs(server, tokens, day, (share) => onProgress("match", share));
  const { heard, collided, busy, ownAdvert, weak, otherLoss } = radio.counts;
  const sum = (of: (token: WornToken) => number) => tokens.reduce((total, token) => total + of(token), 0);
  return {
    report: {
      people: day.people.length,
      minutes: (day.endAt - day.startAt) / MINUTE_MS,
      seed,
      schedule: "bluezone-token",
      runtime,
      truth: truthSummary(scene.pairs),
      heard: heardReport(pairs, ofTokens),
      rule: ruleReport(scene, flagged, (person) => !holders.has(person)),
      log: logReport(
        tokens.map(({ person }) => person),
        logs.records,
        logs.bytes,
      ),
      energy: energyReport(currents),
      ...(phones.length > 0 ? { phones: phoneReport(scene.pairs, phones, logs.records, endAt) } : {}),
      lost: {
        heard,
        collided,
        busy,
        ownAdvert,
        weak,
        otherLoss,
        queueFull: sum(({ device }) => device.meter.droppedEvents),
        errors: sum(({ device }) => device.meter.errorsPrinted),
        strangers: logs.strangers,
      },
      logHashes: tokens.map(logHash),
    },
    tokens,
    scene,
    server,
    endedAt,
    followClock(now) {
      clock = now;
    },
  };
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

/** Every pair that the rule calls contacts when each in turn is the case. */
async function flaggedPairs(
  server: Server,
  tokens: readonly WornToken[],
  day: Day,
  onProgress: (share: number) => void,
): Promise<[number, number][]> {
  const personOf = new Map(tokens.map(({ serial, person }) => [serial, person]));
  const dayOf = (ms: number) => dayOfEpoch(epochAt(ms / 1000));
  const flagged: [number, number][] = [];
  for (const [index, { serial, person }] of tokens.entries()) {
    const { contacts } = await server.match(
      { case: serial, fromDay: dayOf(day.startAt), toDay: dayOf(day.endAt) },
      { actor: "world", reason: "trial" },
    );
    for (const { token, isContact } of contacts) {
      const other = personOf.get(token);
      if (isContact && other !== undefined && other > person) flagged.push([person, other]);
    }
    onProgress((index + 1) / tokens.length);
  }
  return flagged;
}
