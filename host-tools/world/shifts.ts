/** Seeded days of made-up people: the plans of `shift-plans.ts` played into contact rows and rooms. */

import { hashText, Stream } from "../lib/random.ts";
import { HOUR_MS, MINUTE_MS } from "../lib/time.ts";
import { parseDate } from "./contacts.ts";
import type { ContactRow, Day, Stay } from "./day.ts";
import { firstMinutes, orderedRows, ROW_MS } from "./day.ts";
import type { Guest } from "./meetings.ts";
import { meetingRows } from "./meetings.ts";
import { sweep } from "./plane/sweep.ts";
import { FACING, NEAR_METRES } from "./plane-people.ts";
import type { Activity, ShiftName, ShiftPlan } from "./shift-plans.ts";
import { SHIFT_NAMES, SHIFT_PLANS } from "./shift-plans.ts";
import { type Gathering, walksOf } from "./walks.ts";

/** A shift that cannot be played as asked. */
export class ShiftError extends Error {
  override readonly name = "ShiftError";
}

interface ShiftOptions {
  /** People, 2 to 5000; default: the plan's. */
  readonly people?: number | undefined;
  /** Minutes from the shift's start, 1 to 1440; default: to its end. Longer than the plan: people are away afterwards. */
  readonly minutes?: number | undefined;
  /** Default 1. */
  readonly seed?: number | undefined;
  /** Vietnam's date, YYYY-MM-DD. */
  readonly date?: string | undefined;
  /** What the truth is: meetings of pairs as they are drawn, or places on a plane. Default "pairs". */
  readonly geometry?: Geometry | undefined;
}

const GEOMETRIES = ["pairs", "plane"] as const;
export type Geometry = (typeof GEOMETRIES)[number];

/** Throws ShiftError for any other word. */
export function geometryOf(word: string): Geometry {
  const found = GEOMETRIES.find((one) => one === word);
  if (!found) throw new ShiftError(`geometry must be one of ${GEOMETRIES.join(", ")}, not "${word}"`);
  return found;
}

/** Vietnam is 7 hours ahead of UTC all year. */
const VIETNAM_MS = 7 * HOUR_MS;
const DEFAULT_DATE = "2021-06-14";

interface Worker {
  readonly person: number;
  readonly role: string;
}

/** Plays a shift. The same options give the same day; throws ShiftError for an unknown name or numbers out of bounds. */
export function playShift(name: string, options: ShiftOptions = {}): Day {
  if (!isShiftName(name))
    throw new ShiftError(`unknown shift "${name}"; there are ${SHIFT_NAMES.join(", ")}`);
  const plan: ShiftPlan = SHIFT_PLANS[name];
  const count = bounded("people", options.people ?? plan.people, 2, 5000);
  const seed = options.seed ?? 1;
  const date = options.date ?? DEFAULT_DATE;
  const midnight = parseDate(date) - VIETNAM_MS;
  const workers = castRoles(plan.roles, count);
  const played = plan.activities.map((activity, i) =>
    playActivity(activity, midnight, workers, new Stream(seed, hashText(name), i)),
  );
  const startAt = midnight + Math.min(...plan.activities.map((activity) => clockMs(activity.from)));
  const endAt = midnight + Math.max(...plan.activities.map((activity) => clockMs(activity.to)));
  const day: Day = {
    date,
    startAt,
    endAt,
    people: namesOf(workers),
    rows: orderedRows(played.flatMap(({ rows }) => rows)),
    stays: played.flatMap(({ stays }) => stays),
  };
  const placed =
    options.geometry === "plane"
      ? onPlane(
          day,
          played.flatMap(({ gatherings }) => gatherings),
          seed,
        )
      : day;
  return options.minutes === undefined
    ? placed
    : firstMinutes(placed, bounded("minutes", options.minutes, 1, 1440));
}

