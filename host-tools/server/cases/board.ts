/** How the calls of cases go: pure reckoning; what it reckons with is fetched elsewhere. Definitions stand in docs/CASES.md. */
import { dayEnd } from "../../contract/province-time.ts";
import { quantile } from "../../lib/statistics.ts";
import { HOUR_MS } from "../../lib/time.ts";
import type { Case } from "./case.ts";
import type { Claim } from "./claims.ts";
import type { Call, Line } from "./line.ts";
import { type Written, whatStands } from "./written.ts";

/** So many hours behind its coming on the list a contact is to be reached. */
const REACH_HOURS = 24;

/** A close contact of a case. */
export interface BoardLine {
  readonly calls: readonly Written<Call>[];
  readonly line: Line;
  readonly claim: Claim | undefined;
  /** World ms of the first list that had the line as a close contact. */
  readonly listedAt: number;
}

interface Counts {
  readonly toCall: number;
  readonly overdue: number;
  readonly reached: number;
  readonly reachedInTime: number;
}

interface CaseFigures extends Counts {
  readonly lines: number;
  readonly held: number;
  readonly medianHours: number | undefined;
  readonly lastHours: number | undefined;
  readonly isComplete: boolean;
}

interface CallerFigures extends Counts {
  readonly held: number;
  readonly calls: number;
}

/** World ms at which a case was known as positive at the latest: when it was opened, or when the day of its test was over. */
export function positiveAt({ tested, openedAt }: Pick<Case, "tested" | "openedAt">): number {
  return Math.min(openedAt, dayEnd(tested));
}

/** To be called for longer than a day since it came on the list, or past the time at which they asked to be called back. */
function isOverdue({ line, listedAt }: BoardLine, now: number): boolean {
  if (!line.isToCall) return false;
  if (line.callBackAt !== undefined) return line.callBackAt < now;
  return listedAt + REACH_HOURS * HOUR_MS < now;
}

function isInTime({ line: { reachedAt }, listedAt }: BoardLine): boolean {
  return reachedAt !== undefined && reachedAt <= listedAt + REACH_HOURS * HOUR_MS;
}

function countsOf(lines: readonly BoardLine[], now: number): Counts {
  return {
    toCall: lines.filter(({ line }) => line.isToCall).length,
    overdue: lines.filter((one) => isOverdue(one, now)).length,
    reached: lines.filter(({ line }) => line.reachedAt !== undefined).length,
    reachedInTime: lines.filter(isInTime).length,
  };
}

export function caseFigures(lines: readonly BoardLine[], since: number, now: number): CaseFigures {
  const hours = lines.flatMap(({ line: { reachedAt } }) =>
    reachedAt === undefined ? [] : [Math.max(0, reachedAt - since) / HOUR_MS],
  );
  return {
    ...countsOf(lines, now),
    lines: lines.length,
    held: lines.filter(({ claim }) => claim !== undefined).length,
    medianHours: medianOf(hours),
    lastHours: hours.length === 0 ? undefined : Math.max(...hours),
    isComplete: lines.every(({ line }) => !line.isToCall),
  };
}

/** Of one account: the lines that it holds, and of all lines the calls that it made. */
export function callerFigures(lines: readonly BoardLine[], account: string, now: number): CallerFigures {
  const held = lines.filter(({ claim }) => claim?.holder === account);
  const { toCall, overdue } = countsOf(held, now);
  const made = lines.map((one) => ({ one, calls: whatStands(one.calls).filter(isCall) }));
  const own = made.flatMap(({ calls }) => calls.filter(({ by, at }) => by === account && now - DAY < at));
  // The first call that reached them is theirs.
  const firsts = made
    .filter(({ calls }) => calls.find(({ said }) => said.outcome === "reached")?.by === account)
    .map(({ one }) => one);
  const { reached, reachedInTime } = countsOf(firsts, now);
  return { held: held.length, toCall, overdue, calls: own.length, reached, reachedInTime };
}

const DAY = 24 * HOUR_MS;

function isCall({ said }: Written<Call>): boolean {
  return said.outcome !== "mistaken";
}

/** Undefined of none. */
export function medianOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : quantile(values, 0.5);
}
