/** Schedules on a floor, in place of tokens that run the program: the same air, account and figures. */

import { hash } from "../lib/random.ts";
import { drive } from "./drive.ts";
import { type Consumption, type Currents, consumptionOf, currentsOf } from "./energy.ts";
import { Floor } from "./floor.ts";
import { Radio } from "./radio.ts";
import type { Schedule } from "./schedule.ts";
import { AddressBook, ScheduleToken } from "./schedule-token.ts";
import type { LivedRoom, RoomPlan } from "./token-room.ts";

/** RSSI at 1 m of a token that sends at 0 dBm: nominal, as the boards have it. */
const RSSI_AT_ONE_METRE = -59;

interface ScheduleRoomPlan extends RoomPlan {
  /** Everybody's. */
  readonly schedule: Schedule;
  /** Only the first so many are looked at as listeners; the others are a crowd on the air. Default all. */
  readonly listeners?: number;
}

export function playRoom(plan: ScheduleRoomPlan): LivedRoom {
  const { schedule, seed, endAt, readAt = [], onProgress } = plan;
  const floor = new Floor(plan.floor);
  const { startAt, people } = floor.day;
  const listeners = plan.listeners ?? people.length;
  const book = new AddressBook();
  const tokens = people.map(
    (_, person) =>
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
  const radio = new Radio(floor, members, { seed });
  const looked = tokens.slice(0, listeners);
  const standing = { button: schedule.processor.button, externalFlash: false };
  const spans: Currents[][] = [];
  let before: Consumption[] = looked.map(({ meter }) => consumptionOf(meter));
  let now = startAt;
  for (const t of [...readAt, endAt]) {
    drive(radio, members, now, t, onProgress ? { onProgress } : {});
    const read = looked.map((token) => {
      token.settleMeter(t);
      return consumptionOf(token.meter);
    });
    spans.push(read.map((after, i) => currentsOf(before[i]!, after, t - now, standing)));
    before = read;
    now = t;
  }
  const lost = looked.reduce((sum, { meter }) => sum + meter.droppedEvents, 0);
  return {
    floor,
    records: looked.flatMap((token) => token.records()),
    currents: spans,
    radio,
    queueFull: lost,
  };
}
