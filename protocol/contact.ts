/**
 * From what both tokens of a pair wrote down to a contact: how long they were in each other's presence, and how much
 * of that they were near. Presence is radio presence; nearness is a judgement on loss, made per epoch (docs/SUMMARY.md).
 */
import { MINUTES_PER_EPOCH } from "./epoch.ts";
import { riskOf } from "./exposure.ts";
import { LOSS_OFFSET, MAX_LOSS_CODE, type Summary } from "./record.ts";
import { type ContactRule, DEFAULT_RULE } from "./rules.ts";
import { adjustmentOf, type SharedPeers, type SharedPeersWeights } from "./shared-peers.ts";

/** Vietnam keeps UTC+7 all year. */
export const PROVINCE_OFFSET_MINUTES = 7 * 60;
const MINUTE_MS = 60_000;
const MINUTES_PER_DAY = 1440;

/** One encounter record of a pair. `minutes` has bit m set when the peer was heard in minute m of the epoch. */
export interface PairRow extends Summary {
  readonly recorder: "case" | "contact";
  /** Epoch by the recorder's clock. */
  readonly epoch: number;
  readonly clockTrusted: boolean;
}

/** Whose log speaks of the contact. */
export type Evidence = "both" | "case" | "contact";

/** What is known of a pair in one epoch, from one log or both. */
export interface FusedEpoch {
  readonly epoch: number;
  readonly minutes: number;
  /** Loss that nearness is judged by, dB: mean of both directions, or of the one direction there is; moved by shared peers. */
  readonly loss: number;
  readonly evidence: Evidence;
  readonly clockTrusted: boolean;
  /** So many peers that both logs hold took part in the judgement; 0 where none did. */
  readonly others: number;
}

/** What two logs have in common, by epoch: only of epochs in which it was looked at. */
export type PeersByEpoch = ReadonlyMap<number, SharedPeers>;
const NO_PEERS: PeersByEpoch = new Map();

/** Minutes are counted from the Unix epoch; both ends included. */
export interface Spell {
  readonly from: number;
  readonly to: number;
}

interface ContactDay {
  /** YYYY-MM-DD in the province. */
  readonly date: string;
  readonly minutes: number;
  readonly closeMinutes: number;
  /** Start of the day's first minute and of its last one, ISO 8601 UTC. */
  readonly first: string;
  readonly last: string;
  readonly distance: DistanceClass;
  /** Expected share of infections that its minutes come to (exposure.ts); those without a measurement count nothing. */
  readonly risk: number;
}

/**
 * About how far apart the nearest quarter of an hour was spent: a loss that pairs at 1, 2 or 4 m stay below in half of
 * all cases (docs/SUMMARY.md). A guess to sort by, no measurement. Unknown where nothing was measured at all.
 */
export const DISTANCE_CLASSES = ["1m", "2m", "4m", "far", "unknown"] as const;
export type DistanceClass = (typeof DISTANCE_CLASSES)[number];
const MEDIAN_LOSSES: readonly (readonly [number, DistanceClass])[] = [
  [-1.3, "1m"],
  [4.5, "2m"],
  [10.5, "4m"],
];

/** Loss of a row that tells of presence alone: its radio has measured no strength. */
export const UNMEASURED_LOSS = Number.POSITIVE_INFINITY;
/** What a token can write down, dB. */
const LEAST_LOSS = -LOSS_OFFSET;
const GREATEST_LOSS = MAX_LOSS_CODE - LOSS_OFFSET;

/** The loss as a token would have written it down. */
export function boundedLoss(loss: number): number {
  return Math.max(LEAST_LOSS, Math.min(GREATEST_LOSS, loss));
}

function distanceClass(loss: number): DistanceClass {
  if (loss === UNMEASURED_LOSS) return "unknown";
  return MEDIAN_LOSSES.find(([most]) => loss <= most)?.[1] ?? "far";
}

export interface Contact {
  /** Minutes of presence: every spell from its first to its last minute. */
  readonly minutes: number;
  /** Those of them in epochs judged near. */
  readonly closeMinutes: number;
  /** Start of the first minute and of the last one, ISO 8601 UTC. */
  readonly first: string;
  readonly last: string;
  readonly days: readonly ContactDay[];
  readonly spells: readonly Spell[];
  /** The close minutes alone. */
  readonly closeSpells: readonly Spell[];
  readonly evidence: Evidence;
  /** The rule's definition is met. */
  readonly isContact: boolean;
  /** Smallest loss of an epoch that nearness was judged by, dB. */
  readonly leastLoss: number;
  /** Loss under which the nearest 15 minutes (or all, if fewer) were spent, dB, and what it stands for. */
  readonly nearestLoss: number;
  readonly distance: DistanceClass;
  /** Most close minutes (or any, as the rule counts) within the rule's hours. */
  readonly ruleMinutes: number;
  /** Every row was written with a trusted clock. */
  readonly clockTrusted: boolean;
  /** So many peers that both logs hold typically took part in the judgement of an epoch; 0: it rests on the pair's own losses. */
  readonly judgedWith: number;
}

