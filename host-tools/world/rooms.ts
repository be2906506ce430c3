/**
 * Which room everybody is in, minute by minute. A recorded day knows only who faced whom, so its rooms follow from
 * the bouts: in each half hour the people in the building are put together with those they spend bouts with, 10 to 30
 * a room. A made-up shift says itself who was where.
 */
import { MINUTE_MS } from "../lib/time.ts";
import type { ContactRow, Day, Stay } from "./day.ts";
import { HALF_HOUR_MS } from "./day.ts";
import type { Bout } from "./truth.ts";

export const SMALLEST_ROOM = 10;
export const LARGEST_ROOM = 30;
/** Time together in the half hour itself counts so many times the time together in the rest of the day. */
const NOW_WEIGHT = 4;

export const OUT = -1;

export interface Rooms {
  readonly startAt: number;
  readonly minutes: number;
  /** Room number of a person in a minute of the day, or OUT, at [person * minutes + minute]. */
  readonly table: Int16Array;
  /** Place of each room in the row of rooms it belongs to. */
  readonly position: readonly number[];
}

/** Rooms of a day; `bouts` are those of its rows. */
export function roomsOf(day: Day, bouts: readonly Bout[]): Rooms {
  return day.stays ? roomsFromStays(day, day.stays) : roomsFromBouts(day, bouts);
}

const minutesOf = (day: Day): number => Math.ceil((day.endAt - day.startAt) / MINUTE_MS);

function roomsFromStays(day: Day, stays: readonly Stay[]): Rooms {
  const minutes = minutesOf(day);
  const table = new Int16Array(day.people.length * minutes).fill(OUT);
  const numbers = new Map<string, number>();
  const position: number[] = [];
  for (const { person, room, from, to } of stays) {
    if (!numbers.has(room)) {
      numbers.set(room, position.length);
      position.push(Number(room.match(/\d+$/)?.[0] ?? 0));
    }
    const first = Math.max(0, Math.round((from - day.startAt) / MINUTE_MS));
    const last = Math.min(minutes, Math.round((to - day.startAt) / MINUTE_MS));
    if (first < last) table.fill(numbers.get(room)!, person * minutes + first, person * minutes + last);
  }
  return { startAt: day.startAt, minutes, table, position };
}

function roomsFromBouts(day: Day, bouts: readonly Bout[]): Rooms {
  const minutes = minutesOf(day);
  const table = new Int16Array(day.people.length * minutes).fill(OUT);
  const inBuilding = buildingMinutes(day.rows, day, minutes);
  const position: number[] = [];
  const blockMinutes = HALF_HOUR_MS / MINUTE_MS;
  for (let first = 0; first < minutes; first += blockMinutes) {
    const last = Math.min(minutes, first + blockMinutes);
    const present = day.people
      .map((_, person) => person)
      .filter((person) => inBuilding.subarray(person * minutes + first, person * minutes + last).includes(1));
    const from = day.startAt + first * MINUTE_MS;
    groupPeople(present, affinities(bouts, from, from + HALF_HOUR_MS)).forEach((members, place) => {
      const room = position.push(place) - 1;
      for (const person of members) {
        for (let i = person * minutes + first; i < person * minutes + last; i++)
          if (inBuilding[i]) table[i] = room;
      }
    });
  }
  return { startAt: day.startAt, minutes, table, position };
}

/** 1 for every minute in which the person has a row within the half hour before or after. */
function buildingMinutes(rows: readonly ContactRow[], day: Day, minutes: number): Uint8Array {
  const inside = new Uint8Array(day.people.length * minutes);
  const reach = HALF_HOUR_MS / MINUTE_MS;
  for (const { at, a, b } of rows) {
    const minute = Math.floor((at - day.startAt) / MINUTE_MS);
    const first = Math.max(0, minute - reach);
    const last = Math.min(minutes, minute + reach + 1);
    for (const person of [a, b]) inside.fill(1, person * minutes + first, person * minutes + last);
  }
  return inside;
}

interface Affinity {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
}

function affinities(bouts: readonly Bout[], from: number, to: number): Affinity[] {
  const weights = new Map<string, Affinity>();
  for (const { a, b, from: start, to: end } of bouts) {
    const now = Math.max(0, Math.min(end, to) - Math.max(start, from));
    const key = `${a} ${b}`;
    weights.set(key, { a, b, weight: (weights.get(key)?.weight ?? 0) + end - start + NOW_WEIGHT * now });
  }
  return [...weights.values()].sort((x, y) => y.weight - x.weight || x.a - y.a || x.b - y.b);
}

/**
 * Strongest ties first, as long as the rooms stay within a quarter of equal shares; then rooms under 10 join the room
 * they are most tied to that has space, or, where none has, get the least tied people of the largest room.
 */
function groupPeople(present: readonly number[], ties: readonly Affinity[]): number[][] {
  const equalShare = present.length / Math.ceil(present.length / LARGEST_ROOM);
  const largest = Math.min(LARGEST_ROOM, Math.ceil(1.25 * equalShare));
  const roomOf = new Map(present.map((person) => [person, [person]]));
  const join = (x: number[], y: number[]) => {
    x.push(...y);
    for (const person of y) roomOf.set(person, x);
  };
  for (const { a, b } of ties) {
    const x = roomOf.get(a);
    const y = roomOf.get(b);
    if (x && y && x !== y && x.length + y.length <= largest) join(x, y);
  }
  for (;;) {
    const rooms = [...new Set(roomOf.values())].sort((x, y) => x.length - y.length || x[0]! - y[0]!);
    const small = rooms[0];
    const large = rooms[rooms.length - 1];
    if (!small || !large || small.length >= SMALLEST_ROOM || small === large) {
      return rooms.sort((x, y) => Math.min(...x) - Math.min(...y));
    }
    const host = hostFor(small, rooms, ties, roomOf);
    if (host) join(host, small);
    else join(small, looseMembers(large, SMALLEST_ROOM - small.length, ties, roomOf));
  }
}

/** Takes out of a room those `count` members who are least tied to the others in it. */
function looseMembers(
  room: number[],
  count: number,
  ties: readonly Affinity[],
  roomOf: ReadonlyMap<number, number[]>,
): number[] {
  const weights = new Map<number, number>();
  for (const { a, b, weight } of ties) {
    if (roomOf.get(a) !== room || roomOf.get(b) !== room) continue;
    for (const person of [a, b]) weights.set(person, (weights.get(person) ?? 0) + weight);
  }
  room.sort((x, y) => (weights.get(y) ?? 0) - (weights.get(x) ?? 0) || x - y);
  return room.splice(-count);
}

function hostFor(
  room: number[],
  rooms: readonly number[][],
  ties: readonly Affinity[],
  roomOf: ReadonlyMap<number, number[]>,
): number[] | undefined {
  const weights = new Map<number[], number>();
  for (const { a, b, weight } of ties) {
    const x = roomOf.get(a);
    const y = roomOf.get(b);
    const other = x === room ? y : y === room ? x : undefined;
    if (other && other !== room) weights.set(other, (weights.get(other) ?? 0) + weight);
  }
  // Rooms come smallest first, so strangers go where there are fewest.
  const open = rooms.filter((other) => other !== room && other.length + room.length <= LARGEST_ROOM);
  return open.reduce<number[] | undefined>(
    (best, other) => (best && (weights.get(best) ?? 0) >= (weights.get(other) ?? 0) ? best : other),
    undefined,
  );
}
