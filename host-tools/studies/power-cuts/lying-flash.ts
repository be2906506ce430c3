/**
 * Tries the program on flash that lies: any one fault, and two of them, at every operation of short stretches of life; and a
 * flash that takes nothing for a while, which costs the frames that it hits and none beside them.
 */
import { PAGE_BYTES } from "../../../protocol/page.ts";
import type { FaultHit, FaultKind, FaultUnit, FlashFault } from "../../models/virtual-token/flash-faults.ts";
import { Random } from "../../models/virtual-token/random.ts";
import { enrolmentKeysGone } from "./log-view.ts";
import { type Beginning, LAST_TICKET, live, type Outcome, type Place } from "./stretch.ts";

/** One kind of fault, and how often in a row. */
interface Lie {
  readonly unit: FaultUnit;
  readonly kind: FaultKind;
  readonly times: number;
}

const kinds = (unit: FaultUnit, names: readonly FaultKind[], times = 1): Lie[] =>
  names.map((kind) => ({ unit, kind, times }));

/** More often than the program tries anything. */
const OFTEN = 12;

const ONCE: readonly Lie[] = [
  ...kinds("call", ["dropped", "half", "doubled", "thrown"]),
  ...kinds("word", ["dropped", "half", "doubled", "thrown"]),
  ...kinds("erase", ["dropped", "half", "doubled", "thrown"]),
];
const LIES: readonly Lie[] = [...ONCE, ...kinds("call", ["dropped", "half", "thrown"], OFTEN)];

interface LieOptions {
  /** Every so many-th operation of each unit; 1 is all of them. */
  readonly every: number;
  /** Second faults for every so many-th first one. */
  readonly secondEvery: number;
  readonly seed?: number;
}

/** What came of all trials with one kind of fault. */
export interface LieTally {
  readonly lie: string;
  /** The fault comes once: the program can mend it, and nothing at all may be lost. */
  readonly once: boolean;
  operations: number;
  trials: number;
  /** Encounter records and other frames that the server cannot read: of the frames that the faults hit, and beyond. */
  torn: number;
  beyond: number;
  readonly faults: { readonly at: string; readonly fault: string }[];
}

/** Throws where the stretch without a fault is not as it should be. */
export function tryLies(beginning: Beginning, { every, secondEvery, seed = 1 }: LieOptions): LieTally[] {
  const truth = live(beginning, []);
  const wrong = complaints(truth, beginning, ONCE[0]!);
  if (wrong.length > 0 || truth.records.size === 0) throw new Error(`without a fault: ${wrong.join(", ")}`);
  const random = new Random(seed);
  const below = (bound: number): number => (random.int32() >>> 0) % bound;
  return LIES.map((lie, index) => {
    const tally: LieTally = {
      lie: nameOf(lie),
      once: lie.times === 1,
      operations: 0,
      trials: 0,
      torn: 0,
      beyond: 0,
      faults: [],
    };
    const tryThem = (faults: readonly FlashFault[]): void => {
      const outcome = live(beginning, faults);
      const lost = lostOf(truth, outcome, beginning);
      tally.trials++;
      tally.torn += lost.torn;
      tally.beyond += lost.beyond;
      const at = faults.map((fault) => `${nameOf(fault)} at ${fault.at}`).join(", ");
      for (const fault of complaints(outcome, beginning, lie)) tally.faults.push({ at, fault });
      if (lost.beyond > 0) tally.faults.push({ at, fault: `${lost.beyond} lost that no fault hit` });
      if (lost.torn > 0 && lie.times === 1) tally.faults.push({ at, fault: `${lost.torn} lost of its own` });
    };
    const { unit } = lie;
    tally.operations = truth.plan.seen[unit];
    // Erases are few: every one of them, always.
    const step = unit === "erase" ? 1 : every;
    for (let at = index % step, n = 0; at < tally.operations; at += step, n++) {
      const first = { ...lie, at };
      tryThem([first]);
      if (n % secondEvery !== 0 || lie.times > 1) continue;
      // The program tries again at once: the next operations, and one that comes at any time.
      const other = ONCE[below(ONCE.length)]!;
      for (const second of [
        { ...lie, at: at + 1 },
        { ...lie, at: at + 2 + below(3) },
        { ...other, at: below(truth.plan.seen[other.unit]) },
      ])
        tryThem([first, second]);
    }
    return tally;
  });
}

/** What the server cannot read any more: of frames that the faults hit, and of others. */
function lostOf(truth: Outcome, { records, frames, plan }: Outcome, { stretch }: Beginning) {
  const { storageAddress, logPages } = stretch.board.flash;
  const isHit = ({ sequence, offset, end }: Place): boolean => {
    const from = storageAddress + (1 + (sequence % logPages)) * PAGE_BYTES;
    return plan.hits.some(
      ({ unit, address, bytes }: FaultHit) =>
        unit !== "erase" && address < from + end && address + bytes > from + offset,
    );
  };
  const lost = { torn: 0, beyond: 0 };
  for (const [was, is] of [
    [truth.records, records],
    [truth.frames, frames],
  ] as const)
    for (const [name, place] of was) if (!is.has(name)) lost[isHit(place) ? "torn" : "beyond"]++;
  return lost;
}

/** What is wrong with a token after the stretch. */
function complaints({ device, log, spentAgain, frames }: Outcome, { reader }: Beginning, lie: Lie): string[] {
  const faults = device.console.map((line) => `printed ${line}`);
  if (!device.air.transmissions.some(({ data, to }) => data.length === 31 && to === Infinity))
    faults.push("not on the air");
  // A MAC that the flash never took cannot hold.
  for (const page of log.places)
    if (page && page.header.sequence !== log.newest && !page.sealed && lie.times === 1)
      faults.push(`page ${page.header.sequence} is refused by a server`);
  if (!enrolmentKeysGone(log.bytes)) faults.push("enrolment keys left");
  if (!spentAgain && frames.has(LAST_TICKET)) faults.push("a spent ticket is taken again");
  if (!log.state) return [...faults, "no page"];
  const { dayNumber } = log.state;
  return [...faults, ...reader.oldKeys(log.bytes, log.newest, dayNumber).map((name) => `${name} left`)];
}

function nameOf({ unit, kind, times = 1 }: FlashFault | Lie): string {
  return `${unit} ${kind}${times > 1 ? ` ${times} times` : ""}`;
}