/**
 * Two records of the same peer in the same epoch, by whatever accident there are two (a restart, a page sent twice):
 * the union of minutes and the stronger summary. Order and repetition do not matter.
 */
export function mergeRows<R extends PairRow>(a: R, b: R): R {
  return {
    ...a,
    minutes: a.minutes | b.minutes,
    strongestLoss: Math.min(a.strongestLoss, b.strongestLoss),
    stretchLoss: Math.min(a.stretchLoss, b.stretchLoss),
    count: Math.max(a.count, b.count),
    clockTrusted: a.clockTrusted && b.clockTrusted,
  };
}

/**
 * Epochs of a pair in ascending order, each recorder's duplicates merged and both directions fused. Where the rule
 * judges with shared peers, `peers` moves the losses of epochs that both logs tell of.
 */
export function fuseEpochs(
  rows: Iterable<PairRow>,
  rule: Pick<ContactRule, "sharedPeers"> = DEFAULT_RULE,
  peers: PeersByEpoch = NO_PEERS,
): FusedEpoch[] {
  return withPeers(fusedRows(rows), rule, peers);
}

/** Epochs by the pair's own losses, judged with what both logs hold of others where the rule does so. */
export function withPeers(
  epochs: FusedEpoch[],
  { sharedPeers }: Pick<ContactRule, "sharedPeers">,
  peers: PeersByEpoch,
): FusedEpoch[] {
  if (!sharedPeers || peers.size === 0) return epochs;
  return epochs.map((epoch) => judgedWith(epoch, peers.get(epoch.epoch), sharedPeers));
}

function fusedRows(rows: Iterable<PairRow>): FusedEpoch[] {
  // A list of thousands of contacts is made while somebody waits: sorted rows are walked, no tables are built.
  const ordered = [...rows].sort((a, b) => a.epoch - b.epoch);
  const epochs: FusedEpoch[] = [];
  for (let i = 0; i < ordered.length; ) {
    const { epoch } = ordered[i]!;
    let own: PairRow | undefined;
    let theirs: PairRow | undefined;
    for (; i < ordered.length && ordered[i]!.epoch === epoch; i++) {
      const row = ordered[i]!;
      if (row.minutes === 0) continue;
      if (row.recorder === "case") own = own ? mergeRows(own, row) : row;
      else theirs = theirs ? mergeRows(theirs, row) : row;
    }
    const fused = fusedOf(epoch, own, theirs);
    if (fused) epochs.push(fused);
  }
  return epochs;
}

function fusedOf(
  epoch: number,
  own: PairRow | undefined,
  theirs: PairRow | undefined,
): FusedEpoch | undefined {
  const one = own ?? theirs;
  if (!one) return undefined;
  const isBoth = own !== undefined && theirs !== undefined;
  return {
    epoch,
    minutes: isBoth ? own.minutes | theirs.minutes : one.minutes,
    loss: isBoth ? fusedLoss(lossOf(own), lossOf(theirs)) : lossOf(one),
    evidence: isBoth ? "both" : one.recorder,
    clockTrusted: isBoth ? own.clockTrusted && theirs.clockTrusted : one.clockTrusted,
    others: 0,
  };
}

/** Another peer says nothing of a pair of which one log alone tells, or of which nothing was measured. */
function judgedWith(
  epoch: FusedEpoch,
  peers: SharedPeers | undefined,
  weights: SharedPeersWeights,
): FusedEpoch {
  if (!peers || epoch.evidence !== "both" || epoch.loss === UNMEASURED_LOSS) return epoch;
  return { ...epoch, loss: epoch.loss + adjustmentOf(peers, weights), others: peers.others };
}

/** Of both directions; of one where the other has measured nothing. */
function fusedLoss(a: number, b: number): number {
  if (a === UNMEASURED_LOSS) return b;
  return b === UNMEASURED_LOSS ? a : (a + b) / 2;
}

/**
 * The loss by which one direction's summary speaks of distance: between its strongest advert (the moment with nothing
 * in the way, but one packet's luck) and the mean of its strongest stretch (many packets, one posture), dB.
 */
export function lossOf({
  strongestLoss,
  stretchLoss,
}: Pick<Summary, "strongestLoss" | "stretchLoss">): number {
  return (strongestLoss + stretchLoss) / 2;
}

