/** The scenes that budgets are stated in, and the figures taken from them. Distances are the world's own. */

import { Stream } from "../../lib/random.ts";
import { HOUR_MS, MINUTE_MS } from "../../lib/time.ts";
import { type Currents, mixed, totalOf } from "../../world/energy.ts";
import type { Floor, Spell } from "../../world/floor.ts";
import { fullPresences } from "../../world/phone-holders.ts";
import { type HeardMinutes, heardMinutesByPair, lengthErrors } from "../../world/report.ts";
import type { LivedRoom, RoomPlan } from "../../world/token-room.ts";
import type { PairTruth } from "../../world/truth.ts";
import { presenceMinutesOf } from "../../world/truth.ts";

/** A Monday, 08:00 in Vietnam. */
const MORNING = Date.UTC(2021, 5, 14, 1);

export const OFFICE = { people: 11, metres: 5, aloneHours: 16, togetherHours: 8 } as const;
/** Pairs meet one after the other: so the first have been alone for two hours, and the last for thirteen. */
export const LONERS = { pairs: 40, metres: 5, aloneHours: 2, minutes: 15, everyMinutes: 17 } as const;
export const CROWD = { people: 200, metres: 16, warmUpMinutes: 30, minutes: 30, near: 2 } as const;

/**
 * 16 hours alone, then 8 hours among 10 others within 5 m; everybody changes places each hour. The tokens were handed out
 * 24 hours before the morning and spent the first 8 of them together, too: a clock's rate is learnt among others.
 */
export function officeDay(seed: number): RoomPlan {
  const spell: Spell = [MORNING, MORNING + OFFICE.togetherHours * HOUR_MS];
  const evening = MORNING - OFFICE.aloneHours * HOUR_MS;
  const dayBefore: Spell = [evening - OFFICE.togetherHours * HOUR_MS, evening];
  return {
    seed,
    floor: {
      people: OFFICE.people,
      diameter: OFFICE.metres,
      apart: 0.8,
      seed,
      stayMinutes: 60,
      startAt: dayBefore[0],
      spells: Array.from({ length: OFFICE.people }, () => [dayBefore, spell]),
    },
    readAt: [evening, MORNING],
    endAt: spell[1],
  };
}

/** Eight hours in which 11 people come for 10 to 90 minutes and go for 5 to 30, within 5 m of each other. */
export function comings(seed: number): RoomPlan {
  const endAt = MORNING + 8 * HOUR_MS;
  const spells = Array.from({ length: OFFICE.people }, (_, person) => {
    const stream = new Stream(seed, 21, person);
    const found: Spell[] = [];
    for (let at = MORNING + stream.between(0, 30) * MINUTE_MS; at < endAt; ) {
      const to = Math.min(endAt, at + stream.between(10, 90) * MINUTE_MS);
      found.push([at, to]);
      at = to + stream.between(5, 30) * MINUTE_MS;
    }
    return found;
  });
  const { people, metres: diameter } = OFFICE;
  return {
    seed,
    endAt,
    floor: { people, diameter, apart: 0.8, seed, stayMinutes: 60, startAt: MORNING, spells },
  };
}

/** Pairs that see nobody from the hand-out on but each other, for a quarter of an hour. */
export function loners(seed: number): RoomPlan {
  const { pairs, metres, aloneHours, minutes, everyMinutes } = LONERS;
  const first = MORNING + aloneHours * HOUR_MS;
  const spells = Array.from({ length: 2 * pairs }, (_, person): Spell[] => {
    const from = first + Math.floor(person / 2) * everyMinutes * MINUTE_MS;
    return [[from, from + minutes * MINUTE_MS]];
  });
  const endAt = spells.at(-1)![0]![1];
  return {
    seed,
    endAt,
    floor: {
      people: 2 * pairs,
      diameter: metres,
      apart: 0.3,
      seed,
      stayMinutes: 6000,
      spells,
      startAt: MORNING,
    },
  };
}

/** 200 people in one hall of 16 m, one for each square metre; the first half hour lets tokens notice it. */
export function crowd(seed: number): RoomPlan {
  const startAt = MORNING;
  const measured = startAt + CROWD.warmUpMinutes * MINUTE_MS;
  return {
    seed,
    floor: { people: CROWD.people, diameter: CROWD.metres, apart: 0.6, seed, stayMinutes: 600, startAt },
    readAt: [measured],
    endAt: measured + CROWD.minutes * MINUTE_MS,
  };
}

interface OfficeFigures {
  /** Share of minutes heard, by pair and direction. */
  readonly shares: readonly number[];
  /** Mean current of each token over the day, microamperes, and its causes over all tokens. */
  readonly microamps: readonly number[];
  readonly byCause: Currents;
  readonly presences: Pooled;
}

/** Presences of 15 minutes, and how many of them either of the two has in its log. */
export interface Pooled {
  readonly all: number;
  readonly logged: number;
}

