/** How people of one room come to face each other: the kinds of Meeting in `shift-plans.ts`, as contact rows. */

import type { Stream } from "../lib/random.ts";
import { HOUR_MS, MINUTE_MS } from "../lib/time.ts";
import type { ContactRow } from "./day.ts";
import { ROW_MS } from "./day.ts";
import type { Meeting, Minutes } from "./shift-plans.ts";

/** One person in a room, world ms. */
export interface Guest {
  readonly person: number;
  readonly role: string;
  readonly from: number;
  readonly to: number;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Rows without a facing row in between for less than the gap that would end the bout (120 s). */
const LONGEST_LOOK_AWAY_ROWS = 5;
/** Lengths of chance meetings follow length = 20 s / u^1.3: half last 20-40 s, one in eight 5 minutes or more. */
const MINGLE_TAIL = 1.3;
const MINGLE_LONGEST_MINUTES = 20;

/** Contact rows of one kind of meeting among the guests of a room. */
export function meetingRows(meeting: Meeting, guests: readonly Guest[], stream: Stream): ContactRow[] {
  const taking = (roles: readonly string[] | undefined) =>
    guests.filter((guest) => !roles || roles.includes(guest.role));
  switch (meeting.kind) {
    case "line":
      return pairsInLine(taking(meeting.roles)).flatMap((pair) => spellRows(pair, meeting, stream));
    case "groups":
      return pairsInGroups(taking(meeting.roles), meeting.size).flatMap((pair) =>
        spellRows(pair, meeting, stream),
      );
    case "mingle":
      return mingleRows(taking(meeting.roles), meeting.perHour, stream);
    case "rounds":
      return taking(meeting.visitors).flatMap((visitor) =>
        roundRows(visitor, taking(meeting.hosts), meeting, stream),
      );
  }
}

/** How long a chance meeting lasts, minutes. */
export const mingleMinutes = (stream: Stream): number =>
  Math.min(MINGLE_LONGEST_MINUTES, 1 / 3 / (1 - stream.unit()) ** MINGLE_TAIL);

type Pair = readonly [Guest, Guest];

function pairsInLine(guests: readonly Guest[]): Pair[] {
  return guests.slice(1).map((guest, i) => [guests[i]!, guest]);
}

function pairsInGroups(guests: readonly Guest[], size: number): Pair[] {
  return guests.flatMap((guest, i) =>
    guests.slice(i + 1, (Math.floor(i / size) + 1) * size).map((other): Pair => [guest, other]),
  );
}

function spellRows(
  [a, b]: Pair,
  habit: { readonly faceShare: number; readonly spell: Minutes; readonly apart: Minutes },
  stream: Stream,
): ContactRow[] {
  const shared = overlap(a, b);
  const rows: ContactRow[] = [];
  let at = shared.from + stream.unit() * habit.apart[0] * MINUTE_MS;
  while (at < shared.to) {
    const end = at + stream.between(...habit.spell) * MINUTE_MS;
    rows.push(...togetherRows(a, b, { from: at, to: Math.min(end, shared.to) }, habit.faceShare, stream));
    at = end + stream.between(...habit.apart) * MINUTE_MS;
  }
  return rows;
}

function mingleRows(guests: readonly Guest[], perHour: number, stream: Stream): ContactRow[] {
  return guests.flatMap((guest) => {
    const others = guests.filter((other) => other.person !== guest.person);
    const rows: ContactRow[] = [];
    if (others.length === 0) return rows;
    // Every meeting has two sides: each person starts half of theirs.
    const meanGap = (2 * HOUR_MS) / perHour;
    for (let at = guest.from; ; ) {
      at += -Math.log(1 - stream.unit()) * meanGap;
      if (at >= guest.to) return rows;
      const minutes = mingleMinutes(stream);
      const other = others[stream.below(others.length)]!;
      const shared = overlap(guest, other);
      const span = { from: Math.max(at, shared.from), to: Math.min(at + minutes * MINUTE_MS, shared.to) };
      rows.push(...togetherRows(guest, other, span, 0.6, stream));
    }
  });
}

function roundRows(
  visitor: Guest,
  hosts: readonly Guest[],
  habit: { readonly stop: Minutes; readonly walk: Minutes },
  stream: Stream,
): ContactRow[] {
  const rows: ContactRow[] = [];
  if (hosts.length === 0) return rows;
  let turn = stream.below(hosts.length);
  for (let at = visitor.from; at < visitor.to; turn++) {
    const host = hosts[turn % hosts.length]!;
    const end = at + stream.between(...habit.stop) * MINUTE_MS;
    const shared = overlap(visitor, host);
    const span = { from: Math.max(at, shared.from), to: Math.min(end, shared.to) };
    rows.push(...togetherRows(visitor, host, span, 0.6, stream));
    at = end + stream.between(...habit.walk) * MINUTE_MS;
  }
  return rows;
}

const overlap = (a: Guest, b: Guest): Span => ({ from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) });

/** Rows of two people who stay together for the span: the first and the last row always, others by chance, never so far apart that the bout ends. */
function togetherRows(a: Guest, b: Guest, span: Span, faceShare: number, stream: Stream): ContactRow[] {
  const first = Math.ceil(span.from / ROW_MS);
  const last = Math.floor(span.to / ROW_MS) - 1;
  const rows: ContactRow[] = [];
  let lastFaced = first;
  for (let slot = first; slot <= last; slot++) {
    const faces = stream.chance(faceShare) || slot === first || slot === last;
    if (!faces && slot - lastFaced < LONGEST_LOOK_AWAY_ROWS) continue;
    lastFaced = slot;
    rows.push({ at: slot * ROW_MS, a: Math.min(a.person, b.person), b: Math.max(a.person, b.person) });
  }
  return rows;
}
