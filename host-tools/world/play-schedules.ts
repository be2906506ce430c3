/** Schedules in a room: who heard whom in which minutes, and what it cost each. */
import { drive } from "./drive.ts";
import { type Currents, consumptionOf, currentsOf } from "./energy.ts";
import { Floor, type FloorOptions } from "./floor.ts";
import { Radio } from "./radio.ts";
import type { RadioParameters } from "./radio-parameters.ts";
import { hash } from "./random.ts";
import type { LoggedRecord } from "./report.ts";
import type { Schedule } from "./schedule.ts";
import { AddressBook, ScheduleToken } from "./schedule-token.ts";

const MINUTE_MS = 60_000;
/** RSSI at 1 m of a token that sends at 0 dBm: nominal, as the boards have it. */
const RSSI_AT_ONE_METRE = -59;

export interface RoomOptions {
  readonly floor: Omit<FloorOptions, "people" | "startAt">;
  /** One for each person. */
  readonly schedules: readonly Schedule[];
  readonly minutes: number;
  readonly seed: number;
  readonly startAt?: number;
  readonly parameters?: RadioParameters;
  /** Which members listen; default all. The others are only on the air: a crowd around. */
  readonly listeners?: number;
  readonly onMinute?: () => void;
}

export interface PlayedRoom {
  readonly floor: Floor;
  readonly tokens: readonly ScheduleToken[];
  readonly records: readonly LoggedRecord[];
  readonly currents: readonly Currents[];
  readonly radio: Radio;
  readonly startAt: number;
}

/** A Monday morning in Vietnam; whole quarter hours. */
export const ROOM_START = Date.UTC(2021, 5, 14, 1);

export function playRoom(options: RoomOptions): PlayedRoom {
  const { schedules, minutes, seed, startAt = ROOM_START } = options;
  const floor = new Floor({ ...options.floor, people: schedules.length, startAt });
  const book = new AddressBook();
  const listeners = options.listeners ?? schedules.length;
  const tokens = schedules.map(
    (schedule, person) =>
      new ScheduleToken({
        schedule,
        person,
        seed: hash(seed, 11, person),
        startAt,
        book,
        deaf: person >= listeners,
      }),
  );
  const members = tokens.map((token, person) => ({ token, person, rssiAtOneMetreDbm: RSSI_AT_ONE_METRE }));
  const { parameters } = options;
  const radio = new Radio(floor, members, { seed, ...(parameters ? { parameters } : {}) });
  const endAt = startAt + minutes * MINUTE_MS;
  const before = tokens.map(({ meter }) => consumptionOf(meter));
  drive(radio, members, startAt, endAt, options.onMinute ? { onProgress: options.onMinute } : {});
  const currents = tokens.map((token, person) => {
    token.settleMeter(endAt);
    const { button } = schedules[person]!.processor;
    return currentsOf(before[person]!, consumptionOf(token.meter), endAt - startAt, {
      button,
      externalFlash: false,
    });
  });
  return { floor, tokens, records: tokens.flatMap((token) => token.records()), currents, radio, startAt };
}

/** Of each pair and direction within so many metres all the time: share of minutes heard. */
export function sharesHeard(
  { floor, records, startAt }: Pick<PlayedRoom, "floor" | "records" | "startAt">,
  minutes: number,
  metres: number,
  listeners?: number,
): number[] {
  const heard = new Map<string, Set<number>>();
  for (const { token, peer, epoch, minutes: mask } of records) {
    const key = `${token} ${peer}`;
    const set = heard.get(key) ?? new Set<number>();
    for (let k = 0; k < 15; k++) if ((mask >> k) & 1) set.add(epoch * 15 + k);
    heard.set(key, set);
  }
  const first = startAt / MINUTE_MS;
  const shares: number[] = [];
  const people = floor.day.people.length;
  for (let token = 0; token < (listeners ?? people); token++)
    for (let peer = 0; peer < people; peer++) {
      if (peer === token) continue;
      let near = 0;
      let both = 0;
      for (let minute = first; minute < first + minutes; minute++) {
        if (floor.distance(token, peer, (minute + 0.5) * MINUTE_MS) > metres) continue;
        near++;
        if (heard.get(`${token} ${peer}`)?.has(minute)) both++;
      }
      if (near > 0) shares.push(both / near);
    }
  return shares;
}