/** Whether the two were near in an epoch, by the rule's distance. */
export function isNear({ loss }: Pick<FusedEpoch, "loss">, rule: ContactRule): boolean {
  return loss <= rule.nearLoss;
}

/** Minutes heard, ascending, counted from the Unix epoch. */
export function heardMinutes(epochs: Iterable<Pick<FusedEpoch, "epoch" | "minutes">>): number[] {
  const minutes: number[] = [];
  for (const { epoch, minutes: mask } of epochs)
    for (let bit = 0; bit < MINUTES_PER_EPOCH; bit++)
      if (mask & (1 << bit)) minutes.push(epoch * MINUTES_PER_EPOCH + bit);
  return minutes;
}

/** Runs of ascending minutes in which at most `gapMinutes` in a row are silent. */
export function spellsOf(minutes: readonly number[], gapMinutes: number): Spell[] {
  const spells: { from: number; to: number }[] = [];
  for (const minute of minutes) {
    const open = spells.at(-1);
    if (open && minute - open.to <= gapMinutes + 1) open.to = minute;
    else spells.push({ from: minute, to: minute });
  }
  return spells;
}

/** True when some window of the rule's hours holds enough of the minutes (ascending). */
export function meetsRule(minutes: readonly number[], rule: ContactRule): boolean {
  for (let last = rule.minutes - 1; last < minutes.length; last++)
    if (minutes[last]! - minutes[last - rule.minutes + 1]! < rule.withinHours * 60) return true;
  return false;
}