/** The same people at the same times, but with places: who was near whom follows from them. */
function onPlane(day: Day, gatherings: readonly Gathering[], seed: number): Day {
  const { site, tracks } = walksOf(gatherings, day.people.length, seed);
  const span = { from: day.startAt, to: day.endAt, stepMs: ROW_MS };
  const { near, facing } = sweep(tracks, site.walls, span, {
    nearMetres: NEAR_METRES,
    facingMetres: FACING.metres,
    facingDegrees: FACING.degrees,
  });
  return {
    ...day,
    rows: orderedRows(facing),
    stays: withoutGaps(day.stays ?? []),
    plane: { tracks, walls: site.walls, near },
  };
}

/** Whoever is to go on to another room stays where they are until then. */
function withoutGaps(stays: readonly Stay[]): Stay[] {
  const next = new Map<number, number>();
  // Activities, and with them everybody's stays, come in order of time.
  return stays
    .toReversed()
    .map((stay) => {
      const to = Math.max(stay.to, next.get(stay.person) ?? stay.to);
      next.set(stay.person, stay.from);
      return { ...stay, to };
    })
    .reverse();
}

const isShiftName = (name: string): name is ShiftName => (SHIFT_NAMES as string[]).includes(name);

function bounded(what: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new ShiftError(`${what}: expected a whole number from ${least} to ${most}, got ${value}`);
}

/** People in standing order, roles spread evenly: the role furthest behind its share comes next. */
function castRoles(shares: Readonly<Record<string, number>>, count: number): Worker[] {
  const roles = Object.entries(shares);
  const total = roles.reduce((sum, [, share]) => sum + share, 0);
  const filled = new Map<string, number>();
  return Array.from({ length: count }, (_, person) => {
    const behind = ([role, share]: [string, number]) =>
      (share / total) * (person + 1) - (filled.get(role) ?? 0);
    const [role] = roles.reduce((best, next) => (behind(next) > behind(best) + 1e-9 ? next : best));
    filled.set(role, (filled.get(role) ?? 0) + 1);
    return { person, role };
  });
}

/** "worker-1", "worker-2" ... numbered by role. */
function namesOf(workers: readonly Worker[]): string[] {
  const numbers = new Map<string, number>();
  return workers.map(({ role }) => {
    const number = (numbers.get(role) ?? 0) + 1;
    numbers.set(role, number);
    return `${role}-${number}`;
  });
}

function playActivity(activity: Activity, midnight: number, workers: readonly Worker[], stream: Stream) {
  const span = { from: midnight + clockMs(activity.from), to: midnight + clockMs(activity.to) };
  const present = workers.filter(({ role }) => activity.roles.includes(role));
  const ordered = activity.mix === "anew" ? stream.shuffled(present) : present;
  const rows: ContactRow[] = [];
  const stays: Stay[] = [];
  const gatherings: Gathering[] = [];
  equalParts(ordered, activity.roomOf).forEach((members, i) => {
    const guests = members.map((worker) => guestOf(worker, span, activity, stream));
    const room = `${activity.place}-${i + 1}`;
    stays.push(...guests.map(({ person, from, to }) => ({ person, room, from, to })));
    gatherings.push({ activity, room, guests });
    for (const meeting of activity.meetings) rows.push(...meetingRows(meeting, guests, stream));
  });
  return { rows, stays, gatherings };
}

function guestOf(
  worker: Worker,
  span: { from: number; to: number },
  activity: Activity,
  stream: Stream,
): Guest {
  const visit = activity.visits?.[worker.role];
  if (!visit) return { ...worker, ...span };
  const length = Math.min(span.to - span.from, stream.between(...visit) * MINUTE_MS);
  const from = stream.between(span.from, span.to - length);
  return { ...worker, from, to: from + length };
}

/** The items in order, in parts of about `size`, equal to within one. */
function equalParts<T>(items: readonly T[], size: number): T[][] {
  const parts = Math.max(1, Math.round(items.length / size));
  return Array.from({ length: parts }, (_, i) =>
    items.slice(Math.floor((i * items.length) / parts), Math.floor(((i + 1) * items.length) / parts)),
  );
}

/** "HH:MM" in ms. */
function clockMs(time: string): number {
  const [hours, minutes] = time.split(":").map(Number) as [number, number];
  return (hours * 60 + minutes) * MINUTE_MS;
}