/** Figures of an office day; minutes and presences of the hours together. */
export function officeFigures({ floor, records, currents }: LivedRoom): OfficeFigures {
  const heard = heardMinutesByPair(records);
  const hours = OFFICE.aloneHours + OFFICE.togetherHours;
  const [night, office] = currents.slice(-2) as [Currents[], Currents[]];
  const days = night.map((alone, token) =>
    mixed([
      [OFFICE.aloneHours / hours, alone],
      [OFFICE.togetherHours / hours, office[token]!],
    ]),
  );
  const span = { from: MORNING, minutes: OFFICE.togetherHours * 60 };
  return {
    shares: sharesHeard(floor, heard, { ...span, metres: OFFICE.metres }),
    microamps: days.map(totalOf),
    byCause: mixed(days.map((day) => [1 / days.length, day] as const)),
    // Not in step with the epochs, which begin with the quarter hours.
    presences: presencesLogged(
      pairsOf(floor, MORNING + 7 * MINUTE_MS, MORNING + span.minutes * MINUTE_MS),
      heard,
    ),
  };
}

/** Error of the length of each presence of 5 minutes or more in each log, minutes, and presences of 15. */
export function comingsFigures({ floor, records }: LivedRoom, endAt: number) {
  const heard = heardMinutesByPair(records);
  const pairs = pairsOf(floor, floor.day.startAt, endAt);
  return { lengthErrors: lengthErrors(pairs, heard), presences: presencesLogged(pairs, heard) };
}

/** Whole minutes from each meeting's start to the end of the first in which either log has the other; Infinity for never. */
export function firstHearings({ floor, records }: Pick<LivedRoom, "floor" | "records">): number[] {
  const heard = heardMinutesByPair(records);
  return pairsOf(floor, floor.day.startAt, Number.POSITIVE_INFINITY).flatMap(({ a, b, presence }) => {
    const start = presence[0];
    if (start === undefined) return [];
    const minutes = [...(heard.get(`${a} ${b}`) ?? []), ...(heard.get(`${b} ${a}`) ?? [])];
    return [Math.min(...minutes.filter((minute) => minute >= start).map((minute) => minute - start + 1))];
  });
}

/** Share of near pairs (each direction, each quarter hour) heard in 12 or more of 15 minutes, and currents meanwhile. */
export function crowdFigures({ floor, records, currents, queueFull }: LivedRoom, listeners?: number) {
  const heard = heardMinutesByPair(records);
  let near = 0;
  let well = 0;
  const from = floor.day.startAt + CROWD.warmUpMinutes * MINUTE_MS;
  for (let quarter = 0; quarter < CROWD.minutes / 15; quarter++) {
    const span = { from: from + quarter * 15 * MINUTE_MS, minutes: 15, metres: CROWD.near, listeners };
    const shares = sharesHeard(floor, heard, span);
    near += shares.length;
    well += shares.filter((share) => share >= 12 / 15 - 1e-9).length;
  }
  const all = currents[1]!;
  return {
    near,
    well,
    microamps: all.map(totalOf),
    byCause: mixed(all.map((one) => [1 / all.length, one] as const)),
    queueFull,
  };
}

/** Of each pair and direction within so many metres: share of the minutes in which one heard the other. */
export function sharesHeard(
  floor: Floor,
  heard: HeardMinutes,
  span: { from: number; minutes: number; metres: number; listeners?: number | undefined },
): number[] {
  const first = span.from / MINUTE_MS;
  const people = floor.day.people.length;
  const shares: number[] = [];
  for (let token = 0; token < (span.listeners ?? people); token++) {
    for (let peer = 0; peer < people; peer++) {
      if (peer === token) continue;
      let near = 0;
      let both = 0;
      const log = new Set(heard.get(`${token} ${peer}`));
      for (let minute = first; minute < first + span.minutes; minute++) {
        if (floor.distance(token, peer, (minute + 0.5) * MINUTE_MS) > span.metres) continue;
        near++;
        both += Number(log.has(minute));
      }
      if (near > 0) shares.push(both / near);
    }
  }
  return shares;
}

/** What is true of each pair between two times: bouts are the times in which both are there. */
function pairsOf(floor: Floor, from: number, to: number): PairTruth[] {
  const pairs: PairTruth[] = [];
  const people = floor.day.people.length;
  for (let a = 0; a < people; a++)
    for (let b = a + 1; b < people; b++) {
      const bouts = floor
        .meetings(a, b)
        .map(([start, end]): Spell => [Math.max(start, from), Math.min(end, to)])
        .filter(([start, end]) => end > start)
        .map(([start, end]) => ({ a, b, from: start, to: end, rows: [] }));
      pairs.push({ a, b, bouts, presence: presenceMinutesOf(bouts), face: [] });
    }
  return pairs;
}

function presencesLogged(pairs: readonly PairTruth[], heard: HeardMinutes): Pooled {
  let all = 0;
  let logged = 0;
  for (const { a, b, presence } of pairs) {
    const either = new Set([...(heard.get(`${a} ${b}`) ?? []), ...(heard.get(`${b} ${a}`) ?? [])]);
    for (const start of fullPresences(presence)) {
      all++;
      for (let minute = start; minute < start + 15; minute++) {
        if (!either.has(minute)) continue;
        logged++;
        break;
      }
    }
  }
  return { all, logged };
}