/** Most of the minutes (ascending) that one window of so many hours holds. */
export function mostWithin(minutes: readonly number[], hours: number): number {
  let most = 0;
  for (let first = 0, last = 0; last < minutes.length; last++) {
    while (minutes[last]! - minutes[first]! >= hours * 60) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

/** So many minutes nearness is judged by. */
export const NEAREST_MINUTES = 15;

/** Loss under which the nearest quarter of an hour was spent: measured epochs by loss, until their minutes are enough. */
function nearestLossOf(epochs: Iterable<Pick<FusedEpoch, "loss" | "minutes">>): number {
  const byLoss = [...epochs].filter(({ loss }) => loss !== UNMEASURED_LOSS);
  if (byLoss.length > 1) byLoss.sort((a, b) => a.loss - b.loss);
  let minutes = 0;
  for (const { loss, minutes: mask } of byLoss) {
    for (let bits = mask; bits !== 0; bits &= bits - 1) minutes++;
    if (minutes >= NEAREST_MINUTES) return loss;
  }
  return byLoss.at(-1)?.loss ?? UNMEASURED_LOSS;
}

/** The contact that the rows of one pair tell of, or undefined when no row names a minute. `peers`: see fuseEpochs. */
export function contactOf(
  rows: Iterable<PairRow>,
  rule: ContactRule = DEFAULT_RULE,
  peers: PeersByEpoch = NO_PEERS,
): Contact | undefined {
  return contactOfEpochs(fuseEpochs(rows, rule, peers), rule);
}

/** The same of epochs that are fused and judged already. */
export function contactOfEpochs(epochs: readonly FusedEpoch[], rule: ContactRule): Contact | undefined {
  const spells = spellsOf(heardMinutes(epochs), rule.gapMinutes);
  const first = spells[0];
  const last = spells.at(-1);
  if (!first || !last) return undefined;
  const days: DayCount[] = [];
  const close: number[] = [];
  let minutes = 0;
  let heard = 0;
  for (const spell of spells) {
    let near = false;
    let loss = UNMEASURED_LOSS;
    // Epochs do not reach over midnight in the province: each piece of a spell belongs to one day.
    for (let from = spell.from; from <= spell.to; ) {
      const epoch = Math.floor(from / MINUTES_PER_EPOCH);
      const to = Math.min(spell.to, (epoch + 1) * MINUTES_PER_EPOCH - 1);
      while (heard < epochs.length && epochs[heard]!.epoch < epoch) heard++;
      // A silent epoch inside a spell takes the verdict of the one before.
      const told = epochs[heard];
      if (told?.epoch === epoch) {
        near = isNear(told, rule);
        ({ loss } = told);
      }
      const length = to - from + 1;
      const number = provinceDay(from);
      let day = days.at(-1);
      if (day?.number !== number) {
        day = { number, minutes: 0, closeMinutes: 0, risk: 0, first: from, last: to };
        days.push(day);
      }
      day.minutes += length;
      day.last = to;
      day.risk += riskOf(length, loss);
      if (near) day.closeMinutes += length;
      if (near) for (let minute = from; minute <= to; minute++) close.push(minute);
      minutes += length;
      from = to + 1;
    }
  }
  const nearestLoss = nearestLossOf(epochs);
  return {
    minutes,
    closeMinutes: close.length,
    first: isoOf(first.from),
    last: isoOf(last.to),
    days: daysOf(days, epochs),
    spells,
    closeSpells: spellsOf(close, 0),
    evidence: evidenceOf(epochs),
    isContact: meetsRule(close, rule),
    // Lists are kept as JSON, which has no infinity.
    leastLoss: boundedLoss(epochs.reduce((least, { loss }) => Math.min(least, loss), UNMEASURED_LOSS)),
    nearestLoss: boundedLoss(nearestLoss),
    distance: distanceClass(nearestLoss),
    ruleMinutes: mostWithin(close, rule.withinHours),
    clockTrusted: epochs.every(({ clockTrusted }) => clockTrusted),
    judgedWith: typicalOthers(epochs),
  };
}

/** The median of the epochs that were judged with others; 0 where none was. */
function typicalOthers(epochs: readonly FusedEpoch[]): number {
  const others = epochs.flatMap((epoch) => (epoch.others > 0 ? [epoch.others] : [])).sort((a, b) => a - b);
  return others[others.length >> 1] ?? 0;
}

/** A day in the province. Minutes are counted from the Unix epoch. */
interface DayCount {
  readonly number: number;
  minutes: number;
  closeMinutes: number;
  risk: number;
  readonly first: number;
  last: number;
}

/** Lists are kept as text: a hundred-thousandth is finer than anybody knows it. */
const RISK_STEPS = 100_000;

/** Both ascending. */
function daysOf(days: readonly DayCount[], epochs: readonly FusedEpoch[]): ContactDay[] {
  let next = 0;
  return days.map(({ number, minutes, closeMinutes, risk, first, last }) => {
    while (next < epochs.length && provinceDayOf(epochs[next]!) < number) next++;
    const from = next;
    while (next < epochs.length && provinceDayOf(epochs[next]!) === number) next++;
    return {
      date: provinceDate(first),
      minutes,
      closeMinutes,
      first: isoOf(first),
      last: isoOf(last),
      // A day of nothing but a filled silence takes no part.
      distance: distanceClass(nearestLossOf(epochs.slice(from, next))),
      risk: Math.round(risk * RISK_STEPS) / RISK_STEPS,
    };
  });
}

function evidenceOf(epochs: readonly FusedEpoch[]): Evidence {
  const one = epochs[0]!.evidence;
  return epochs.every(({ evidence }) => evidence === one) ? one : "both";
}

/** Day in the province, counted from 1970-01-01, of a minute counted from the Unix epoch. */
function provinceDay(minute: number): number {
  return Math.floor((minute + PROVINCE_OFFSET_MINUTES) / MINUTES_PER_DAY);
}

function provinceDayOf({ epoch }: FusedEpoch): number {
  return provinceDay(epoch * MINUTES_PER_EPOCH);
}

/** Date in the province of a minute counted from the Unix epoch. */
export function provinceDate(minute: number): string {
  return dateOf(provinceDay(minute));
}

/** Dates by day since 1970-01-01: lists of contacts name the same few over and over. */
const dates = new Map<number, string>();
const MAX_DATES = 1000;

function dateOf(day: number): string {
  const known = dates.get(day);
  if (known !== undefined) return known;
  const date = new Date(day * MINUTES_PER_DAY * MINUTE_MS).toISOString().slice(0, 10);
  if (dates.size >= MAX_DATES) dates.clear();
  dates.set(day, date);
  return date;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

const TIMES_OF_DAY = Array.from(
  { length: MINUTES_PER_DAY },
  (_, minute) => `T${two(Math.floor(minute / 60))}:${two(minute % 60)}:00.000Z`,
);

function isoOf(minute: number): string {
  const day = Math.floor(minute / MINUTES_PER_DAY);
  const ofDay = minute - day * MINUTES_PER_DAY;
  return dateOf(day) + TIMES_OF_DAY[ofDay]!;
}

/**
 * A row whose recorder's clock was wrong by `minutes` (whole, added to get the true time): its minutes fall into one
 * or two epochs.
 */
export function shiftRow<R extends { readonly epoch: number; readonly minutes: number }>(
  row: R,
  minutes: number,
): R[] {
  if (minutes === 0) return [row];
  const first = row.epoch * MINUTES_PER_EPOCH + minutes;
  const epoch = Math.floor(first / MINUTES_PER_EPOCH);
  const mask = row.minutes << (first - epoch * MINUTES_PER_EPOCH);
  const full = (1 << MINUTES_PER_EPOCH) - 1;
  return [
    { ...row, epoch, minutes: mask & full },
    { ...row, epoch: epoch + 1, minutes: mask >> MINUTES_PER_EPOCH },
  ].filter((part) => part.minutes !== 0);
}
