/**
 * What the way of wearing and the receiver's channel do to an nRF52's RSSI, from recordings; writes `wearing.ts`:
 *   BLUEZONE_DATASETS=<folder> npx tsx host-tools/studies/nearness/calibrate.ts
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { mean } from "../../lib/statistics.ts";
import {
  type ChannelRun,
  readChannelRuns,
  readStandingRuns,
  type StandingRun,
} from "../radio-fit/recorded-rssi.ts";

/** Where the four phones of the static recordings were (their readme). */
const POSITIONS = {
  TestPhone1: "front pocket",
  TestPhone2: "purse",
  TestPhone3: "back pocket",
  TestPhone4: "at the ear",
} as const;

export type Position = (typeof POSITIONS)[keyof typeof POSITIONS];

export interface Wearing {
  /** Loss beyond the mean of the four positions in the same room, mean over angles and rooms, dB. */
  readonly lossDb: number;
  /** Weakest to strongest of eight angles of the body, mean over rooms, dB. */
  readonly turnDb: number;
}

export interface ChannelOffset {
  /** RSSI beyond the mean of the three channels, mean over recordings, dB. */
  readonly meanDb: number;
  /** Its spread from one recording to the next, dB. */
  readonly sdDb: number;
}

const ADVERTISING_CHANNELS = [37, 38, 39] as const;

/** The screen room is left out: its walls return everything, and no angle or position is weak there. */
const isOrdinary = ({ environment }: StandingRun): boolean => !environment.endsWith("Screen Room");

/** Loss and turning range of each way of wearing. */
export function wearingOf(runs: readonly StandingRun[]): Record<Position, Wearing> {
  const rooms = [...new Set(runs.filter(isOrdinary).map(({ environment }) => environment))];
  const entries = Object.entries(POSITIONS).map(([device, position]) => {
    const losses: number[] = [];
    const turns: number[] = [];
    for (const room of rooms) {
      const here = runs.filter(({ environment }) => environment === room);
      const levels = here.filter((run) => run.device === device).map(({ rssi }) => mean(rssi));
      const usual = mean(
        Object.keys(POSITIONS).map((any) =>
          mean(here.filter((run) => run.device === any).map(({ rssi }) => mean(rssi))),
        ),
      );
      losses.push(usual - mean(levels));
      turns.push(Math.max(...levels) - Math.min(...levels));
    }
    return [position, { lossDb: mean(losses), turnDb: mean(turns) }];
  });
  return Object.fromEntries(entries);
}

/** Offsets of the channels: a mean near zero with a large spread belongs to the place, not to the receiver. */
export function channelOffsets(
  runs: readonly ChannelRun[],
): Record<(typeof ADVERTISING_CHANNELS)[number], ChannelOffset> {
  const offsets = runs.map((run) => {
    const levels = run.map(mean);
    return levels.map((level) => level - mean(levels));
  });
  const entries = ADVERTISING_CHANNELS.map((channel, i) => {
    const values = offsets.map((offset) => offset[i]!);
    const centre = mean(values);
    const variance = mean(values.map((value) => (value - centre) ** 2));
    return [channel, { meanDb: centre, sdDb: Math.sqrt(variance) }];
  });
  return Object.fromEntries(entries);
}

const one = (value: number): string => String(Number(value.toFixed(1)));

function moduleText(datasets: string): string {
  const wearing = Object.entries(wearingOf(readStandingRuns(datasets))).map(
    ([position, { lossDb, turnDb }]) =>
      `  "${position}": { lossDb: ${one(lossDb)}, turnDb: ${one(turnDb)} },\n`,
  );
  const channels = Object.entries(channelOffsets(readChannelRuns(datasets))).map(
    ([channel, { meanDb, sdDb }]) => `  ${channel}: { meanDb: ${one(meanDb)}, sdDb: ${one(sdDb)} },\n`,
  );
  return `/** Written by calibrate.ts from recorded RSSI; run it again instead of editing. dB. */
import type { ChannelOffset, Position, Wearing } from "./calibrate.ts";

/**
 * MIT Lincoln Laboratory, BLE RSSI in various static configurations, nRF52 receiver, 6 ft, chamber and conference rooms
 * (CC BY 4.0). Each position had its own phone: what is the phone's and what is the position's cannot be told apart.
 */
export const WEARING: Readonly<Record<Position, Wearing>> = {
${wearing.join("")}};

/** MIT Lincoln Laboratory, KRI anechoic chamber dataset, nRF52 sniffer, channels apart (CC BY 4.0). */
export const NRF52_CHANNELS: Readonly<Record<37 | 38 | 39, ChannelOffset>> = {
${channels.join("")}};
`;
}

function main(datasets: string | undefined): void {
  if (!datasets) {
    console.error("calibrate: set BLUEZONE_DATASETS to the folder of nrf52-static-6ft and nrf52-channels");
    process.exit(2);
  }
  const text = moduleText(datasets);
  writeFileSync(fileURLToPath(new URL("./wearing.ts", import.meta.url)), text);
  console.log(text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.env.BLUEZONE_DATASETS);
