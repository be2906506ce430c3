/** A population of clocks for weeks: they drift, meet, steer, lose power and visit a station now and then. */

import { Stream } from "../../lib/random.ts";
import { MICROAMPS, MICROCOULOMBS } from "../../world/charges.ts";
import { type Gathering, gatheringsOf } from "./gatherings.ts";
import { count, hearInSpan, hearWide, WIDE_DUTY } from "./hearing.ts";
import { CRYSTAL, RC } from "./kinds.ts";
import { type Meeting, PairBook } from "./meetings.ts";
import { type Heard, SILENCE, TokenClock } from "./token-clock.ts";

interface Options {
  readonly tokens: number;
  readonly days: number;
  readonly seed: number;
  /** Share of tokens with a crystal. */
  readonly crystals: number;
  /** Mean days between a token's losses of power, and between its visits to a station. */
  readonly powerDays: number;
  readonly syncDays: number;
  /** Days at the start whose meetings are not counted: the clocks know nothing of their rates yet. */
  readonly settle: number;
  /** The bench has told each clock's rate; default true. */
  readonly told?: boolean;
}

/** Current that a token's steering takes over the whole time, µA, and what it was while the token was lost. */
export interface Effort {
  burst: number;
  wide: number;
  /** Minutes without authenticated time and before a neighbour's; their mean added current, µA. */
  lostMinutes: number;
  lostMicroamps: number;
}

export interface Outcome {
  readonly meetings: readonly Meeting[];
  readonly efforts: readonly Effort[];
  readonly clocks: readonly TokenClock[];
}

/** Listening for more than the longest way between two rendezvous, s. */
const WIDE_SECONDS = 78;
/** A Monday 00:00, UTC minutes. */
export const FIRST_MINUTE = 29_600_640;

interface Room {
  readonly gathering: Gathering;
  readonly book: PairBook;
  present: readonly number[];
}

export function simulate(options: Options): Outcome {
  const clocks = Array.from({ length: options.tokens }, (_, i) => {
    const kind = ((i * 7) % 10) / 10 < options.crystals ? CRYSTAL : RC;
    return new TokenClock(kind, options.seed * 100_003 + i, FIRST_MINUTE, options.told);
  });
  const efforts = clocks.map(() => ({ burst: 0, wide: 0, lostMinutes: 0, lostMicroamps: 0 }));
  const chances = new Stream(options.seed, 3);
  const meetings: Meeting[] = [];
  for (let day = 0; day < options.days; day++) {
    const coming = gatheringsOf(options.seed, options.tokens, day);
    let rooms: Room[] = [];
    const close = (room: Room): void => {
      if (day >= options.settle) meetings.push(...room.book.meetings());
    };
    for (let now = day * 1440; now < (day + 1) * 1440; now++) {
      while (coming.length > 0 && coming[0]!.from <= now)
        rooms.push({ gathering: coming.shift()!, book: new PairBook(clocks), present: [] });
      for (const room of rooms) if (room.gathering.to <= now) close(room);
      rooms = rooms.filter(({ gathering }) => gathering.to > now);
      const roomOf = new Map<number, Room>();
      for (const room of rooms) {
        room.present = room.gathering.stays.filter((s) => s.from <= now && now < s.to).map((s) => s.token);
        for (const token of room.present) roomOf.set(token, room);
      }
      for (let i = 0; i < clocks.length; i++) {
        const clock = clocks[i]!;
        clock.age(FIRST_MINUTE + now);
        if (chances.unit() < 1 / 1440 / options.powerDays) clock.losePower(FIRST_MINUTE + now);
        if (chances.unit() < 1 / 1440 / options.syncDays) clock.setByServer(FIRST_MINUTE + now);
        const room = roomOf.get(i);
        const wide = liveMinute(clocks, i, room?.present ?? [], FIRST_MINUTE + now, (peer, heard) =>
          room?.book.note(i, peer, now, heard),
        );
        spend(efforts[i]!, clock, wide, FIRST_MINUTE + now);
      }
    }
    for (const room of rooms) close(room);
  }
  const seconds = options.days * 86400;
  for (const effort of efforts) {
    effort.burst /= seconds;
    effort.wide /= seconds;
    effort.lostMicroamps /= effort.lostMinutes * 60 || 1;
  }
  return { meetings, efforts, clocks };
}

/** A token's minute among those present: its span, its steering, and a wide listening if it comes to that; then true. */
export function liveMinute(
  clocks: readonly TokenClock[],
  self: number,
  present: readonly number[],
  minute: number,
  note: (peer: number, heard: boolean) => void,
  forged: { readonly heard: Heard; readonly hints: readonly number[] } | undefined = undefined,
): boolean {
  const clock = clocks[self]!;
  if (!clock.meets(minute)) {
    for (const other of present) if (other !== self) note(other, false);
    return false;
  }
  const heard: Heard = (forged?.heard ?? SILENCE).slice();
  let heardSomebody = forged !== undefined;
  for (const other of present) {
    if (other === self) continue;
    const peer = clocks[other]!;
    const reception = hearInSpan(clock, peer, minute);
    if (reception) {
      count(heard, reception, peer);
      clock.lastLogged = minute + clock.error / 60;
      heardSomebody = true;
    }
    note(other, reception !== undefined);
  }
  if (heardSomebody) clock.meet(minute);
  if (!clock.steer(minute, heard)) return false;
  const hints = [...(forged?.hints ?? [])];
  for (const other of present) {
    if (other === self) continue;
    const ahead = hearWide(clock, clocks[other]!, minute);
    if (ahead === undefined) continue;
    note(other, true);
    clock.meet(minute);
    hints.push(ahead);
  }
  clock.correct(hints);
  return true;
}

/** Charges a minute's adverts beyond those of a burst that is in no doubt, and a wide listening, microcoulombs. */
function spend(effort: Effort, clock: TokenClock, wide: boolean, minute: number): void {
  const adverts = 2 * (clock.reach / clock.spacing - clock.kind.reach / clock.kind.spacing);
  const burst = clock.meets(minute) ? Math.max(0, adverts) * MICROCOULOMBS.advert : 0;
  const listening = wide ? (WIDE_SECONDS / WIDE_DUTY) * MICROAMPS.listening : 0;
  effort.burst += burst;
  effort.wide += listening;
  if (clock.trusted || clock.told) return;
  effort.lostMinutes++;
  effort.lostMicroamps += burst + listening;
}
