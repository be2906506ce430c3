/** How many went through each gate in a week, as it is told from the next Monday on: pure reckoning. */
import {
  DAYS_OF_WEEK,
  GATE_WAYS,
  type GateWay,
  HOURS_OF_DAY,
  isCounted,
  type ToldByHand,
  toldByHand,
  toldHours,
} from "../../contract/gate-hours.ts";
import { dayAfter, dayEnd, dayStart } from "../../contract/province-time.ts";
import { type Told, told } from "../../contract/small-numbers.ts";
import { HOUR_MS } from "../../lib/time.ts";
import type { Gate } from "./gate-store.ts";

/** IDs that went one way through a gate within an hour; `hour` counts from the Unix epoch. */
export interface HourCount {
  readonly gate: string;
  readonly way: GateWay;
  readonly hour: number;
  readonly ids: number;
}

export interface GateWeek extends Pick<Gate, "place" | "name" | "zone"> {
  readonly gate: string;
  /** Null where it is not known. */
  readonly days: readonly (Readonly<Record<GateWay, Told>> | null)[];
  readonly hours: Readonly<Partial<Record<GateWay, readonly Told[]>>>;
  readonly byHand?: ToldByHand;
}

/** The seven days of the week that begins on a Monday. */
const daysOfWeek = (monday: string): string[] =>
  Array.from({ length: DAYS_OF_WEEK }, (_, day) => dayAfter(monday, day));

/**
 * Whether all of a day can have come: its machine, or the one before it, was let in before the day was over, and one was
 * heard of since. A day before the machine was let in is known only by what another one wrote.
 */
function isKnown({ addedAt, enrolledAt = addedAt, heardAt }: Gate, day: string, wrote: boolean): boolean {
  const end = dayEnd(day);
  return addedAt < end && heardAt !== undefined && heardAt >= end && (enrolledAt < end || wrote);
}

/** By day of the week and hour of the day. */
function grid(counts: readonly HourCount[], monday: string): number[][] {
  const hours = daysOfWeek(monday).map(() => new Array<number>(HOURS_OF_DAY).fill(0));
  const first = dayStart(monday) / HOUR_MS;
  for (const { hour, ids } of counts) {
    const day = hours[Math.floor((hour - first) / HOURS_OF_DAY)];
    if (day) day[(hour - first) % HOURS_OF_DAY]! += ids;
  }
  return hours;
}

const total = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

function toldWay(known: readonly boolean[], counts: readonly number[][]) {
  const days = counts.map((hours, day) => (known[day] ? told(total(hours)) : undefined));
  const counted = counts.filter((_, day) => isCounted(days[day]));
  const byHour = Array.from({ length: HOURS_OF_DAY }, (_, hour) => total(counted.map((day) => day[hour]!)));
  return { days, hours: toldHours(days, byHour) };
}

/** What is told of one gate's week. */
export function gateWeek(
  gate: Gate,
  monday: string,
  counts: readonly HourCount[],
  counted?: Parameters<typeof toldByHand>[1],
): GateWeek {
  const { id, place, name, zone } = gate;
  const written = grid(counts, monday).map((hours) => total(hours) > 0);
  const known = daysOfWeek(monday).map((day, at) => isKnown(gate, day, written[at]!));
  const ways = GATE_WAYS.map(
    (way) =>
      [
        way,
        toldWay(
          known,
          grid(
            counts.filter((one) => one.way === way),
            monday,
          ),
        ),
      ] as const,
  );
  const each = Object.fromEntries(ways) as Record<GateWay, ReturnType<typeof toldWay>>;
  const days = known.map((isDay, day) =>
    isDay ? { in: each.in.days[day]!, out: each.out.days[day]! } : null,
  );
  const byHand =
    counted &&
    toldByHand(
      days.flatMap((day) => day ?? []),
      counted,
    );
  return {
    gate: id,
    place,
    name,
    zone,
    days,
    ...(byHand ? { byHand } : {}),
    hours: Object.fromEntries(ways.flatMap(([way, { hours }]) => (hours ? [[way, hours]] : []))),
  };
}
