/** From passages of one person to the times that they were in a zone: pure reckoning, in minutes since the Unix epoch. */
import type { PassageRow } from "./passage-store.ts";

export interface Stay {
  /** Undefined where nobody saw them come in. */
  readonly from: number | undefined;
  /** Undefined where nobody saw them go. */
  readonly to: number | undefined;
}

export interface Stays {
  readonly stays: readonly Stay[];
  /** When they passed a gate of the zone and nothing says which way. */
  readonly passed: readonly number[];
}

type Sighted = Pick<PassageRow, "minute" | "side" | "direction" | "evidence">;

/** So far apart may be what an ID's last row and the next one's first tell together: two rendezvous on each side. */
const TURN_MINUTES = 4;
/** One walk through a gate is told once: by a tap, by both sides, or by two gates that hear the same. */
const ONE_WALK_MINUTES = 3;

/** Passages of one person at the gates of one zone, in any order. */
export function staysFrom(rows: readonly Sighted[]): Stays {
  const inOrder = [...rows].sort((a, b) => a.minute - b.minute);
  const walks = oneOfEach([...inOrder.filter(isDirected), ...acrossTurns(inOrder)]);
  const stays: { from: number | undefined; to: number | undefined }[] = [];
  const isOpen = () => stays.length > 0 && stays.at(-1)!.to === undefined;
  for (let i = 0; i < walks.length; i++) {
    const [walk, next] = [walks[i]!, walks[i + 1]];
    // Of two ways within a minute nothing tells the first: who is inside goes out, who is not comes in.
    if (next?.minute === walk.minute && (walk.direction === "in") === isOpen())
      walks.splice(i, 2, next, walk);
    const { minute, direction } = walks[i]!;
    if (direction === "in") stays.push({ from: minute, to: undefined });
    else if (isOpen()) stays.at(-1)!.to = minute;
    else stays.push({ from: undefined, to: minute });
  }
  const told = walks.map(({ minute }) => minute);
  const passed = inOrder
    .filter(({ direction }) => direction === "passed")
    .map(({ minute }) => minute)
    .filter((minute) => !told.some((one) => Math.abs(one - minute) < ONE_WALK_MINUTES));
  return { stays, passed: [...new Set(passed)] };
}

interface Walk {
  readonly minute: number;
  readonly direction: "in" | "out";
}

function isDirected(row: Sighted): row is Sighted & Walk {
  return row.direction === "in" || row.direction === "out";
}

/** Who was last on one side under one ID and is first on the other under the next has gone through at the turn. */
function acrossTurns(inOrder: readonly Sighted[]): Walk[] {
  const walks: Walk[] = [];
  const marks = inOrder.filter(({ direction, side }) => direction === "there" && side !== "door");
  for (let i = 1; i < marks.length; i++) {
    const [before, after] = [marks[i - 1]!, marks[i]!];
    if (before.side === after.side || after.minute - before.minute > TURN_MINUTES) continue;
    walks.push({ minute: after.minute, direction: after.side === "inside" ? "in" : "out" });
  }
  return walks;
}

/** The first of those that tell the same walk. */
function oneOfEach(walks: readonly Walk[]): Walk[] {
  const kept: Walk[] = [];
  for (const walk of [...walks].sort((a, b) => a.minute - b.minute)) {
    const last = kept.at(-1);
    const isSame = last && last.direction === walk.direction && walk.minute - last.minute < ONE_WALK_MINUTES;
    if (!isSame) kept.push({ minute: walk.minute, direction: walk.direction });
  }
  return kept;
}

/** Minutes that both were in the zone; an end that nobody saw is not counted beyond `within`. */
export function overlapOf(
  one: Stay,
  other: Stay,
  within: { readonly from: number; readonly to: number },
): { readonly from: number; readonly to: number } | undefined {
  const from = Math.max(one.from ?? within.from, other.from ?? within.from);
  const to = Math.min(one.to ?? within.to, other.to ?? within.to);
  return from <= to ? { from, to } : undefined;
}

/** What two shared of a zone: the longest time, all minutes, and whether all its ends were seen. */
export interface Shared {
  readonly from: number;
  readonly to: number;
  readonly minutes: number;
  readonly isSure: boolean;
}

/** Undefined where they were never there together. */
export function longestOverlap(
  mine: readonly Stay[],
  theirs: readonly Stay[],
  within: { readonly from: number; readonly to: number },
): Shared | undefined {
  let minutes = 0;
  let best: Omit<Shared, "minutes"> | undefined;
  for (const one of mine)
    for (const other of theirs) {
      const both = overlapOf(one, other, within);
      if (!both) continue;
      minutes += both.to - both.from + 1;
      const isSure = [one, other].every(({ from, to }) => from !== undefined && to !== undefined);
      if (!best || both.to - both.from > best.to - best.from) best = { ...both, isSure };
    }
  return best && { ...best, minutes };
}
